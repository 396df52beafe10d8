// SPDX-License-Identifier: MIT
#include "tools/ToolCollection.h"

#include "ClientAuthentication.h"
#include "EnteredText.h"
#include "Placeholder.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"
#include "assignments/KeyNames.h"
#include "tools/ToolFilling.h"

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr qsizetype mostPairs = 10'000; ///< Of one collection, each environment's.
constexpr qsizetype mostLooks = 200'000; ///< At the same pairs too, since requests share them.
constexpr qsizetype mostTogether = 100; ///< Environments that one collection is read in.

/// Names and values of what is left, for telling two pairs apart.
void addFields(QStringList &texts, const QList<NameValue> &fields)
{
    for (const auto &[name, value] : fields)
        texts += {name, value};
    texts.append(QString());
}

/// A pair with the variables of one environment in place.
struct FilledPair
{
    FoundPair pair{};
    const ImportEnvironment *environment = nullptr; ///< Null: that of all.
    LackingVariable lacking{}; ///< What its request cannot do without.
    QString flaw{}; ///< Why there is none; a translated sentence.

    QString signature() const
    {
        QStringList texts{flaw,
                          pair.clientId,
                          pair.clientSecret.revealText(),
                          pair.privateKey.revealText(),
                          pair.tokenUrl,
                          pair.scopes,
                          pair.grantType,
                          lacking.name};
        addFields(texts, pair.parameters);
        addFields(texts, pair.headers);
        return texts.join(QChar(u'\0'));
    }
    bool isWhole() const
    {
        return flaw.isEmpty() && lacking.name.isEmpty() && !pair.isPairElsewhere;
    }
    /// Whether it uses a token alone. \a isRequest: one that asks for a token itself would show the
    /// pair.
    bool isNothing(bool isRequest) const
    {
        return flaw.isEmpty() && pair.clientId.isEmpty() && pair.clientSecret.isEmpty()
            && (isRequest || pair.tokenUrl.isEmpty() || pair.grantType != u"client_credentials");
    }
};

using MadePair = std::expected<FoundPair, QString>; ///< Or why there is none.

/// What a pair is made of before variables are in place, and where.
struct PairSource
{
    const QStringList &path;
    bool isRequest = false; ///< It is in a request's place.
    bool isTokenRequest = false; ///< The request itself asks for the token.
    bool usesVariables = false;
};

/// Walks a collection, whose depth its parser has limited.
class CollectionTaker
{
public:
    CollectionTaker(ImportedFile &file, const ToolCollection &collection,
                    const QList<ImportEnvironment> &others, const ProviderCatalog &catalog)
        : m_file(file)
        , m_collection(collection)
        , m_others(others)
        , m_catalog(catalog)
    {
        for (const auto *list : {&collection.environments, &others}) {
            for (const ImportEnvironment &environment : *list) {
                if (environment.isCommon)
                    m_common.append(&environment.variables);
                else if (m_environments.size() < mostTogether)
                    m_environments.append(&environment);
            }
        }
    }

    Result<void> take()
    {
        walk(m_collection.root, {}, nullptr);
        if (isTooMuch())
            return misconfigured(Text::tr("It holds more credentials than any collection does."));
        return {};
    }

private:
    bool isTooMuch() const { return m_count > mostPairs || m_looks > mostLooks; }

    void walk(const ToolLevel &level, const QStringList &above, const ToolAuth *auth)
    {
        const QStringList path = above + QStringList{level.name};
        const bool isRoot = above.isEmpty();
        if (!isRoot)
            m_inner.prepend(&level.variables);
        if (level.auth) {
            auth = &*level.auth;
            if (auth->kind == u"oauth2") {
                const PairSource source{.path = path,
                                        .isRequest = level.request.has_value(),
                                        .usesVariables = usesVariables(*auth)};
                takePair(source, [&](const VariableScope &scope) -> MadePair {
                    return filledPair(*auth, scope, m_catalog);
                });
            }
        }
        if (level.request)
            takeRequest(*level.request, path, auth);
        for (const ToolLevel &inner : level.levels)
            walk(inner, path, auth);
        if (!isRoot)
            m_inner.removeFirst();
    }

    VariableScope scopeIn(const ImportEnvironment *environment) const
    {
        VariableScope scope(m_collection.syntax);
        for (const VariableValues *values : m_inner)
            scope.add(values);
        scope.add(environment ? &environment->variables : nullptr);
        scope.add(&m_collection.root.variables);
        for (const VariableValues *values : m_common)
            scope.add(values);
        return scope;
    }

