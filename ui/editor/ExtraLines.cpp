// SPDX-License-Identifier: MIT
#include "ExtraLines.h"

#include "EntryRules.h"
#include "Text.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

struct Line
{
    qsizetype number = 0; ///< From 1.
    bool hasMark = false;
    NameValue entry;
};

/// The lines that are not empty, each divided at its first \a mark.
QList<Line> linesIn(const QString &text, QChar mark)
{
    static const QRegularExpression lineEnd(u"\\r\\n|[\\n\\r\\x{2028}\\x{2029}]"_s);
    QList<Line> lines;
    const QStringList texts = text.split(lineEnd);
    for (qsizetype i = 0; i < texts.size(); ++i) {
        const QString line = texts.at(i).trimmed();
        if (line.isEmpty())
            continue;
        const qsizetype at = line.indexOf(mark);
        const QString name = at < 0 ? line : line.left(at);
        const QString value = at < 0 ? QString() : line.mid(at + 1);
        lines.append(
            {.number = i + 1, .hasMark = at >= 0, .entry = {name.trimmed(), value.trimmed()}});
    }
    return lines;
}

QString parameterLine(const NameValue &parameter)
{
    return parameter.name + u'=' + parameter.value;
}

QString headerLine(const NameValue &header)
{
    return header.name + u": " + header.value;
}

/// Whether \a text, which was made of \a entry, is read as \a entry again.
bool holds(const QString &text, QChar mark, const NameValue &entry)
{
    const QList<Line> lines = linesIn(text, mark);
    return lines.size() == 1 && lines.first().hasMark && lines.first().entry == entry
        && !entry.name.isEmpty();
}

bool isParameterLine(const NameValue &parameter)
{
    return holds(parameterLine(parameter), u'=', parameter);
}

bool isHeaderLine(const NameValue &header)
{
    return holds(headerLine(header), u':', header);
}

bool isDeclared(const RequestRules &rules, const QString &name)
{
    return std::ranges::find(rules.parameters, name, &RequestParameter::name)
        != rules.parameters.end();
}

bool isSetByOtherFields(const RequestRules &rules, const QString &name)
{
    static const QStringList names{u"grant_type"_s,       u"scope"_s,
                                   u"client_id"_s,        u"client_secret"_s,
                                   u"client_assertion"_s, u"client_assertion_type"_s};
    return names.contains(name) || name == rules.clientIdParameter
        || name == rules.clientSecretParameter;
}

QString inLine(const Line &line, const QString &problem)
{
    return Text::tr("Line %1: %2").arg(line.number).arg(problem);
}

bool isKept(const NameValue &entry)
{
    return entry.value == secretPlaceholder(entry.name);
}

/// Whether \a entry holds a secret in clear.
bool isSecret(const NameValue &entry)
{
    return saysSecret(entry.name) && secretsInHeaders({entry}).isEmpty();
}

/// What speaks against keeping the value of \a entry, if it is a secret.
QString secretProblem(const NameValue &entry)
{
    if (!isSecret(entry))
        return {};
    const auto secret = enteredSecret(Secret::fromText(entry.value),
                                      Text::tr("value of “%1”").arg(entry.name));
    return secret ? QString() : secret.error().message;
}

QString keptNotes(const QStringList &names)
{
    QStringList notes;
    for (const QString &name : names)
        notes.append(keptSecretNote(name));
    return notes.join(u'\n');
}

QString parameterProblem(const Line &line, const RequestRules &rules)
{
    const QString &name = line.entry.name;
    if (!line.hasMark)
        return Text::tr("there is no “=” in it.");
    if (name.isEmpty())
        return Text::tr("there is no name before the “=”.");
    if (const auto problem = parameterNameProblem(name))
        return problem->message;
    if (isDeclared(rules, name))
        return Text::tr("“%1” has a field of its own.").arg(name);
    if (isSetByOtherFields(rules, name))
        return Text::tr("“%1” is set by the other fields.").arg(name);
    return secretProblem(line.entry);
}

QString headerLineProblem(const Line &line)
{
    const auto &[name, value] = line.entry;
    if (!line.hasMark)
        return Text::tr("there is no “:” in it.");
    if (name.isEmpty())
        return Text::tr("there is no name before the “:”.");
    if (name.compare(u"Authorization", Qt::CaseInsensitive) == 0) {
        return Text::tr("an Authorization header cannot be set by hand. Choose a client "
                        "authentication, so that the secret stays in the keychain.");
    }
    if (const auto problem = headerProblem(line.entry))
        return problem->message;
    return secretProblem(line.entry);
}

} // namespace

ParameterLines parameterLines(const QString &text, const RequestRules &rules)
{
    ParameterLines read;
    for (const Line &line : linesIn(text, u'=')) {
        const QString problem = parameterProblem(line, rules);
        if (!problem.isEmpty())
            read.problems.append(inLine(line, problem));
        else if (isKept(line.entry))
            read.kept.append(line.entry.name);
        else
            read.parameters[line.entry.name].append(line.entry.value);
    }
    return read;
}

QString ParameterLines::information() const
{
    QStringList secrets;
    for (const auto &[name, values] : parameters.asKeyValueRange()) {
        if (saysSecret(name))
            secrets.append(name);
    }
    return keptNotes(secrets);
}

QString HeaderLines::information() const
{
    QStringList secrets;
    for (const NameValue &header : headers) {
        if (isSecret(header))
            secrets.append(header.name);
    }
    return keptNotes(secrets);
}

QString linesOf(const QMap<QString, QStringList> &parameters, const RequestRules &rules,
                const QStringList &kept)
{
    QStringList lines;
    for (const auto &[name, values] : parameters.asKeyValueRange()) {
        for (const QString &value : values) {
            if (!isDeclared(rules, name) && isParameterLine({name, value}))
                lines.append(parameterLine({name, value}));
        }
    }
    for (const QString &name : kept)
        lines.append(parameterLine({name, secretPlaceholder(name)}));
    return lines.join(u'\n');
}

QMap<QString, QStringList> withLines(const QMap<QString, QStringList> &parameters,
                                     const QString &text, const RequestRules &rules)
{
    const auto read = parameterLines(text, rules);
    if (text == linesOf(parameters, rules, read.kept))
        return parameters;
    QMap<QString, QStringList> changed;
    for (const auto &[name, values] : parameters.asKeyValueRange()) {
        QStringList kept = values;
        if (!isDeclared(rules, name))
            kept.removeIf([&](const QString &value) { return isParameterLine({name, value}); });
        if (!kept.isEmpty() || values.isEmpty())
            changed.insert(name, kept);
    }
    for (const auto &[name, values] : read.parameters.asKeyValueRange())
        changed[name] += values;
    return changed;
}

HeaderLines headerLines(const QString &text)
{
    HeaderLines read;
    for (const Line &line : linesIn(text, u':')) {
        const QString problem = headerLineProblem(line);
        if (!problem.isEmpty())
            read.problems.append(inLine(line, problem));
        else
            read.headers.append(line.entry);
    }
    return read;
}

QString linesOf(const QList<NameValue> &headers)
{
    QStringList lines;
    for (const NameValue &header : headers) {
        if (isHeaderLine(header))
            lines.append(headerLine(header));
    }
    return lines.join(u'\n');
}

QList<NameValue> withLines(const QList<NameValue> &headers, const QString &text)
{
    if (text == linesOf(headers))
        return headers;
    QList<NameValue> changed = headerLines(text).headers;
    std::ranges::copy_if(headers, std::back_inserter(changed),
                         [](const NameValue &header) { return !isHeaderLine(header); });
    return changed;
}

} // namespace Tokenwright
