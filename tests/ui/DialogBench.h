// SPDX-License-Identifier: MIT
#pragma once

#include "Async.h"
#include "CredentialDialog.h"
#include "FakeClock.h"
#include "FakeSecretStore.h"
#include "TemporaryProfile.h"
#include "ToolkitWarnings.h"
#include "Waiting.h"

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>
#include <QToolButton>

#include <algorithm>
#include <memory>

/// Everything a credential dialog needs, in a profile of its own, and a hand to work it with. Finds
/// controls as people do, by their names.
class DialogBench
{
public:
    DialogBench()
    {
        failOnToolkitWarnings();
        QDir().mkpath(profile.profile.providersFolder());
        addProvider("own", R"({
            "id": "own", "name": "Own server",
            "environments": {"live": {"name": "Live", "production": true,
                                      "tokenUrl": "https://{host}/token"}},
            "variables": [{"name": "host", "label": "Host", "pattern": "[a-z.]+"}],
            "request": {"parameters": [
                {"name": "audience", "label": "Audience", "required": true},
                {"name": "pin", "label": "PIN", "secret": true}]}})");
        addProvider("signed", R"({
            "id": "signed", "name": "Signed",
            "environments": {"live": {"name": "Live", "production": true,
                                      "tokenUrl": "https://login.example.org/token"}},
            "request": {"clientAuthentication": "private_key_jwt"}})");
        addProvider("oauth2", R"({
            "id": "oauth2", "name": "OAuth 2.0 server",
            "environments": {"default": {"name": "Default", "tokenUrl": "{tokenUrl}",
                                         "caCertificates": "{caCertificates}"}},
            "variables": [{"name": "tokenUrl", "label": "Token URL"},
                          {"name": "issuer", "label": "Issuer"},
                          {"name": "caCertificates", "label": "CA certificates"}]})");
        catalog = Tokenwright::ProviderCatalog::load(Tokenwright::ProviderCatalog::shippedFolder(),
                                                     profile.profile.providersFolder());
        ready = profile.ready && registry.load().has_value() && catalog.problems().isEmpty();
    }

    void openToAdd(const QString &provider = QStringLiteral("eBay"))
    {
        dialog = std::make_unique<Tokenwright::CredentialDialog>(parts);
        dialog->suggestProvider(catalogId(provider));
        show();
    }
    void openToEdit(const QString &setId)
    {
        dialog = std::make_unique<Tokenwright::CredentialDialog>(parts, *registry.find(setId));
        show();
    }

    /// A set that exists already; with a pair, unless \a pair is empty.
    QString addSet(const QByteArray &pair = ebayPair(),
                   const QString &provider = QStringLiteral("ebay"))
    {
        Tokenwright::CredentialSet set;
        set.id = Tokenwright::freshIdentifier();
        set.name = QStringLiteral("Catalogue");
        set.provider = provider;
        set.environment = QStringLiteral("sandbox");
        set.scopes = QStringList{QStringLiteral("https://api.ebay.com/oauth/api_scope")};
        set.pairMark = QStringLiteral("first-mark");
        set.unknownFields = {{QStringLiteral("colour"), QStringLiteral("green")}};
        if (!await(registry.insert(set)))
            return {};
        if (!pair.isEmpty())
            store.put(Tokenwright::clientKey(set.id), pair);
        return set.id;
    }
    static QByteArray ebayPair()
    {
        return R"({"id":"Example-SBX-not-real","secret":"SBX-not-real",)"
               R"("origin":"https://api.sandbox.ebay.com:443","note":"of somebody else"})";
    }
    /// What the keychain holds of a set.
    QJsonObject pairOf(const QString &setId) const
    {
        return QJsonDocument::fromJson(store.value(Tokenwright::clientKey(setId))).object();
    }

    template <class Widget> Widget *named(const char *name) const
    {
        const auto widgets = dialog->findChildren<Widget *>();
        for (Widget *widget : widgets) {
            if (widget->accessibleName() == QString::fromUtf8(name) && !widget->isHidden())
                return widget;
        }
        qWarning("There is no \"%s\".", name);
        return nullptr;
    }
    QLineEdit *edit(const char *name) const { return named<QLineEdit>(name); }
    /// The eye in a field.
    QToolButton *eye(const char *field) const { return edit(field)->findChild<QToolButton *>(); }
    QString environment() const
    {
        const auto buttons = dialog->findChildren<QRadioButton *>();
        for (const QRadioButton *button : buttons) {
            if (button->isChecked())
                return button->accessibleName();
        }
        return {};
    }
    void chooseEnvironment(const char *name) const { named<QRadioButton>(name)->click(); }
    /// The question that is asked, once it is; null: none is.
    QMessageBox *question() const
    {
        QMessageBox *found = nullptr;
        const bool isThere = QTest::qWaitFor(
            [&] {
                found = dialog->findChild<QMessageBox *>();
                return found && found->isVisible();
            },
            2000);
        return isThere ? found : nullptr;
    }
    /// Presses what has \a role in the question.
    bool answer(QMessageBox::ButtonRole role) const
    {
        QMessageBox *asked = question();
        const auto buttons = asked ? asked->buttons() : QList<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (asked->buttonRole(button) == role) {
                button->click();
                return true;
            }
        }
        return false;
    }
    QComboBox *combo(const char *name) const { return named<QComboBox>(name); }
    QPushButton *button(const char *name) const { return named<QPushButton>(name); }
    QPlainTextEdit *lines(const char *name) const { return named<QPlainTextEdit>(name); }
    QPlainTextEdit *scopes() const { return lines("Scopes"); }

    void type(const char *field, const QString &text) const
    {
        QLineEdit *target = edit(field);
        target->setFocus();
        target->selectAll();
        QTest::keyClick(target, Qt::Key_Delete);
        QTest::keyClicks(target, text);
    }
    void choose(const char *field, const QString &text) const
    {
        combo(field)->setCurrentIndex(combo(field)->findText(text));
    }
    void typeEbayPair() const
    {
        type("App ID (Client ID)", QStringLiteral("Example-SBX-not-real"));
        type("Cert ID (Client Secret)", QStringLiteral("SBX-not-real"));
    }
    void save() const { button("Save")->click(); }
    /// Opens or closes what is behind "More options".
    void toggleMore() const { named<QToolButton>("More options")->click(); }
    bool isMoreOpen() const { return named<QToolButton>("More options")->isChecked(); }
    /// The names of what Tab goes through, from "Provider" until it is back there.
    QStringList tabOrder() const
    {
        QStringList names;
        combo("Provider")->setFocus();
        do {
            names.append(dialog->focusWidget()->accessibleName());
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
        } while (dialog->focusWidget()->accessibleName() != names.first() && names.size() < 40);
        return names;
    }
    bool isOpen() const { return dialog->isVisible(); }

    /// How many sentences of the dialog say \a text.
    qsizetype count(const QString &text) const
    {
        const auto labels = dialog->findChildren<QLabel *>();
        return std::ranges::count_if(labels, [&](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    /// Whether \a text can be read somewhere in the dialog.
    bool says(const QString &text) const
    {
        const auto labels = dialog->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible() && label->text().contains(text))
                return true;
        }
        const auto buttons = dialog->findChildren<QPushButton *>();
        for (const QPushButton *button : buttons) {
            if (button->isVisible() && button->text().contains(text))
                return true;
        }
        return false;
    }

    TemporaryProfile profile;
    Tokenwright::ProviderCatalog catalog;
    Tokenwright::CredentialRegistry registry{profile.profile};
    Tokenwright::FakeSecretStore store;
    FakeClock clock;
    Tokenwright::CredentialManager manager{profile.profile, registry, store, clock};
    /// What a mint ends with, and what is to be agreed to before; see SetTrial.
    QList<Tokenwright::Async::Completion<QString>> mints;
    QStringList minted; ///< Ids.
    QStringList cancelled;
    QString objection;
    const Tokenwright::CredentialDialog::Parts parts{
        catalog,
        registry,
        manager,
        {.mint =
             [this](const QString &setId) {
                 minted.append(setId);
                 mints.append(Tokenwright::Async::Completion<QString>());
                 return mints.last().future();
             },
         .cancel = [this](const QString &setId) { cancelled.append(setId); },
         .objection = [this](const QString &) { return objection; }},
        {.ask = [this](const QUrl &url, const QString &caCertificates) {
            return discovery.ask(url, caCertificates);
        }}};
    /// What finds servers by their URL.
    Tokenwright::SetDiscovery discovery;
    std::unique_ptr<Tokenwright::CredentialDialog> dialog;
    bool ready = false;

private:
    QString catalogId(const QString &name) const
    {
        for (const Tokenwright::Provider &provider : catalog.providers()) {
            if (provider.name == name)
                return provider.id;
        }
        return {};
    }
    void addProvider(const char *name, const QByteArray &json) const
    {
        QFile file(profile.profile.providersFolder() + u'/' + QLatin1StringView(name) + u".json");
        if (file.open(QIODevice::WriteOnly))
            file.write(json);
    }
    void show() const
    {
        dialog->show();
        if (!QTest::qWaitForWindowActive(dialog.get()))
            qWarning("The dialog did not become active.");
    }
};
