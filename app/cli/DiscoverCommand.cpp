// SPDX-License-Identifier: MIT
// discover: where tokens are had, found by the address of an issuer or of an API.
#include "DiscoverCommand.h"

#include "Async.h"
#include "DiscoveredSet.h"
#include "Discovery.h"
#include "SetEntry.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace Tokenwright {

QList<QCommandLineOption> jsonOptions();

namespace {

QByteArray asJson(const ServerMetadata &found)
{
    const auto list = [](const QStringList &texts) { return QJsonArray::fromStringList(texts); };
    const auto address = [](const QUrl &url) {
        return url.isEmpty() ? QJsonValue() : QJsonValue(url.toString(QUrl::FullyEncoded));
    };
    const QJsonObject object{{u"issuer"_s, found.issuer},
                             {u"token_endpoint"_s, address(found.tokenEndpoint)},
                             {u"revocation_endpoint"_s, address(found.revocationEndpoint)},
                             {u"methods"_s, list(found.methods)},
                             {u"algorithms"_s, list(found.algorithms)},
                             {u"scopes"_s, list(found.scopes)},
                             {u"source"_s, address(found.source)}};
    return visibleJson(QJsonDocument(object).toJson(QJsonDocument::Compact)) + '\n';
}

QByteArray asLines(const ServerMetadata &found)
{
    QStringList lines;
    const auto add = [&lines](const QString &name, const QString &value) {
        if (!value.isEmpty())
            lines.append(name + u'\t' + visibleCharacters(value));
    };
    add(u"issuer"_s, found.issuer);
    add(u"token_endpoint"_s, found.tokenEndpoint.toString(QUrl::FullyEncoded));
    add(u"revocation_endpoint"_s, found.revocationEndpoint.toString(QUrl::FullyEncoded));
    add(u"methods"_s, found.methods.join(u' '));
    add(u"algorithms"_s, found.algorithms.join(u' '));
    add(u"scopes"_s, found.scopes.join(u' '));
    add(u"source"_s, found.source.toString(QUrl::FullyEncoded));
    return lines.join(u'\n').toUtf8() + '\n';
}

void discover(Program &program, const QString &url, const QString &caCertificates,
              std::function<void(const ServerMetadata &)> done)
{
    auto *discovery = new Discovery(&program);
    Async::onResult(discovery->discover(QUrl(url, QUrl::StrictMode), caCertificates), &program,
                    [&program, done = std::move(done)](const Result<ServerMetadata> &found) {
                        if (found)
                            done(*found);
                        else
                            failUnsaved(program, found.error(), nullptr);
                    });
}

} // namespace

QCommandLineOption issuerOption()
{
    return {u"issuer"_s,
            Text::tr("Where tokens are had is found out at this URL, an issuer's or an API's; "
                     "takes the generic provider."),
            u"URL"_s};
}

void discoverSet(Program &program, const QString &url, const Result<QString> &caCertificates,
                 const CredentialSet &set,
                 std::function<void(const CredentialSet &set, const ServerMetadata &found)> done)
{
    if (!caCertificates)
        return program.refuse(OtherFailure, visibleCharacters(caCertificates.error().message));
    discover(program, url, *caCertificates,
             [&program, set, done = std::move(done)](const ServerMetadata &found) {
                 const auto filled = discoveredSet(found, program.providers, set);
                 if (!filled)
                     return program.refuse(OtherFailure, visibleCharacters(filled.error().message));
                 // before a secret is asked for: that is where it will go
                 program.say(Text::tr("Its tokens are had at %1.")
                                 .arg(found.tokenEndpoint.toString(QUrl::FullyEncoded)));
                 done(*filled, found);
             });
}

QList<QCommandLineOption> discoverOptions()
{
    return jsonOptions()
        + QList<QCommandLineOption>{
            {u"ca"_s, Text::tr("A PEM file of certificates to trust besides the system's."),
             u"FILE"_s}};
}

void runDiscover(Program &program, const QCommandLineParser &parser)
{
    if (parser.positionalArguments().size() != 1)
        return program.refuse(WrongUsage, Text::tr("Give one URL."));
    const bool wantsJson = parser.isSet(u"json"_s);
    const QString file = parser.value(u"ca"_s);
    discover(program, parser.positionalArguments().first(),
             file.isEmpty() ? file : QFileInfo(file).absoluteFilePath(),
             [&program, wantsJson](const ServerMetadata &found) {
                 program.finish(wantsJson ? asJson(found) : asLines(found));
             });
}

} // namespace Tokenwright
