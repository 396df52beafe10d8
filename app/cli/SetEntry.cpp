// SPDX-License-Identifier: MIT
#include "SetEntry.h"

#include "Async.h"
#include "Text.h"
#include "TokenRequest.h"
#include "VisibleText.h"

namespace Tokenwright {

void failUnsaved(Program &program, const Error &error, const Provider *provider)
{
    if (error.kind == ErrorKind::Configuration)
        program.refuse(errorExitCode(error.kind), visibleTextLines(error.message));
    else
        program.fail(error, provider);
}

std::optional<Entry> entryFrom(Program &program, const SetDraft &draft)
{
    const auto entry = entryOf(draft);
    const auto problem = entry ? requestProblem(draft.provider, entry->set, entry->credentials)
                               : std::optional(entry.error());
    if (problem) {
        if (draft.before.set.id.isEmpty())
            failUnsaved(program, *problem, &draft.provider);
        else
            program.fail(*problem, &draft.provider);
        return {};
    }
    for (const QString &note : entry->notes)
        program.say(note);
    return *entry;
}

void finishEdit(Program &program, const QFuture<Result<void>> &edit, const QString &name)
{
    Async::onResult(edit, &program, [&program, name](const Result<void> &outcome) {
        if (outcome) {
            program.finish({}, Text::tr("Changed “%1”.").arg(visibleCharacters(name)));
            return;
        }
        program.fail(outcome.error());
    });
}

QString oldExpiryNote(const QDate &expires)
{
    return Text::tr("The day on which the old secret was to expire, %1, goes with it; "
                    "--secret-expires says the new one's.")
        .arg(expires.toString(Qt::ISODate));
}

std::optional<QString> nameFrom(Program &program, const QString &text)
{
    const auto name = enteredName(text);
    if (!name) {
        program.refuse(WrongUsage, name.error().message);
        return {};
    }
    if (name->wasTrimmed)
        program.say(trimmedNote(Text::tr("name")));
    return name->text;
}

} // namespace Tokenwright
