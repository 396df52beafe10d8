// SPDX-License-Identifier: MIT
#include "TokenEnvironment.h"

#include "Text.h"

#include <QRegularExpression>

namespace Tokenwright {

namespace {

QByteArray variableName(const QString &text)
{
    static const QRegularExpression other(u"[^A-Z0-9]"_s);
    return text.toUpper().replace(other, u"_"_s).toLatin1();
}

} // namespace

std::expected<QList<QByteArray>, QString> variableStarts(const QList<CredentialSet> &sets,
                                                         const QString &prefix)
{
    const QByteArray first = variableName(prefix);
    if (first.isEmpty() || (first.at(0) >= '0' && first.at(0) <= '9')) {
        return std::unexpected(
            Text::tr("--prefix takes what a variable's name can begin with: a letter or \"_\", not "
                     "“%1”.")
                .arg(prefix));
    }
    QList<QByteArray> starts;
    for (const CredentialSet &set : sets) {
        const QByteArray start = sets.size() > 1 ? first + '_' + variableName(set.name) : first;
        if (starts.contains(start)) {
            return std::unexpected(
                Text::tr("Two of these names become the same variable %1_…; ask for them one at a "
                         "time or rename one.")
                    .arg(QString::fromLatin1(start)));
        }
        starts.append(start);
    }
    return starts;
}

QList<EnvironmentVariable> tokenEnvironment(const Program &program, const QList<NamedToken> &tokens,
                                            const QList<QByteArray> &starts)
{
    QList<EnvironmentVariable> variables;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const NamedToken &named = tokens.at(i);
        variables.append(tokenVariables(*program.providerOf(named.set), named.token, starts.at(i),
                                        program.clock.now()));
    }
    return variables;
}

} // namespace Tokenwright
