// SPDX-License-Identifier: MIT
// providers: which there are, what one needs, and what is wrong with a file of one.
#include "Program.h"
#include "Table.h"

#include "ClientAuthentication.h"
#include "PolicyText.h"
#include "ProviderReview.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright {

namespace {

QByteArray document(const QJsonDocument &json)
{
    return visibleJson(json.toJson(QJsonDocument::Compact)) + '\n';
}

void validate(Program &program, const QString &path)
{
    const QFileInfo file(path);
    if (!file.exists()) {
        program.refuse(OtherFailure, Text::tr("There is no file %1.").arg(path));
        return;
    }
    const ProviderReview review = reviewProviderFile(file.absoluteFilePath());
    QStringList lines;
    for (const QString &mistake : review.mistakes)
        lines.append(path + u": " + mistake);
    for (const QString &warning : review.warnings)
        lines.append(path + u": " + Text::tr("warning: %1").arg(warning));
    if (!review.mistakes.isEmpty()) {
        program.refuse(OtherFailure, visibleTextLines(lines.join(u'\n')));
        return;
    }
    lines.append(
        review.warnings.isEmpty()
            ? Text::tr("%1 is a good provider file (%2).").arg(path, review.name)
            : Text::tr("%1 is used (%2), with the warnings above.").arg(path, review.name));
    program.finish({}, visibleTextLines(lines.join(u'\n')));
}

QJsonObject described(const RequestParameter &parameter)
{
    return {{u"name"_s, parameter.name},
            {u"label"_s, parameter.label},
            {u"default"_s, parameter.defaultValue},
            {u"required"_s, parameter.required},
            {u"secret"_s, parameter.secret}};
}

/// What a set of \a provider is made of, by the names that the provider's file has for it.
QJsonObject described(const Provider &provider)
{
    QJsonArray environments;
    for (const ProviderEnvironment &environment : provider.environments) {
        environments.append(QJsonObject{{u"id"_s, environment.id},
                                        {u"name"_s, environment.name},
                                        {u"production"_s, environment.production},
                                        {u"token_url"_s, environment.tokenUrl}});
    }
    QJsonArray variables;
    for (const Variable &variable : provider.variables) {
        variables.append(QJsonObject{{u"name"_s, variable.name},
                                     {u"label"_s, variable.label},
                                     {u"pattern"_s, variable.pattern},
                                     {u"default"_s, variable.defaultValue}});
    }
    QJsonArray parameters;
    for (const RequestParameter &parameter : provider.request.parameters)
        parameters.append(described(parameter));
    QJsonArray scopes;
    for (const Scope &scope : provider.request.scopes.catalog) {
        scopes.append(
            QJsonObject{{u"scope"_s, scope.scope},
                        {u"description"_s, scope.description},
                        {u"default"_s, provider.request.scopes.defaults.contains(scope.scope)}});
    }
    return {{u"id"_s, provider.id},
            {u"name"_s, provider.name},
            {u"portal"_s, provider.portalUrl.toString(QUrl::FullyEncoded)},
            {u"environments"_s, environments},
            {u"client_authentication"_s, provider.request.clientAuthentication},
            {u"client_id"_s, provider.clientIdLabel},
            {u"client_secret"_s, provider.clientSecretLabel},
            {u"variables"_s, variables},
            {u"parameters"_s, parameters},
            {u"scopes"_s, scopes},
            {u"policy"_s, QJsonArray::fromStringList(policySentences(provider))}};
}

/// The same in lines, each with a name and what \a value says, its parts behind tabs. What is no
/// text is said by its name alone, and only where it is so.
QStringList asLines(const QString &name, const QJsonValue &value)
{
    if (value.isArray()) {
        QStringList lines;
        const QJsonArray items = value.toArray();
        for (const QJsonValue &item : items)
            lines.append(asLines(name, item));
        return lines;
    }
    QStringList parts{name};
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            if (it->isBool() && it->toBool())
                parts.append(it.key());
            else if (!it->toString().isEmpty())
                parts.append(it.key() + u'=' + visibleCharacters(it->toString()));
        }
    } else if (!value.toString().isEmpty()) {
        parts.append(visibleCharacters(value.toString()));
    }
    return parts.size() > 1 ? QStringList{parts.join(u'\t')} : QStringList();
}

void show(Program &program, const QCommandLineParser &parser, const QString &id)
{
    const Provider *provider = program.providers.provider(id);
    if (!provider) {
        program.refuse(WrongUsage, program.providers.missing(id).message);
        return;
    }
    const QJsonObject object = described(*provider);
    if (parser.isSet(u"json"_s)) {
        program.finish(document(QJsonDocument(object)));
        return;
    }
    QStringList lines;
    for (const QStringView name :
         {u"id", u"name", u"portal", u"environments", u"client_authentication", u"client_id",
          u"client_secret", u"variables", u"parameters", u"scopes", u"policy"})
        lines.append(asLines(name.toString(), object.value(name)));
    program.finish(lines.join(u'\n').toUtf8() + '\n');
}

} // namespace

void runProviders(Program &program, const QCommandLineParser &parser)
{
    const QStringList words = parser.positionalArguments();
    if (words.size() == 2 && words.first() == u"validate") {
        validate(program, words.at(1));
        return;
    }
    if (words.size() == 2 && words.first() == u"show") {
        show(program, parser, words.at(1));
        return;
    }
    if (!words.isEmpty()) {
        program.refuse(WrongUsage, Text::tr("Only “show PROVIDER” or “validate FILE” can follow."));
        return;
    }
    QList<QStringList> rows;
    QJsonArray array;
    for (const Provider &provider : program.providers.providers()) {
        QJsonArray environments;
        for (const ProviderEnvironment &environment : provider.environments) {
            rows.append({provider.id, provider.name, environment.id, environment.tokenUrl});
            environments.append(QJsonObject{{u"id"_s, environment.id},
                                            {u"name"_s, environment.name},
                                            {u"production"_s, environment.production},
                                            {u"token_url"_s, environment.tokenUrl}});
        }
        array.append(QJsonObject{
            {u"id"_s, provider.id}, {u"name"_s, provider.name}, {u"environments"_s, environments}});
    }
    for (const ProviderProblem &problem : program.providers.problems())
        program.say(Text::tr("%1 was skipped: %2.").arg(problem.file, problem.reason));
    const QStringList titles{Text::tr("PROVIDER"), Text::tr("NAME"), Text::tr("ENVIRONMENT"),
                             Text::tr("TOKEN ENDPOINT")};
    program.finish(parser.isSet(u"json"_s) ? document(QJsonDocument(array))
                                           : tableText(titles, rows));
}

} // namespace Tokenwright
