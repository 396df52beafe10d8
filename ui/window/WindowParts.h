// SPDX-License-Identifier: MIT
#pragma once

namespace Tokenwright {

class Clock;
class CopyController;
class CountdownModel;
class CredentialManager;
class CredentialRegistry;
class Discovery;
class ProviderCatalog;
class ProviderWatch;
class RequestLog;
class SecretClipboard;
class SecretRotation;
class SecretStore;
class Settings;
class TokenChecker;
class TokenEnding;
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
    TokenEnding &ending;
    SecretRotation &rotation;
    Discovery &discovery;
};

} // namespace Tokenwright
