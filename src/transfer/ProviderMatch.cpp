// SPDX-License-Identifier: MIT
#include "ProviderMatch.h"

#include "EndpointUrls.h"
#include "Text.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr QStringView testWords[]{u"sandbox", u"sbx", u"test", u"testing"};
constexpr QStringView liveWords[]{u"production", u"prod", u"prd", u"live"};

template <class Words> bool holds(const Words &words, QStringView word)
{
    return std::ranges::any_of(
        words, [&](QStringView known) { return word.compare(known, Qt::CaseInsensitive) == 0; });
}

/// A token URL of a provider file, taken apart: what stands before, between and behind its
/// variables.
struct UrlTemplate
{
    QStringList names{};
    QStringList literals{}; ///< One more than names.

    bool isWholeVariable() const { return names.size() == 1 && literalSize() == 0; }
    bool isHostVariable() const
    {
        return !names.isEmpty() && literals.first().endsWith(u"://")
            && (literals.at(1).isEmpty() || literals.at(1).startsWith(u'/')
                || literals.at(1).startsWith(u':'));
    }
    qsizetype literalSize() const { return literals.join(QString()).size(); }

    /// By what can be seen at once.
    bool couldBe(const QString &url) const
    {
        return names.isEmpty() ? url == literals.first()
                               : url.startsWith(literals.first()) && url.endsWith(literals.last());
    }

    QRegularExpression pattern() const
    {
        QString text = QRegularExpression::escape(literals.first());
        for (const QString &literal : literals.sliced(1))
            text += u"([^/?#]+?)" + QRegularExpression::escape(literal);
        return wholePattern(text);
    }
};

UrlTemplate takenApart(const QString &text)
{
    static const QRegularExpression variable(u"\\{([A-Za-z0-9_]+)\\}"_s);
    UrlTemplate result;
    qsizetype end = 0;
    auto variables = variable.globalMatch(text);
    while (variables.hasNext()) {
        const auto match = variables.next();
        result.names.append(match.captured(1));
        result.literals.append(text.sliced(end, match.capturedStart() - end));
        end = match.capturedEnd();
    }
    result.literals.append(text.sliced(end));
    return result;
}

/// Whether \a url could be one by what stands before the first variable: most are told so.
bool beginsLike(const QString &text, const QString &url)
{
    const qsizetype brace = text.indexOf(u'{');
    return url.startsWith(QStringView(text).first(brace < 0 ? text.size() : brace));
}

bool fits(const Provider &provider, const QString &name, const QString &value)
{
    const auto declared = std::ranges::find(provider.variables, name, &Variable::name);
    if (declared == provider.variables.end() || declared->pattern.isEmpty())
        return true;
    return wholePattern(declared->pattern).match(value).hasMatch();
}

/// The values of the variables by which \a environment's token URL is \a url.
std::optional<QMap<QString, QString>> valuesFor(const Provider &provider, const UrlTemplate &parts,
                                                const ProviderEnvironment &environment,
                                                const QString &url)
{
    if (!parts.couldBe(url))
        return {};
    if (parts.names.isEmpty())
        return QMap<QString, QString>();
    const auto match = parts.pattern().match(url);
    if (!match.hasMatch())
        return {};
    QMap<QString, QString> values;
    for (qsizetype i = 0; i < parts.names.size(); ++i) {
        const QString value = match.captured(int(i) + 1);
        if (!fits(provider, parts.names.at(i), value))
            return {};
        values.insert(parts.names.at(i), value);
    }
    if (substituteVariables(environment.tokenUrl, values) != url) // a name that is there twice
        return {};
    return values;
}

} // namespace

ProviderMatch genericMatch(const ProviderCatalog &catalog, const QString &url,
                           const QString &grantType)
{
    ProviderMatch first;
    for (const Provider &provider : catalog.providers()) {
        ProviderMatch match{
            .provider = provider.id, .environments = {}, .variables = {}, .isGeneric = true};
        for (const ProviderEnvironment &environment : provider.environments) {
            const UrlTemplate parts = takenApart(environment.tokenUrl);
            if (!parts.isWholeVariable() || !fits(provider, parts.names.first(), url))
                continue;
            match.environments.append(environment.id);
            match.variables.insert(parts.names.first(), url);
        }
        if (match.environments.isEmpty())
            continue;
        if (provider.request.grantType == grantType)
            return match;
        if (first.provider.isEmpty())
            first = match;
    }
    return first;
}

