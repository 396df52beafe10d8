// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace Tokenwright {

struct FieldProblem;

/// What is known of a credential of an environment by its look; used to warn, never to block.
struct CredentialHint
{
    QString clientIdContains;
    QString clientSecretPrefix;
};

/// One token endpoint of a provider.
struct ProviderEnvironment
{
    QString id; ///< For example "sandbox".
    QString name; ///< For people: "Sandbox".
    bool production = false;
    QString tokenUrl; ///< May hold {variables}.
    QString issuer{}; ///< Who issues its tokens (RFC 8414 §2); may be empty, may hold {variables}.
    /// Where tokens are ended (RFC 7009); may be empty, may hold {variables}.
    QString revocationUrl{};
    QString apiBaseUrl; ///< Where the token is used; may be empty, may hold {variables}.
    /// PEM file trusted besides the system's; may be empty, may hold {variables}; as it is written,
    /// caCertificatesOf() says where it is.
    QString caCertificates;
    QString folder{}; ///< The provider file's; what relative paths start from. Empty: nothing does.
    CredentialHint credentialHints;
};

struct Variable
{
    QString name;
    QString label;
    QString pattern;
    QString defaultValue;
};

struct Scope
{
    QString scope;
    QString description;
};

/// How scopes are asked for at this provider.
struct ScopeRules
{
    bool required = false;
    QString separator = u" "_s;
    QStringList defaults;
    QList<Scope> catalog;
};

struct RequestParameter
{
    QString name;
    QString label;
    bool required = false;
    QString defaultValue;
    bool secret = false; ///< Lives with the pair in the keychain.
    bool multiple = false; ///< Blanks separate several values (RFC 8707 `resource`).
};

struct NameValue
{
    QString name;
    QString value;

    bool operator==(const NameValue &) const = default;
};

/// What an assertion is for: to show who the client is (RFC 7523 §2.2), or as the grant itself
/// (§2.1).
enum class AssertionUse { Client, Grant };

/// What an assertion is made of (RFC 7523 §3) besides the client's ID and key. A credential set has
/// the first three of its own, of which what is not empty goes before the provider's.
struct AssertionRules
{
    QString algorithm{}; ///< A signatureAlgorithm(); empty: the usual one of the key.
    QString keyId{}; ///< The JWT's `kid`; empty: the key's own, if it has one.
    QString audience{}; ///< The JWT's `aud`; empty: the issuer, or else the token URL.
    AssertionUse use = AssertionUse::Client;
    qint64 lifetime = 300; ///< Seconds: enough for clocks that differ, and soon worthless.
    /// Replace those that an assertion has of itself; null takes one out. Texts may hold
    /// {client_id}, {variables}, {token_host} (the token URL's) and {scopes}; what comes out empty
    /// is left out.
    QJsonObject claims{};

    bool operator==(const AssertionRules &) const = default;
};

enum class BodyFormat { Form, Json, Query, None };
enum class AnswerFormat { Json, Xml, Form };
enum class TimeUnit { Seconds, Milliseconds, Iso8601 };

/// Whether the client shows a certificate in TLS (RFC 8705), whatever else shows who it is.
enum class ClientCertificate { Never, Optional, Required };

/// How the token request is made (RFC 6749 §4.4.2 unless the file says otherwise).
struct RequestRules
{
    QByteArray method = QByteArrayLiteral("POST");
    BodyFormat bodyFormat = BodyFormat::Form;
    QString clientAuthentication = u"client_secret_basic"_s;
    QString authorizationScheme = u"Basic"_s; ///< Before the pair in an Authorization header.
    QString clientIdParameter = u"client_id"_s; ///< Empty: no parameter names the client.
    QString clientSecretParameter = u"client_secret"_s;
    ClientCertificate clientCertificate = ClientCertificate::Never; ///< Beside the method's own.
    AssertionRules assertion;
    QString grantType = u"client_credentials"_s; ///< Empty: it is left out.
    QList<RequestParameter> parameters;
    /// Values may hold {uuid}, {client_id}, {variables} and {secret:parameter}.
    QList<NameValue> headers;
    ScopeRules scopes; ///< They may hold {variables}.
};

struct TimePath
{
    QString path;
    TimeUnit unit = TimeUnit::Seconds;
};

/// Where the answer holds what (RFC 6749 §5.1 unless the file says otherwise). Dotted paths.
struct ResponseRules
{
    AnswerFormat format = AnswerFormat::Json;
    QStringList accessToken{u"access_token"_s};
    QStringList expiresIn{u"expires_in"_s};
    QList<TimePath> expiresAt;
    QList<TimePath> issuedAt;
    QStringList tokenType{u"token_type"_s};
    /// A refresh token that takes the place of the one sent. With the grant refresh_token
    /// `refresh_token` unless the file says otherwise; with another it is only hidden.
    QStringList refreshToken;
    QStringList apiBaseUrl; ///< Where the answer says its token is used.
    std::optional<qint64> lifetimeFallback; ///< Seconds, for answers that state no lifetime.
};

