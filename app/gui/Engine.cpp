// SPDX-License-Identifier: MIT
#include "Engine.h"

#include "SecretStoreChoice.h"

#include <QGuiApplication>

namespace Tokenwright {

Engine::Engine(const Profile &of, const FilesAhead &ahead)
    : profile(of)
    , catalog(ProviderCatalog::load(ProviderCatalog::shippedFolder(), of.providersFolder()))
    , providerWatch(catalog, of.providersFolder())
    , registry(of)
    , ledger(of)
    , problems{of.ensureFolders(), registry.load(Watching::Yes, ahead.index),
               ledger.load(Watching::Yes, ahead.ledger)}
    , requestLog(of)
    , store(createSecretStore(of.settingsFile()))
    , service({.profile = profile,
               .clock = clock,
               .providers = catalog,
               .registry = registry,
               .ledger = ledger,
               .store = store,
               .client = client,
               .log = &requestLog})
    , manager(profile, registry, store, clock)
    , ending({.clock = clock,
              .providers = catalog,
              .registry = registry,
              .manager = manager,
              .ledger = ledger,
              .service = service,
              .client = client,
              .log = &requestLog})
    , trial({.clock = clock, .client = client, .log = &requestLog})
    , rotation(trial, service, manager)
    , checker({.clock = clock,
               .providers = catalog,
               .registry = registry,
               .store = store,
               .service = service,
               .ending = ending,
               .client = client,
               .log = &requestLog})
    , settings(profile.settingsFile())
    , clipboard(clock, *QGuiApplication::clipboard())
    , model({.clock = clock,
             .providers = catalog,
             .registry = registry,
             .ledger = ledger,
             .service = service})
    , controller({.providers = catalog,
                  .registry = registry,
                  .manager = manager,
                  .service = service,
                  .clipboard = clipboard,
                  .settings = settings,
                  .clock = clock})
    , lastUsed({.profile = profile, .clock = clock, .registry = registry, .controller = controller})
{ }

} // namespace Tokenwright
