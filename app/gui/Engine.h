// SPDX-License-Identifier: MIT
#pragma once

#include "CopyController.h"
#include "CountdownModel.h"
#include "LastUsed.h"
#include "SecretClipboard.h"
#include "Settings.h"

#include "Clock.h"
#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "Discovery.h"
#include "FallbackSecretStore.h"
#include "HttpClient.h"
#include "Profile.h"
#include "ProviderCatalog.h"
#include "ProviderWatch.h"
#include "RequestLog.h"
#include "SecretRotation.h"
#include "TokenChecker.h"
#include "TokenEnding.h"
#include "TokenLedger.h"
#include "TokenService.h"
#include "TokenTrial.h"

namespace Tokenwright {

/// The profile's large files, read while the application object is made.
struct FilesAhead
{
    explicit FilesAhead(const Profile &profile)
        : index(CredentialRegistry::readAhead(profile))
        , ledger(TokenLedger::readAhead(profile))
    { }

    JsonFile::Ahead index;
    JsonFile::Ahead ledger;
};

/// What the program is made of below its windows: every object once, handed down by constructor.
/// Made after the application object and gone before it.
struct Engine
{
    /// Reads the profile's files, and takes what was read \a ahead of them.
    Engine(const Profile &of, const FilesAhead &ahead);
    Q_DISABLE_COPY_MOVE(Engine)

    const Profile profile;
    const SystemClock clock;
    ProviderCatalog catalog;
    const ProviderWatch providerWatch;
    CredentialRegistry registry;
    TokenLedger ledger;
    const QList<Result<void>> problems; ///< Of folders and files, for the window to tell.
    RequestLog requestLog;
    FallbackSecretStore store;
    HttpClient client;
    TokenService service;
    CredentialManager manager;
    TokenEnding ending;
    TokenTrial trial;
    SecretRotation rotation;
    TokenChecker checker;
    Discovery discovery;
    Settings settings;
    SecretClipboard clipboard;
    CountdownModel model;
    CopyController controller;
    LastUsed lastUsed;
};

} // namespace Tokenwright