/// How a token is shown to an API.
struct UseTokenRules
{
    QString header = u"Authorization"_s;
    QString scheme = u"Bearer"_s; ///< Empty: the token alone.
    /// What every call has besides. Values may hold {uuid}, {client_id}, {variables} and
    /// {secret:parameter}.
    QList<NameValue> headers{};
};

/// Where the answer to a check says how many calls are left. Dotted paths; a part `*` stands for
/// every item of a list; all but \a each start at one of its items.
struct QuotaRules
{
    QString each; ///< Where a quota is described.
    QString name;
    QString limit; ///< How many calls a window has.
    QString remaining; ///< How many of them are left.
    QString reset; ///< When the window ends, ISO 8601.
};

/// A call that tells whether an API takes a token.
struct CheckRules
{
    QByteArray method = QByteArrayLiteral("GET");
    QString url; ///< May hold {apiBaseUrl} and {variables}.
    QList<NameValue> headers; ///< As UseTokenRules::headers, which it has as well.
    QByteArray body; ///< As sent; JSON when the file has an object or an array.
    std::optional<UseTokenRules> useToken; ///< Nothing: as the provider's.
    QList<qint64> okStatus; ///< Empty: any 2xx.
    /// Accepted if the answer holds a code: the API, not its gateway, objected to the call.
    QList<qint64> okStatusWithCode;
    QList<qint64> badTokenStatus{401};
    QStringList badTokenCodes; ///< Whatever the status.
    QList<qint64> missingScopeStatus{403};
    QStringList missingScopeCodes; ///< Whatever the status.
    /// Where a good answer says what is left of the provider's quotas; nothing: it does not.
    std::optional<QuotaRules> quotas{};
    QString note; ///< What the call does, for people.
};

struct ErrorRules
{
    QStringList codePaths{u"error"_s};
    QStringList messagePaths{u"error_description"_s};
    QStringList tryLaterCodes; ///< Codes that only mean "not now", besides OAuth's own.
    /// Finds the message in a body that is neither JSON nor XML: its first group, or all it
    /// matches.
    QString textPattern;
    QMap<QString, QString> help; ///< Provider code to a sentence of advice.
};

struct Fact
{
    QString claim;
    QString source;
    QString checked; ///< ISO date.
    /// "A": the vendor's own document; "B": a vendor's repository or SDK, or public code; "C":
    /// recalled and not confirmed; empty: not graded.
    QString confidence{};
};

struct MintLimit
{
    int count = 0; ///< 0: none documented.
    QString per; ///< "day", "hour", "minute", "second"; empty: within `seconds`.
    qint64 seconds = 0; ///< The same as a number; 0: only `per` is said.
};

struct Policy
{
    MintLimit mintLimit;
    bool revokesPrevious = false;
    bool sameTokenUntilExpiry = false; ///< As long as a token lives, another request gets it again.
    int lockoutAfter = 0; ///< So many refused requests lock the client; 0: none that is documented.
    int secretLifetime = 0; ///< Days for which a secret is taken; 0: none documented.
    QString note;
};

/// An OAuth 2.0 server, as its data file describes it. A value without identity, any thread.
struct Provider
{
    QString id;
    QString name;
    QUrl portalUrl; ///< Where its keys are had; may be empty.
    QString clientIdLabel;
    QString clientSecretLabel;
    QList<ProviderEnvironment> environments;
    QList<Variable> variables;
    RequestRules request;
    ResponseRules response;
    UseTokenRules useToken;
    Policy policy;
    std::optional<CheckRules> check;
    ErrorRules errors;
    QList<Fact> facts;

    const ProviderEnvironment *environment(const QString &environmentId) const;
    /// Whether a token is asked for with a refresh token (RFC 6749 §6), which a set keeps as the
    /// secret parameter `refresh_token`.
    bool usesRefreshToken() const { return request.grantType == u"refresh_token"; }
    /// Where it does, makes that a parameter, and a new one looked for in the answer, unless the
    /// file has said so.
    void completeRefreshToken();

    /// Reads a provider file's object (ProviderReader.cpp). Unknown fields are ignored. The error's
    /// message names the first field that is wrong and what was expected there; \a problems, if
    /// there are to be any, become all of them. \a folder is what relative file paths start from.
    static Result<Provider> fromJson(const QJsonObject &json, const QString &folder = {},
                                     QList<FieldProblem> *problems = nullptr);
};

/// Replaces each {name} of \a text by its variable's value, percent-encoding nothing.
QString substituteVariables(const QString &text, const QMap<QString, QString> &variables);

/// https anywhere, plain http on this computer alone (127.0.0.1, localhost, [::1]).
bool isAllowedTokenUrl(const QUrl &url);

} // namespace Tokenwright