Result<ProviderMatch> matchTokenUrl(const QString &url, const ProviderCatalog &catalog,
                                    const QString &grantType)
{
    QUrl parsed(url.trimmed(), QUrl::StrictMode);
    parsed.setFragment({});
    parsed.setUserInfo({});
    const bool isUsualPort = parsed.port() == (parsed.scheme() == u"https" ? 443 : 80);
    if (isUsualPort)
        parsed.setPort(-1);
    if (!isAllowedTokenUrl(parsed)) {
        return misconfigured(
            Text::tr("Its token URL must be a plain https URL (http is for this computer "
                     "alone)."));
    }
    const QString whole = parsed.toString(QUrl::FullyEncoded);
    const QString plain = parsed.toString(QUrl::FullyEncoded | QUrl::RemoveQuery);
    ProviderMatch best;
    qsizetype literals = -1;
    int grantRank = 0;
    const auto rankOf = [&](const Provider &provider) {
        const QString &grant = provider.request.grantType;
        return grant == grantType ? 2 : grant == usualGrant ? 1 : 0;
    };
    const QStringList labels = parsed.host().split(u'.');
    const auto isNamed = [&](const Provider &provider) {
        return std::ranges::any_of(
            labels, [&](const QString &label) { return label.contains(provider.id); });
    };
    for (const Provider &provider : catalog.providers()) {
        for (const ProviderEnvironment &environment : provider.environments) {
            if (!beginsLike(environment.tokenUrl, whole))
                continue;
            const UrlTemplate parts = takenApart(environment.tokenUrl);
            if (parts.isWholeVariable() || (parts.isHostVariable() && !isNamed(provider))
                || parts.literalSize() < literals)
                continue;
            auto values = valuesFor(provider, parts, environment, whole);
            if (!values)
                values = valuesFor(provider, parts, environment, plain);
            if (!values)
                continue;
            const bool isCloser = parts.literalSize() > literals;
            if (!isCloser && rankOf(provider) < grantRank)
                continue;
            if (isCloser || best.provider != provider.id) {
                best = {.provider = provider.id, .environments = {}, .variables = *values};
                literals = parts.literalSize();
                grantRank = rankOf(provider);
            }
            best.environments.append(environment.id);
        }
    }
    const bool isOfAnother = grantRank < 2 && grantType != usualGrant;
    if (best.provider.isEmpty() || isOfAnother) {
        const ProviderMatch generic = genericMatch(catalog, whole, grantType);
        const Provider *provider = catalog.provider(generic.provider);
        if (best.provider.isEmpty() || (provider && rankOf(*provider) == 2))
            best = generic;
    }
    if (best.provider.isEmpty())
        return misconfigured(Text::tr("No provider has its token URL."));
    return best;
}

bool isEnvironmentWord(QStringView word)
{
    return holds(testWords, word) || holds(liveWords, word);
}

QString environmentMeant(const Provider &provider, const QStringList &candidates,
                         const QString &word)
{
    if (word.isEmpty())
        return {};
    const bool isTest = holds(testWords, word);
    const bool isLive = holds(liveWords, word);
    QStringList ofKind;
    for (const ProviderEnvironment &environment : provider.environments) {
        if (!candidates.contains(environment.id))
            continue;
        if (environment.id.compare(word, Qt::CaseInsensitive) == 0
            || environment.name.compare(word, Qt::CaseInsensitive) == 0)
            return environment.id;
        if ((isTest && !environment.production) || (isLive && environment.production))
            ofKind.append(environment.id);
    }
    return ofKind.size() == 1 ? ofKind.first() : QString();
}

QString environmentHinted(const Provider &provider, const QString &clientId)
{
    QStringList hinted;
    for (const ProviderEnvironment &environment : provider.environments) {
        const QString &part = environment.credentialHints.clientIdContains;
        if (!part.isEmpty() && clientId.contains(part))
            hinted.append(environment.id);
    }
    return hinted.size() == 1 ? hinted.first() : QString();
}

ProviderHint providerHinted(const ProviderCatalog &catalog, const QString &clientId,
                            const QString &clientSecret, const QString &grantType)
{
    for (const Provider &provider : catalog.providers()) {
        if (provider.request.grantType != grantType)
            continue;
        for (const ProviderEnvironment &environment : provider.environments) {
            const CredentialHint &hint = environment.credentialHints;
            if (!hint.clientIdContains.isEmpty() && !hint.clientSecretPrefix.isEmpty()
                && clientId.contains(hint.clientIdContains)
                && clientSecret.startsWith(hint.clientSecretPrefix))
                return {.provider = provider.id, .environment = environment.id};
        }
    }
    return {};
}

const Provider *providerBeside(const ProviderCatalog &catalog, const Provider &provider,
                               const QString &grantType)
{
    const QList<Provider> &all = catalog.providers();
    const auto found = std::ranges::find_if(all, [&](const Provider &other) {
        return other.request.grantType == grantType
            && std::ranges::any_of(other.environments, [&](const ProviderEnvironment &environment) {
                   return std::ranges::find(provider.environments, environment.tokenUrl,
                                            &ProviderEnvironment::tokenUrl)
                       != provider.environments.end();
               });
    });
    return found == all.end() ? nullptr : &*found;
}

QStringList environmentIds(const Provider &provider)
{
    QStringList ids;
    for (const ProviderEnvironment &environment : provider.environments)
        ids.append(environment.id);
    return ids;
}

} // namespace Tokenwright
