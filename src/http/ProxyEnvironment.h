// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QNetworkProxy>
#include <QUrl>

#include <optional>

class QProcessEnvironment;

namespace Tokenwright {

/// What the proxy variables of \a environment say of the way to \a url, read as curl reads them
/// (its manual, "ENVIRONMENT"): `https_proxy`, `HTTPS_PROXY`, `all_proxy`, `ALL_PROXY` and, for
/// plain http, `http_proxy` in lower case alone; the first that is not empty counts. `no_proxy` or
/// `NO_PROXY` names who is reached without one. Nothing: none of them has a say here, so the
/// desktop's own setting counts. A proxy of type NoProxy: reached directly. Pure.
/// Errors: ErrorKind::Proxy, when the variable that counts names a proxy that cannot be used; the
/// message names variable and value, without user and password.
Result<std::optional<QNetworkProxy>> proxyFromEnvironment(const QUrl &url,
                                                          const QProcessEnvironment &environment);

} // namespace Tokenwright
