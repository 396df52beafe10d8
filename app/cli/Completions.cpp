// SPDX-License-Identifier: MIT
#include "Completions.h"

#include "Text.h"

#include "Command.h"
#include "OptionText.h"
#include "Program.h"

#include <QCommandLineParser>
#include <QFile>

#include <array>

namespace Tokenwright {

namespace {

/// What can stand where the help says some word.
struct Candidates
{
    enum class Kind { Nothing, Words, Sets, Providers, Environments, Files };
    Kind kind = Kind::Nothing;
    QStringList words{}; ///< Of a choice.
};

Candidates candidatesFor(QString word)
{
    using Kind = Candidates::Kind;
    word.remove(u'[').remove(u']').remove(u'…');
    if (word.contains(u"NEW"))
        return {};
    if (word.startsWith(u"NAME") && !word.contains(u'='))
        return {.kind = Kind::Sets};
    if (word == u"PROVIDER")
        return {.kind = Kind::Providers};
    if (word == u"ENVIRONMENT")
        return {.kind = Kind::Environments};
    if (word.endsWith(u"FILE"))
        return {.kind = Kind::Files};
    return word.contains(u'|') ? Candidates{.kind = Kind::Words, .words = word.split(u'|')}
                               : Candidates{};
}

/// What a shell is told in its own words.
struct Dialect
{
    QString sets;
    QString providers;
    QString environments;
    QString files;
    QString (*words)(const QStringList &);