    void takeRequest(const SeenRequest &request, const QStringList &path, const ToolAuth *auth)
    {
        const PairSource source{.path = path,
                                .isRequest = true,
                                .isTokenRequest = true,
                                .usesVariables = mayAskForToken(request)
                                    && usesVariables(request, auth)};
        takePair(source, [&](const VariableScope &scope) -> MadePair {
            const SeenRequest seen = filledRequest(request, auth, scope);
            return isTokenRequest(seen, m_catalog) ? pairIn(seen, m_catalog) : FoundPair();
        });
    }

    /// By what can be seen before variables are in place.
    static bool mayAskForToken(const SeenRequest &request)
    {
        const auto isGrant = [](const NameValue &field) { return field.name == u"grant_type"; };
        return request.body.contains(u"grant_type") || request.url.contains(u"grant_type")
            || request.url.contains(u"token", Qt::CaseInsensitive)
            || request.url.contains(u"auth", Qt::CaseInsensitive)
            || std::ranges::any_of(request.fields, isGrant);
    }

    bool mentionAny(const QStringList &texts) const
    {
        const VariableScope nothing(m_collection.syntax);
        return std::ranges::any_of(texts,
                                   [&](const QString &text) { return nothing.mentionsAny(text); });
    }

    bool usesVariables(const ToolAuth &auth) const
    {
        const FoundPair &pair = auth.pair;
        QStringList texts{pair.clientId, pair.clientSecret.revealText(),
                          pair.tokenUrl, pair.privateKey.revealText(),
                          pair.scopes,   pair.grantType};
        texts += pair.variables.values();
        addFields(texts, pair.parameters);
        addFields(texts, pair.headers);
        addFields(texts, auth.urlParameters);
        return mentionAny(texts);
    }

    bool usesVariables(const SeenRequest &request, const ToolAuth *auth) const
    {
        QStringList texts{request.url, request.body};
        addFields(texts, request.headers);
        addFields(texts, request.fields);
        if (request.basic)
            addFields(texts, {*request.basic});
        if (auth)
            addFields(texts, {auth->basic, auth->apiKey});
        return mentionAny(texts);
    }

    static QString placeOf(const QStringList &path)
    {
        return path.size() == 1 ? Text::tr("collection “%1”").arg(visibleText(path.first()))
                                : namedPlace(path.sliced(1).join(u" / "));
    }

    static bool needsSecret(const FoundPair &pair)
    {
        const auto *method = clientAuthenticationMethod(pair.clientAuthentication);
        return method ? method->needsSecret() : pair.clientAuthentication.isEmpty();
    }

    template <class Make>
    FilledPair filledIn(const ImportEnvironment *environment, const PairSource &source,
                        const Make &make) const
    {
        const VariableScope scope = scopeIn(environment);
        FilledPair filled{.pair = {}, .environment = environment};
        if (MadePair made = make(scope))
            filled.pair = std::move(*made);
        else
            filled.flaw = made.error();
        FoundPair &pair = filled.pair;
        if (!filled.flaw.isEmpty() || filled.isNothing(source.isTokenRequest))
            return filled;
        filled.lacking = takeOutLacking(pair, scope);
        if (!source.isTokenRequest && pair.grantType == u"client_credentials"
            && !pair.tokenUrl.isEmpty()
            && (pair.clientId.isEmpty() || (pair.clientSecret.isEmpty() && needsSecret(pair))))
            pair.isPairElsewhere = true;
        return filled;
    }

    /// \a make makes a pair of a scope. It is asked once where no environment changes anything.
    template <class Make> void takePair(const PairSource &source, const Make &make)
    {
        if (isTooMuch())
            return;
        const FilledPair alone = filledIn(nullptr, source, make);
        QList<FilledPair> all{alone};
        if (!m_environments.isEmpty() && source.usesVariables
            && !isGrantOfPeople(alone.pair.grantType)) {
            if (!alone.isWhole()) // what is whole without any is a set of its own
                all.clear();
            for (const ImportEnvironment *environment : std::as_const(m_environments))
                all.append(filledIn(environment, source, make));
        }
        all.removeIf(
            [&](const FilledPair &filled) { return filled.isNothing(source.isTokenRequest); });
        m_looks += all.size();
        QSet<QString> signatures;
        all.removeIf([&](const FilledPair &filled) {
            const QString signature = filled.signature();
            const bool isKnown = signatures.contains(signature);
            signatures.insert(signature);
            return isKnown;
        });
        const QString unchanged = alone.signature();
        if (std::ranges::any_of(all, &FilledPair::isWhole)) {
            // environments that have nothing to do with it say nothing of it
            all.removeIf([&](const FilledPair &filled) {
                return !filled.isWhole() && filled.signature() == unchanged;
            });
        }
        for (FilledPair &filled : all) {
            if (filled.signature() == unchanged)
                filled.environment = nullptr;
            add(filled, source, all.size() > 1);
        }
    }

