// SPDX-License-Identifier: MIT
// list and check: what is there, without showing a secret.
#include "SetName.h"
#include "Table.h"
#include "TokenOptions.h"

#include "Async.h"
#include "SecretLife.h"
#include "Text.h"
#include "TokenCheck.h"
#include "TokenStatus.h"
#include "VisibleText.h"

#include <QCommandLineParser>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace Tokenwright {

namespace {

QString tokenWords(const Program &program, const CredentialSet &set)
{
    const TokenRecord record = program.service.recordOf(set);
    const TokenStatus status = tokenStatus(record, program.clock.now());
    if (status.state != TokenState::None)
        return tokenStatusText(status);
    // there is one somewhere, but only who got it has it
    const TokenRecord noted = program.ledger.record(set.id);
    if (noted.hasToken && !noted.lifetime.expires && noted.fingerprint == record.fingerprint)
        return Text::tr("unknown life, not kept");
    return Text::tr("no token");
}

/// What is to be known of the secret of \a set; empty where it is not known to end.
QString secretWords(const Program &program, const CredentialSet &set)
{
    const Provider *provider = program.providerOf(set);
    const auto left = secretDaysLeft(set, provider, program.clock.now().wall);
    if (!left)
        return {};
    const QString day = secretExpiryOf(set, provider)->toString(Qt::ISODate);
    return *left < 0 ? Text::tr("expired %1").arg(day) : Text::tr("expires %1").arg(day);
}

QJsonObject rowOf(const Program &program, const CredentialSet &set)
{
    const qint64 now = program.clock.now().wall;
    const Provider *provider = program.providerOf(set);
    const auto left = remainingMilliseconds(program.service.recordOf(set).lifetime,
                                            program.clock.now());
    const auto secretExpires = secretExpiryOf(set, provider);
    const auto secretDays = secretDaysLeft(set, provider, now);
    const QDateTime secretSetAt = QDateTime::fromMSecsSinceEpoch(set.secretSetAt).toUTC();
    return {{u"id"_s, set.id},
            {u"credential_set"_s, set.name},
            {u"provider"_s, set.provider},
            {u"environment"_s, set.environment},
            {u"scopes"_s, QJsonArray::fromStringList(set.scopes)},
            {u"expires_in"_s, left ? QJsonValue(*left / 1000) : QJsonValue()},
            {u"secret_set_at"_s,
             set.secretSetAt > 0 ? QJsonValue(secretSetAt.toString(Qt::ISODate)) : QJsonValue()},
            {u"secret_expires"_s,
             secretExpires ? QJsonValue(secretExpires->toString(Qt::ISODate)) : QJsonValue()},
            {u"secret_expires_in_days"_s, secretDays ? QJsonValue(*secretDays) : QJsonValue()}};
}

/// What is left of each, for programs as well; nothing where there is none.
QByteArray quotaTable(const QList<Quota> &quotas)
{
    if (quotas.isEmpty())
        return {};
    QList<QStringList> rows;
    for (const Quota &quota : quotas) {
        const QDateTime reset = QDateTime::fromMSecsSinceEpoch(quota.reset.value_or(0)).toUTC();
        rows.append({quota.name, QString::number(quota.remaining),
                     quota.limit ? QString::number(*quota.limit) : QString(),
                     quota.reset ? reset.toString(Qt::ISODate) : QString()});
    }
    return tableText({Text::tr("CALLS OF"), Text::tr("LEFT"), Text::tr("LIMIT"), Text::tr("RESET")},
                     rows);
}

} // namespace

QList<QCommandLineOption> jsonOptions()
{
    return {{u"json"_s, Text::tr("As JSON.")}};
}

QList<QCommandLineOption> listOptions()
{
    return jsonOptions() << QCommandLineOption(u"verbose"_s,
                                               Text::tr("Say which keychain is in use, and why."));
}

void runList(Program &program, const QCommandLineParser &parser)
{
    const bool asJson = parser.isSet(u"json"_s);
    QList<QStringList> rows; // one of the two: there may be ten thousand sets
    QByteArrayList objects; // as text, which takes less room than values
    for (const CredentialSet &set : program.registry.sets()) {
        if (!isIn(set, program.providers, parser.value(u"environment"_s)))
            continue;
        if (!asJson) {
            const ProviderPlace place = program.providers.find(set.provider, set.environment);
            rows.append({set.name, place.providerName, place.environmentName,
                         tokenWords(program, set), secretWords(program, set)});
            continue;
        }
        objects.append(
            visibleJson(QJsonDocument(rowOf(program, set)).toJson(QJsonDocument::Compact)));
    }
    QStringList titles{Text::tr("NAME"), Text::tr("PROVIDER"), Text::tr("ENVIRONMENT"),
                       Text::tr("TOKEN")};
    // few secrets are known to end
    if (std::ranges::all_of(rows, [](const QStringList &row) { return row.last().isEmpty(); })) {
        for (QStringList &row : rows)
            row.removeLast();
    } else {
        titles.append(Text::tr("SECRET"));
    }
    QStringList words = program.registry.problems();
    if (parser.isSet(u"verbose"_s) || program.store->isVolatile())
        words.append(Text::tr("Secrets are kept in: %1 (%2).")
                         .arg(program.store->description(), program.store->reason()));
    program.finish(asJson ? '[' + objects.join(',') + "]\n" : tableText(titles, rows),
                   visibleTextLines(words.join(u'\n')));
}

void runCheck(Program &program, const QCommandLineParser &parser)
{
    const auto set = onlySet(program, parser);
    if (!set)
        return;
    Async::onResult(program.checker.check(set->id), &program,
                    [&program, set](const Result<TokenVerdict> &verdict) {
                        const Provider *provider = program.providerOf(*set);
                        if (!verdict && !program.checker.canCheck(set->id)) // nothing to edit
                            return program.refuse(OtherFailure, verdict.error().message);
                        if (!verdict)
                            return program.fail(verdict.error(), provider);
                        using Kind = TokenVerdict::Kind;
                        const QString words = verdictText(*verdict, *provider);
                        if (verdict->kind == Kind::Accepted)
                            program.finish(quotaTable(verdict->quotas), words);
                        else if (verdict->kind == Kind::Inconclusive)
                            program.refuse(OtherFailure, words);
                        else
                            program.refuse(errorExitCode(ErrorKind::Rejected), words);
                    });
}

} // namespace Tokenwright
