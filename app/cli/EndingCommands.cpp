// SPDX-License-Identifier: MIT
// forget and revoke: a kept token goes before its time.
#include "TokenOptions.h"

#include "Async.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>

namespace Tokenwright {

namespace {

/// Drops the tokens of \a sets one after another; \a said tells of those before.
void forgetNext(Program &program, QList<CredentialSet> sets, QStringList said)
{
    if (sets.isEmpty()) {
        program.finish({}, said.join(u'\n'));
        return;
    }
    const CredentialSet set = sets.takeFirst();
    Async::onResult(program.ending.forget(set.id), &program,
                    [&program, sets, said, set](const Result<bool> &wasThere) mutable {
                        if (!wasThere)
                            return program.fail(wasThere.error(), program.providerOf(set));
                        const QString name = visibleCharacters(set.name);
                        said.append(*wasThere
                                        ? Text::tr("The token of “%1” is forgotten.").arg(name)
                                        : Text::tr("“%1” had no token.").arg(name));
                        forgetNext(program, sets, said);
                    });
}

} // namespace

void runForget(Program &program, const QCommandLineParser &parser)
{
    if (const auto sets = namedSets(program, parser))
        forgetNext(program, *sets, {});
}

void runRevoke(Program &program, const QCommandLineParser &parser)
{
    const auto set = onlySet(program, parser);
    if (!set)
        return;
    Async::onResult(
        program.ending.revoke(set->id), &program, [&program, set = *set](const Result<void> &done) {
            const QString name = visibleCharacters(set.name);
            if (done) {
                program.finish({}, Text::tr("The token of “%1” is revoked.").arg(name));
            } else if (done.error().kind == ErrorKind::NoToken) {
                program.refuse(errorExitCode(ErrorKind::NoToken),
                               Text::tr("“%1” has no token that could be revoked.").arg(name));
            } else {
                program.fail(done.error(), program.providerOf(set));
            }
        });
}

} // namespace Tokenwright
