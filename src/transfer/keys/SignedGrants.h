// SPDX-License-Identifier: MIT
#pragma once

#include "ImportFormat.h"

/// What vendors give out for tokens that are asked for with a signed JWT (RFC 7523 §2.1): the key
/// files of Google's service accounts, settings of Docusign's examples, Salesforce's log-in
/// command. The latter two name a file of the private key, which may be read beside them.
namespace Tokenwright {

bool isGoogleKey(const ImportContent &content);
Result<ImportedFile> readGoogleKey(const ImportContent &content, const ProviderCatalog &catalog);
bool isDocusignSettings(const ImportContent &content);
Result<ImportedFile> readDocusignSettings(const ImportContent &content,
                                          const ProviderCatalog &catalog);
bool isSalesforceLogin(const ImportContent &content);
Result<ImportedFile> readSalesforceLogin(const ImportContent &content,
                                         const ProviderCatalog &catalog);

/// What is asked for with a signed JWT.
inline const QString signedGrant = u"urn:ietf:params:oauth:grant-type:jwt-bearer"_s;

/// Whether \a content is a private key in PEM and nothing else.
bool isPrivateKeyFile(const QByteArray &content);

/// Gives \a key to the sets of \a file that sign and have none, with a remark; says how many.
qsizetype takeKey(ImportedFile &file, const Secret &key, const ProviderCatalog &catalog);

} // namespace Tokenwright
