// SPDX-License-Identifier: MIT
// import: credential sets from files of other programs.
#include "ImportPreview.h"
#include "Program.h"
#include "SecretInput.h"
#include "Sentences.h"
#include "SetOptions.h"

#include "Async.h"
#include "ImportFormat.h"
#include "ImportSource.h"
#include "SetImporter.h"
#include "Text.h"

#include <QCommandLineParser>
#include <QFile>

#include <algorithm>
#include <cstdio>

namespace Tokenwright {

namespace {

/// What one run of the command is about.
struct Import
{
    QList<ImportSource> sources{};
    ImportChoices choices{};
    bool isDry = false;
    bool asks = true;
};

using Choices = std::expected<ImportChoices, QString>;

std::expected<ImportMapping, QString> mappingFrom(const QString &text,
                                                  const ProviderCatalog &providers)
{
    const qsizetype slash = text.indexOf(u'/');
    const Provider *provider = providers.provider(text.left(slash));
    if (!provider) {
        return std::unexpected(providers.missing(text.left(slash)).message);
    }
    const QString environment = slash < 0 ? QString() : text.sliced(slash + 1);
    if (!provider->environment(environment)) {
        QStringList known;
        for (const ProviderEnvironment &one : provider->environments)
            known.append(provider->id + u'/' + one.id);
        return std::unexpected(Text::tr("“%1” is none of %2.").arg(text, known.join(u", ")));
    }
    return ImportMapping{.provider = provider->id, .environment = environment};
}

Choices choicesFrom(const QCommandLineParser &parser, const ProviderCatalog &providers)
{
    ImportChoices choices;
    const QStringList mappings = parser.values(u"map"_s);
    for (const QString &text : mappings) {
        const qsizetype sign = text.lastIndexOf(u'=');
        if (sign <= 0)
            return std::unexpected(
                Text::tr("--map takes KEY=PROVIDER/ENVIRONMENT, not “%1”.").arg(text));
        const auto mapping = mappingFrom(text.sliced(sign + 1), providers);
        if (!mapping)
            return std::unexpected(mapping.error());
        choices.mappings.insert(text.first(sign), *mapping);
    }
    const auto variables = describedVariables(parser, providers.providers());
    if (!variables)
        return std::unexpected(variables.error());
    choices.variables = *variables;
    return choices;
}

QString standardInput()
{
    return Text::tr("standard input");
}

Result<ImportSource> fromStandardInput(const ProviderCatalog &providers)
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorKind::Storage, reasonText(input));
    return importContent(input.read(mostImportBytes + 1), standardInput(), providers);
}

/// Of several files one that cannot be read is named in its row; if none can, that is all there is
/// to say.
std::expected<QList<ImportSource>, QString> sourcesFrom(const QStringList &paths,
                                                        const ProviderCatalog &providers)
{
    QList<ImportSource> sources;
    QStringList problems;
    const auto add = [&](const QString &name, const Result<ImportSource> &source) {
        if (!source)
            problems.append(Text::tr("%1: %2").arg(name, source.error().message));
        sources.append(source ? *source : unreadSource(name, source.error()));
    };
    QStringList files = paths;
    const bool readsInput = files.removeAll(u"-"_s) > 0;
    for (const ReadFile &file : importFiles(files, providers, Waiting::Allowed))
        add(file.path, file.source);
    if (readsInput)
        add(standardInput(), fromStandardInput(providers));
    if (problems.size() == sources.size())
        return std::unexpected(problems.join(u'\n'));
    return sources;
}

/// A key that --map names and no row has.
QString unknownKey(const QList<ImportRow> &rows, const ImportChoices &choices)
{
    for (auto it = choices.mappings.begin(); it != choices.mappings.end(); ++it) {
        const bool isThere = std::ranges::any_of(rows, [&](const ImportRow &row) {
            return row.key.compare(it.key(), Qt::CaseInsensitive) == 0;
        });
        if (!isThere)
            return it.key();
    }
    return {};
}

/// "… still holds secrets in clear", for each file that does.
QString clearTextWords(const QList<ImportSource> &sources, const QList<ImportRow> &plan,
                       const QStringList &added)
{
    QStringList files = filesWithSecrets(sources);
    files.removeAll(standardInput());
    QStringList words;
    for (const QString &file : std::as_const(files))
        words.append(secretInFileText(file, plan, added));
    return words.join(u'\n');
}

