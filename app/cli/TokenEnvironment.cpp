// SPDX-License-Identifier: MIT
#include "TokenEnvironment.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSet>

namespace Tokenwright {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TokenEnvironment)
};

QByteArray variableName(const QString &text)
{
    static const QRegularExpression other(QStringLiteral("[^A-Z0-9]"));
    return text.toUpper().replace(other, QStringLiteral("_")).toLatin1();
}

} // namespace

std::expected<QList<EnvironmentVariable>, QString>
tokenEnvironment(const Program &program, const QList<NamedToken> &tokens, const QString &prefix)
{
    QList<EnvironmentVariable> variables;
    QSet<QByteArray> taken;
    for (const NamedToken &named : tokens) {
        QByteArray start = variableName(prefix);
        if (tokens.size() > 1)
            start += '_' + variableName(named.set.name);
        if (taken.contains(start)) {
            return std::unexpected(
                Text::tr("Two of these names become the same variable %1_…; ask for them one at a "
                         "time or rename one.")
                    .arg(QString::fromLatin1(start)));
        }
        taken.insert(start);
        variables.append(tokenVariables(*program.providerOf(named.set), named.token, start));
    }
    return variables;
}

} // namespace Tokenwright
