// SPDX-License-Identifier: MIT
#pragma once

#include <QStringView>

namespace Tokenwright {

/// Whether \a name, of a header or of a field in an answer, says that its value tells a server's
/// people which request it was: X-Request-Id, x-ms-request-id, correlation_id, trace_id, CF-Ray,
/// X-EBAY-C-REQUEST-ID, x-amzn-RequestId, PayPal-Debug-Id, …; in any case, however its words are
/// parted. Pure.
bool namesRequestId(QStringView name);

} // namespace Tokenwright
