// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"
#include "TokenService.h"

namespace Tokenwright {

/// Puts \a after into the place of \a before once the provider has given a token for it, where that
/// takes a refresh token (Provider::usesRefreshToken()): asking is a mint as any other, under the
/// set's lock, and the refresh token that comes of it is kept whatever follows. Completes when
/// both is done; \a tried is called in between, when the provider has taken the new pair. Errors:
/// those of TokenService::token(), with which nothing else was changed, and of
/// CredentialManager::edit().
QFuture<Result<void>> changeTried(TokenService &service, CredentialManager &manager,
                                  const Entry &before, const Entry &after,
                                  const std::function<void()> &tried = {});

} // namespace Tokenwright
