// SPDX-License-Identifier: MIT
#include "ProviderReview.h"

#include "JsonSchema.h"
#include "Nearest.h"
#include "Origin.h"
#include "Provider.h"
#include "ProviderDocument.h"
#include "ProviderFields.h"
#include "Text.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

/// What may stand in braces besides variables, and where.
struct PlaceholderPlace
{
    QRegularExpression path;
    QStringList names;
};

const QList<PlaceholderPlace> &placeholderPlaces()
{
    const auto place = [](const QString &path, const QStringList &names = {}) {
        return PlaceholderPlace{QRegularExpression(QRegularExpression::anchoredPattern(path)),
                                names};
    };
    static const QList<PlaceholderPlace> places{
        place(
            u"environments\\.[^.]+\\.(tokenUrl|issuer|revocationUrl|apiBaseUrl|caCertificates)"_s),
        place(u"check\\.url"_s, {u"apiBaseUrl"_s}),
        place(u"(request|useToken|check|check\\.useToken)\\.headers\\.[0-9]+\\.value"_s,
              {u"uuid"_s, u"client_id"_s}),
        place(u"request\\.scopes\\.(default(\\.[0-9]+)?|catalog\\.[0-9]+\\.scope)"_s),
        place(u"request\\.assertion\\.claims\\..+"_s,
              {u"client_id"_s, u"token_host"_s, u"scopes"_s}),
    };
    return places;
}

/// Calls \a look with each text within \a value and its path.
void forEachText(const QJsonValue &value, const QString &path,
                 const std::function<void(const QString &, const QString &)> &look)
{
    const QString before = path.isEmpty() ? path : path + u'.';
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        forEachText(it.value(), before + it.key(), look);
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        forEachText(array.at(i), before + QString::number(i), look);
    if (value.isString())
        look(path, value.toString());
}

/// The origin of \a url; empty where a variable says it.
QString fixedOrigin(const QString &url)
{
    static const QRegularExpression upToHost(u"^https?://[^/?#{}]+(?=[/?#]|$)"_s);
    const QString found = upToHost.match(url).captured();
    return found.isEmpty() ? found : originOf(QUrl(found));
}

class FileReview
{
public:
    explicit FileReview(const QJsonObject &json)
        : m_json(json)
    { }

    QList<FieldProblem> warnings{};

    void lookAtPlaceholders(const Provider &provider)
    {
        QStringList variables;
        for (const Variable &variable : provider.variables)
            variables.append(variable.name);
        forEachText(m_json, {}, [&](const QString &path, const QString &text) {
            for (const PlaceholderPlace &place : placeholderPlaces()) {
                if (place.path.match(path).hasMatch())
                    lookAtText(path, text, place.names + variables);
            }
        });
    }

    void lookAtDefaults(const Provider &provider)
    {
        for (qsizetype i = 0; i < provider.variables.size(); ++i) {
            const auto &[name, label, pattern, value] = provider.variables.at(i);
            const QRegularExpression whole(QRegularExpression::anchoredPattern(pattern));
            if (!value.isEmpty() && !pattern.isEmpty() && !whole.match(value).hasMatch()) {
                warnings.append(
                    FieldProblem::expected(u"variables."_s + QString::number(i) + u".default",
                                           Text::tr("what matches %1").arg(pattern)));
            }
        }
    }

    void lookAtCheck(const Provider &provider)
    {
        const QString origin = fixedOrigin(provider.check ? provider.check->url : QString());
        // what a variable or an answer says may be it
        const auto maybeIt = [&](const QString &url) {
            return !url.isEmpty() && (fixedOrigin(url).isEmpty() || fixedOrigin(url) == origin);
        };
        const bool isReachable = !provider.response.apiBaseUrl.isEmpty()
            || std::ranges::any_of(
                provider.environments, [&](const ProviderEnvironment &environment) {
                    return maybeIt(environment.tokenUrl) || maybeIt(environment.apiBaseUrl);
                });
        if (!origin.isEmpty() && !isReachable) {
            warnings.append(FieldProblem::expected(
                u"check.url"_s, Text::tr("the host of a tokenUrl or an apiBaseUrl")));
        }
    }

private:
    void lookAtText(const QString &path, const QString &text, const QStringList &known)
    {
        static const QRegularExpression placeholder(u"\\{([A-Za-z][A-Za-z0-9_]*)\\}"_s);
        auto found = placeholder.globalMatch(text);
        while (found.hasNext()) {
            const QString name = found.next().captured(1);
            if (!known.contains(name)) {
                warnings.append({path,
                                 Text::tr("field “%1”: there is no variable “%2”.").arg(path, name)
                                     + didYouMean(name, known)});
            }
        }
    }

    const QJsonObject &m_json;
};

/// Whether \a field is \a other or lies within it.
bool isWithin(const QString &field, const QString &other)
{
    return field == other || field.startsWith(other + u'.');
}

} // namespace

ProviderReview reviewProviderFile(const QString &path)
{
    const auto document = readProviderDocument(path);
    if (!document)
        return {.name = {}, .mistakes = {document.error().message}, .warnings = {}};
    QList<FieldProblem> mistakes;
    const auto provider = Provider::fromJson(document->json, document->folder, &mistakes);
    FileReview review(document->json);
    review.warnings = schemaProblems(providerSchema(), document->json);
    // the reader has said it already, of this field or of a part of it
    review.warnings.removeIf([&](const FieldProblem &warning) {
        return std::ranges::any_of(mistakes, [&](const FieldProblem &mistake) {
            return isWithin(warning.field, mistake.field) || isWithin(mistake.field, warning.field);
        });
    });
    for (const QString &field : repeatedKeys(document->text)) {
        review.warnings.append(
            {field, Text::tr("field “%1” is there twice; the last one counts").arg(field)});
    }
    ProviderReview result;
    if (provider) {
        result.name = provider->name;
        review.lookAtPlaceholders(*provider);
        review.lookAtDefaults(*provider);
        review.lookAtCheck(*provider);
    }
    for (const FieldProblem &mistake : std::as_const(mistakes))
        result.mistakes.append(mistake.message);
    for (const FieldProblem &warning : std::as_const(review.warnings))
        result.warnings.append(warning.message);
    return result;
}

} // namespace Tokenwright