/// Ends the command after \a rows of \a plan were tried.
void report(Program &program, const Import &work, const QList<ImportRow> &plan,
            const QList<ImportRow> &rows, const QList<ImportOutcome> &outcomes)
{
    QStringList added;
    QStringList failures;
    int exitCode = Done;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const ImportOutcome &outcome = outcomes.at(i);
        if (outcome.isAdded()) {
            added.append(rows.at(i).key);
            program.say(Text::tr("Added “%1” (%2).")
                            .arg(shownText(rows.at(i).set.name), rows.at(i).set.environment));
            continue;
        }
        failures.append(Text::tr("“%1” (%2) was not added: %3")
                            .arg(shownText(rows.at(i).set.name), rows.at(i).set.environment,
                                 failureWords(outcome.error)));
        if (exitCode == Done)
            exitCode = errorExitCode(outcome.error.kind);
    }
    const QString rest = clearTextWords(work.sources, plan, added);
    if (exitCode == Done) {
        program.finish({}, rest);
        return;
    }
    if (!rest.isEmpty())
        program.say(rest);
    program.refuse(exitCode, failures.join(u'\n'));
}

/// Whether somebody agrees to add \a count sets; otherwise the command has ended.
bool isAgreed(Program &program, const Import &work, const QString &preview, qsizetype count)
{
    if (!work.asks) {
        if (!program.quiet)
            show(preview);
        return true;
    }
    show(preview);
    const auto agreed = askedAtTerminal(
        Text::tr("Import %n credential set(s)?", nullptr, int(count)));
    if (!agreed)
        program.refuse(WrongUsage, Text::tr("There is no terminal to ask; say --yes."));
    else if (!*agreed)
        program.refuse(OtherFailure, Text::tr("Nothing was imported."));
    return agreed.value_or(false);
}

void proceed(Program &program, SetImporter &importer, const Import &work, const KnownPairs &known)
{
    const QList<ImportRow> plan = planImport(work.sources, program.registry.sets(), known,
                                             program.providers, work.choices);
    if (const QString key = unknownKey(plan, work.choices); !key.isEmpty()) {
        return program.refuse(WrongUsage,
                              Text::tr("There is nothing called “%1” to map.").arg(key));
    }
    const QString preview = previewText(plan, program.providers);
    QList<ImportRow> chosen = plan;
    chosen.removeIf([](const ImportRow &row) { return !row.isImportable(); });
    if (chosen.isEmpty()) {
        show(preview);
        program.refuse(OtherFailure, Text::tr("There is nothing to import."));
        return;
    }
    if (known.unread) {
        if (!work.isDry)
            return program.fail(*known.unread);
        program.say(Text::tr("Whether some of them exist already could not be seen: %1")
                        .arg(failureWords(*known.unread)));
    }
    if (work.isDry)
        return program.finish(visibleLines(preview).toUtf8());
    if (!isAgreed(program, work, preview, chosen.size()))
        return;
    Async::onResult(importer.run(chosen), &program,
                    [&program, work, plan, chosen](const Result<QList<ImportOutcome>> &outcomes) {
                        if (outcomes)
                            report(program, work, plan, chosen, *outcomes);
                        else
                            program.fail(outcomes.error());
                    });
}

} // namespace

QList<QCommandLineOption> importOptions()
{
    return {
        {u"dry-run"_s, Text::tr("Only tell what would be imported.")},
        {u"yes"_s, Text::tr("Do not ask.")},
        {u"map"_s,
         Text::tr("Whose credentials are that do not tell it themselves; may be repeated. The "
                  "preview names the keys."),
         u"KEY=PROVIDER/ENVIRONMENT"_s},
        {u"variable"_s, Text::tr("A value for the {NAME} of providers, where the file has none."),
         u"NAME=VALUE"_s},
    };
}

void runImport(Program &program, const QCommandLineParser &parser)
{
    const QStringList paths = parser.positionalArguments();
    if (paths.isEmpty()) {
        program.refuse(WrongUsage, Text::tr("Name a file to import; “-” is standard input."));
        return;
    }
    const auto choices = choicesFrom(parser, program.providers);
    if (!choices)
        return program.refuse(WrongUsage, choices.error());
    const auto sources = sourcesFrom(paths, program.providers);
    if (!sources)
        return program.refuse(OtherFailure, sources.error());
    const Import work{.sources = *sources,
                      .choices = *choices,
                      .isDry = parser.isSet(u"dry-run"_s),
                      .asks = !parser.isSet(u"yes"_s)};
    auto *importer = new SetImporter(program.manager, program.registry, program.providers,
                                     &program);
    Async::onResult(importer->knownPairs(work.sources, work.choices), &program,
                    [&program, importer, work](const Result<KnownPairs> &known) {
                        if (known)
                            proceed(program, *importer, work, *known);
                        else
                            program.fail(known.error());
                    });
}

} // namespace Tokenwright