    QString of(const Candidates &candidates) const
    {
        using Kind = Candidates::Kind;
        switch (candidates.kind) {
        case Kind::Words:
            return words(candidates.words);
        case Kind::Sets:
            return sets;
        case Kind::Providers:
            return providers;
        case Kind::Environments:
            return environments;
        case Kind::Files:
            return files;
        case Kind::Nothing:
            break;
        }
        return {};
    }
    QString of(const QString &word) const { return of(candidatesFor(word)); }
};

QString longName(const QCommandLineOption &option)
{
    return option.names().last();
}

/// \a text as one word in single quotes.
QString quoted(QString text)
{
    return u'\'' + text.replace(u'\'', u"'\\''"_s) + u'\'';
}

/// The script of \a shell around its parts.
QByteArray filled(const QString &shell, const QList<std::pair<QString, QStringList>> &parts)
{
    QFile file(u":/completions/" + shell + u".in");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QString script = QString::fromUtf8(file.readAll());
    for (const auto &[name, lines] : parts)
        script.replace(u'@' + name + u'@', lines.join(u'\n'));
    return script.toUtf8();
}

QByteArray forBash()
{
    const Dialect dialect{
        .sets = u"_tokenwright_cli_sets"_s,
        .providers = u"_tokenwright_cli_providers"_s,
        .environments = u"_tokenwright_cli_environments"_s,
        .files = u"_tokenwright_cli_files"_s,
        .words = [](const QStringList &words) -> QString {
            return u"_tokenwright_cli_words " + words.join(u' ');
        },
    };
    QStringList values;
    QStringList options;
    QStringList arguments;
    for (const Command &command : commands()) {
        const QString name = QString::fromLatin1(command.name);
        QStringList ofCommand;
        const auto all = command.options();
        for (const QCommandLineOption &option : all) {
            ofCommand.append(u"--" + longName(option));
            if (option.valueName().isEmpty())
                continue;
            QString action = dialect.of(option.valueName());
            if (!action.isEmpty())
                action += u"; ";
            values.append(u"    " + name + u":--" + longName(option) + u") " + action
                          + u"return ;;");
        }
        options.append(u"    " + name + u") options=(" + ofCommand.join(u' ') + u") ;;");
        const QString action = command.runsAnother
            ? u"_tokenwright_cli_sets_or_command"_s
            : dialect.of(QString::fromUtf8(command.arguments));
        if (!action.isEmpty())
            arguments.append(u"    " + name + u") " + action + u" ;;");
    }
    return filled(u"bash"_s,
                  {{u"COMMANDS"_s, {commandNames().join(u' ')}},
                   {u"VALUES"_s, values},
                   {u"OPTIONS"_s, options},
                   {u"ARGUMENTS"_s, arguments}});
}

/// \a text within a specification of zsh's _arguments.
QString forArguments(QString text)
{
    for (const QChar special : u"\\[]:"_s)
        text.replace(special, QString(u'\\' + QString(special)));
    return text;
}

QByteArray forZsh()
{
    const Dialect dialect{
        .sets = u"_tokenwright_cli_sets"_s,
        .providers = u"_tokenwright_cli_providers"_s,
        .environments = u"_tokenwright_cli_environments"_s,
        .files = u"_files"_s,
        .words = [](const QStringList &words) -> QString { return u'(' + words.join(u' ') + u')'; },
    };
    QStringList described;
    QStringList cases;
    for (const Command &command : commands()) {
        const QString name = QString::fromLatin1(command.name);
        const QString summary = command.translatedSummary().replace(u':', u"\\:"_s);
        described.append(quoted(name + u':' + summary));
        QStringList specifications;
        const auto all = command.options();
        for (const QCommandLineOption &option : all) {
            const bool hasValue = !option.valueName().isEmpty();
            QString text = u"--" + longName(option) + (hasValue ? u"=[" : u"[")
                + forArguments(optionText(option).meaning) + u']';
            if (hasValue) {
                text = u'*' + text + u':' + forArguments(option.valueName()) + u':'
                    + dialect.of(option.valueName());
            }
            specifications.append(quoted(text));
        }
        const QString action = dialect.of(QString::fromUtf8(command.arguments));
        if (!action.isEmpty())
            specifications.append(quoted(u"*:argument:" + action));
        cases.append(u"    " + name + u") _arguments -S \\\n        "
                     + specifications.join(u" \\\n        ") + u" ;;");
    }
    return filled(u"zsh"_s,
                  {{u"COMMANDS"_s, described},
                   {u"NAMES"_s, {commandNames().join(u' ')}},
                   {u"CASES"_s, cases}});
}

QByteArray forFish()
{
    const Dialect dialect{
        .sets = u"(tokenwright-cli list --quiet 2>/dev/null | cut -f1)"_s,
        .providers = u"(tokenwright-cli providers --quiet 2>/dev/null | cut -f1,2)"_s,
        .environments = u"(tokenwright-cli providers --quiet 2>/dev/null | cut -f3 | sort -u)"_s,
        .files = QString(),
        .words = [](const QStringList &words) { return words.join(u' '); },
    };
    QStringList lines{u"# fish completion for tokenwright-cli"_s,
                      u"complete -c tokenwright-cli -f"_s,
                      u"complete -c tokenwright-cli -n __fish_use_subcommand -a help"_s,
                      u"complete -c tokenwright-cli -n '__fish_seen_subcommand_from help' -a "
                          + quoted(commandNames().join(u' '))};
    for (const Command &command : commands()) {
        const QString name = QString::fromLatin1(command.name);
        lines.append(u"complete -c tokenwright-cli -n __fish_use_subcommand -a " + name + u" -d "
                     + quoted(command.translatedSummary()));
        const QString start = u"complete -c tokenwright-cli -n '__fish_seen_subcommand_from " + name
            + u'\'';
        const auto all = command.options();
        for (const QCommandLineOption &option : all) {
            QString line = start + u" -l " + longName(option) + u" -d "
                + quoted(optionText(option).meaning);
            const Candidates candidates = candidatesFor(option.valueName());
            if (candidates.kind == Candidates::Kind::Files)
                line += u" -r -F";
            else if (!option.valueName().isEmpty())
                line += u" -x";
            if (const QString words = dialect.of(candidates); !words.isEmpty())
                line += u" -a " + quoted(words);
            lines.append(line);
        }
        const Candidates argument = candidatesFor(QString::fromUtf8(command.arguments));
        if (argument.kind == Candidates::Kind::Files)
            lines.append(start + u" -F");
        else if (argument.kind != Candidates::Kind::Nothing)
            lines.append(start + u" -a " + quoted(dialect.of(argument)));
    }
    return lines.join(u'\n').toUtf8() + '\n';
}

struct Shell
{
    const char *name;
    QByteArray (*write)();
};
/// THE table of shells.
constexpr std::array shells{Shell{"bash", forBash}, Shell{"zsh", forZsh}, Shell{"fish", forFish}};

} // namespace

std::optional<QByteArray> completionScript(const QString &shell)
{
    for (const Shell &known : shells) {
        if (shell == QLatin1StringView(known.name))
            return known.write();
    }
    return {};
}

void runCompletions(Program &program, const QCommandLineParser &parser)
{
    const auto script = completionScript(parser.positionalArguments().join(u' '));
    if (script)
        program.finish(*script);
    else
        program.refuse(WrongUsage, Text::tr("Name one shell: bash, zsh or fish."));
}

} // namespace Tokenwright
