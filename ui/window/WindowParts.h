// SPDX-License-Identifier: MIT
#pragma once

namespace Tokenwright {

class Clock;
class CopyController;
class CountdownModel;
class CredentialManager;
class CredentialRegistry;
class ProviderCatalog;
class ProviderWatch;
class RequestLog;
class SecretClipboard;
class SecretStore;
class Settings;
class TokenChecker;
class TokenLedger;
class TokenService;

/// What the window shows and acts on, handed to everything that it is made of. All of it is
/// borrowed and must outlive the window.
struct WindowParts
{
    const Clock &clock;
    const ProviderCatalog &providers;
    const ProviderWatch &providerWatch;
    CredentialRegistry &registry;
    CredentialManager &manager;
    TokenLedger &ledger;
    TokenService &service;
    TokenChecker &checker;
    RequestLog &requestLog;
    SecretStore &store;
    SecretClipboard &clipboard;
    Settings &settings;
    CountdownModel &model;
    CopyController &controller;
};

} // namespace Tokenwright
