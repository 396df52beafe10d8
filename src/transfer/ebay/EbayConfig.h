// SPDX-License-Identifier: MIT
#pragma once

#include "FoundPair.h"

#include <QList>
#include <QString>

#include <optional>

/// The configuration files of eBay's own client libraries: for Java and Python by the API's host
/// (YAML; for Python JSON as well), with appid and certid; for Node.js by SANDBOX and PRODUCTION
/// (JSON), with clientId, clientSecret and baseUrl. devid and redirecturi are not needed for the
/// client-credentials grant. github.com/eBay/ebay-oauth-java-client CredentialUtil.java,
/// ebay-oauth-python-client credentialutil.py, ebay-oauth-nodejs-client src/request.js.
/// Besides the community's ebay_rest for Python: "applications" by names such as "production_1",
/// with app_id and cert_id, beside "users" with their refresh tokens.
/// github.com/matecsaj/ebay_rest, ebay_rest_EXAMPLE.json.
namespace Tokenwright {

/// One environment's fields in such a file, by name, case as in the file.
struct EbayEntry
{
    QString environment; ///< The key above: "api.sandbox.ebay.com", "PRODUCTION".
    QList<NameValue> fields;
    QString place;
};

/// Whether \a key names an environment in the files for Java and Python: in any case, as Java has
/// it.
bool isEbayHost(const QString &key);

/// The pair in \a entry. Otherwise a translated message: a field is there twice in different case.
std::expected<FoundPair, QString> pairOf(const EbayEntry &entry);

} // namespace Tokenwright
