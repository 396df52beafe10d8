// SPDX-License-Identifier: MIT
#pragma once

#include "CopyController.h"
#include "CountdownModel.h"
#include "LastUsed.h"
#include "PracticeProgram.h"
#include "ToolkitWarnings.h"
#include "WindowParts.h"

#include "Discovery.h"
#include "ProviderWatch.h"
#include "SecretRotation.h"
#include "TokenChecker.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QSignalSpy>
#include <QTest>

/// A program that copies, on a practice machine.
struct CopyBench
{
    CopyBench() { failOnToolkitWarnings(); }

    bool isReady() const { return machine.isReady() && program.ready; }

    /// Copies the header, minting first where need be.
    bool copy(const QString &setId)
    {
        const QSignalSpy copied(&controller, &Tokenwright::CopyController::copied);
        controller.copyHeader(setId);
        return QTest::qWaitFor([&] { return copied.size() == 1; }, 10'000);
    }

    PracticeMachine machine;
    PracticeProgram program{machine};
    Tokenwright::Settings settings{machine.profile.profile.settingsFile()};
    QClipboard &desktop = *QGuiApplication::clipboard();
    Tokenwright::SecretClipboard clipboard{machine.clock, desktop};
    Tokenwright::CopyController controller{{.providers = machine.providers,
                                            .registry = program.registry,
                                            .manager = program.manager,
                                            .service = program.service,
                                            .clipboard = clipboard,
                                            .settings = settings,
                                            .clock = machine.clock}};
    Tokenwright::LastUsed lastUsed{{.profile = machine.profile.profile,
                                    .clock = machine.clock,
                                    .registry = program.registry,
                                    .controller = controller}};
};

/// The same with all that the window shows and acts on.
struct WindowBench : CopyBench
{
    /// Has the practice eBay say something else of itself from now on.
    void revise(const std::function<void(QJsonObject &)> &change)
    {
        const QString folder = machine.profile.profile.providersFolder();
        QFile file(folder + u"/ebay.json");
        QJsonObject provider;
        if (file.open(QIODevice::ReadOnly))
            provider = QJsonDocument::fromJson(file.readAll()).object();
        file.close();
        change(provider);
        if (file.open(QIODevice::WriteOnly))
            file.write(QJsonDocument(provider).toJson());
        file.close();
        machine.providers = Tokenwright::ProviderCatalog::load({}, folder);
    }

    Tokenwright::ProviderWatch providerWatch{machine.providers,
                                             machine.profile.profile.providersFolder()};
    Tokenwright::TokenEnding ending{{.clock = machine.clock,
                                     .providers = machine.providers,
                                     .registry = program.registry,
                                     .manager = program.manager,
                                     .ledger = program.ledger,
                                     .service = program.service,
                                     .client = program.client,
                                     .log = &program.requestLog}};
    Tokenwright::TokenTrial trial{
        {.clock = machine.clock, .client = program.client, .log = &program.requestLog}};
    Tokenwright::SecretRotation rotation{trial, program.service, program.manager};
    Tokenwright::TokenChecker checker{{.clock = machine.clock,
                                       .providers = machine.providers,
                                       .registry = program.registry,
                                       .store = machine.keychain,
                                       .service = program.service,
                                       .ending = ending,
                                       .client = program.client,
                                       .log = &program.requestLog}};
    Tokenwright::Discovery discovery;
    Tokenwright::CountdownModel model{{.clock = machine.clock,
                                       .providers = machine.providers,
                                       .registry = program.registry,
                                       .ledger = program.ledger,
                                       .service = program.service}};
    const Tokenwright::WindowParts parts{.clock = machine.clock,
                                         .providers = machine.providers,
                                         .providerWatch = providerWatch,
                                         .registry = program.registry,
                                         .manager = program.manager,
                                         .ledger = program.ledger,
                                         .service = program.service,
                                         .checker = checker,
                                         .requestLog = program.requestLog,
                                         .store = machine.keychain,
                                         .clipboard = clipboard,
                                         .settings = settings,
                                         .model = model,
                                         .controller = controller,
                                         .ending = ending,
                                         .rotation = rotation,
                                         .discovery = discovery};
};