    /// Adds \a filled, unless it is the same as one before, or lacks a variable. Requests are
    /// called "Get token"; the folder they are in says more.
    void add(const FilledPair &filled, const PairSource &source, bool isOneOfSeveral)
    {
        FoundPair pair = filled.pair;
        const ImportEnvironment *environment = filled.environment;
        const QStringList &path = source.path;
        pair.place = placeOf(path);
        if (pair.name.isEmpty())
            pair.name = source.isRequest && path.size() > 1 ? path.at(path.size() - 2)
                                                            : path.last();
        if (environment) {
            const QString shown = visibleText(environment->name);
            if (!shown.isEmpty())
                pair.place = Text::tr("%1, environment “%2”").arg(pair.place, shown);
            if (isOneOfSeveral && !environment->name.isEmpty())
                pair.name += u' ' + environment->name;
            pair.environment = stageNamed(environment->name);
        }
        const QString name = visibleText(cleanedName(pair.name));
        pair.key = name.isEmpty() ? u"collection"_s : name;
        if (!filled.flaw.isEmpty()) {
            m_file.skipped.append({.place = pair.place, .reason = filled.flaw});
            return;
        }
        if (!filled.lacking.name.isEmpty() && !isGrantOfPeople(pair.grantType)) {
            if (!isPlaceholder(pair.clientSecret.revealText()))
                m_file.holdsSecret = true;
            m_file.skipped.append(
                {.place = pair.place,
                 .reason = Text::tr(
                               "It needs the variable “%1”, which is not in this file. Import the "
                               "environment that has it together with it.")
                               .arg(filled.lacking.name)});
            return;
        }
        const QString signature = filled.signature();
        if (m_seen.contains(signature))
            return;
        m_seen.insert(signature);
        ++m_count;
        const bool heldBefore = m_file.holdsSecret;
        Tokenwright::take(m_file, pair, m_catalog);
        if (addSecretFiles(pair.clientSecret.revealText(), environment))
            m_file.holdsSecret = heldBefore;
    }

    /// Where \a secret stands if it is not in this file. Whether it is in another one.
    bool addSecretFiles(const QString &secret, const ImportEnvironment *environment)
    {
        bool isBeside = false;
        for (const ImportEnvironment &other : m_others) {
            const bool counts = &other == environment || other.isCommon;
            if (secret.isEmpty() || !counts || other.file.isEmpty()
                || !other.variables.values.values().contains(secret))
                continue;
            isBeside = true;
            if (!m_file.secretFiles.contains(other.file))
                m_file.secretFiles.append(other.file);
        }
        return isBeside;
    }

    ImportedFile &m_file;
    const ToolCollection &m_collection;
    const QList<ImportEnvironment> &m_others;
    const ProviderCatalog &m_catalog;
    QList<const ImportEnvironment *> m_environments{};
    QList<const VariableValues *> m_common{};
    QList<const VariableValues *> m_inner{}; ///< Of the levels down to here, the innermost first.
    QSet<QString> m_seen{};
    qsizetype m_count = 0;
    qsizetype m_looks = 0;
};

constexpr QStringView testStages[]{
    u"DEV",  u"DEVELOPMENT", u"STAGING", u"STAGE",   u"STG",         u"UAT",       u"QA", u"LOCAL",
    u"DEMO", u"INT",         u"PREPROD", u"PREVIEW", u"INTEGRATION", u"LOCALHOST", u"ACC"};

} // namespace

QString stageNamed(const QString &name)
{
    const QStringList words = keyWords(name);
    const auto told = std::ranges::find_if(words, isEnvironmentWord);
    if (told != words.end())
        return told->toLower();
    const bool isTest = std::ranges::any_of(words, [](const QString &word) {
        return std::ranges::find(testStages, QStringView(word)) != std::end(testStages);
    });
    return isTest ? u"test"_s : QString();
}

QString namedPlace(const QString &name)
{
    return Text::tr("“%1”").arg(visibleText(name));
}

Result<void> takeCollection(ImportedFile &file, const ToolCollection &collection,
                            const QList<ImportEnvironment> &others, const ProviderCatalog &catalog)
{
    return CollectionTaker(file, collection, others, catalog).take();
}

} // namespace Tokenwright
