// SPDX-License-Identifier: MIT
// export: credential sets without their secrets, for another profile to import.
#include "Program.h"
#include "SetName.h"

#include "Text.h"
#include "VisibleText.h"
#include "export/EnvironmentTemplate.h"
#include "export/SetExport.h"

#include <QCommandLineParser>

namespace Tokenwright {

namespace {

/// The sets that are named, or all.
std::expected<QList<CredentialSet>, QString> chosenSets(const Program &program,
                                                        const QCommandLineParser &parser)
{
    const QString environment = parser.value(u"environment"_s);
    const QStringList names = parser.positionalArguments();
    QList<CredentialSet> sets;
    for (const QString &name : names) {
        const auto set = findSet(program.registry.sets(), program.providers, name, environment);
        if (!set)
            return std::unexpected(set.error());
        if (!sets.contains(*set))
            sets.append(*set);
    }
    if (!names.isEmpty())
        return sets;
    sets = program.registry.sets();
    sets.removeIf(
        [&](const CredentialSet &set) { return !isIn(set, program.providers, environment); });
    return sets;
}

} // namespace

QList<QCommandLineOption> exportOptions()
{
    return {
        {u"output"_s, Text::tr("The file to write; “-” is standard output."), u"FILE"_s},
        {u"force"_s, Text::tr("Overwrite the file if it is there.")},
        {u"env-template"_s,
         Text::tr("A .env file with names and no values, to be filled in and "
                  "imported.")},
    };
}

void runExport(Program &program, const QCommandLineParser &parser)
{
    const auto sets = chosenSets(program, parser);
    if (!sets)
        return program.refuse(NoSuchSet, sets.error());
    if (sets->isEmpty())
        return program.refuse(OtherFailure, Text::tr("There is no credential set to export."));
    const QByteArray content = parser.isSet(u"env-template"_s)
        ? environmentTemplate(*sets, program.providers)
        : visibleJson(exportedSets(*sets, program.providers));
    const QString path = parser.value(u"output"_s);
    if (!parser.isSet(u"output"_s))
        return program.finish(content);
    if (path == u"-")
        return program.finish(content);
    if (wouldReplace(path) && !parser.isSet(u"force"_s)) {
        program.refuse(OtherFailure, Text::tr("%1 exists; say --force to overwrite it.").arg(path));
        return;
    }
    if (const auto outcome = writeExport(path, content); !outcome) {
        return program.refuse(
            OtherFailure, Text::tr("%1 cannot be written: %2.").arg(path, outcome.error().message));
    }
    program.finish({}, Text::tr("Exported to %1, without secrets.").arg(path));
}

} // namespace Tokenwright
