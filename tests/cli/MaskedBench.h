// SPDX-License-Identifier: MIT
#pragma once

#include "CommandLine.h"
#include "PracticeTokenServer.h"

#include "Literals.h"
#include "Profile.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

/// A credential set "Acme" whose token is "practice-token-1", for commands whose output is masked.
class MaskedBench
{
public:
    MaskedBench()
    {
        using namespace Tokenwright;
        m_server.setResponder([](const PracticeRequest &) {
            PracticeAnswer answer;
            answer.body = R"({"access_token":"practice-token-1","expires_in":3600})";
            return answer;
        });
        const Profile profile = Profile::standard();
        const QJsonObject rules{{u"tokenUrl"_s, m_server.url(u"/token"_s).toString()}};
        const QJsonObject provider{{u"schema"_s, 1},
                                   {u"id"_s, u"acme"_s},
                                   {u"name"_s, u"Acme"_s},
                                   {u"environments"_s, QJsonObject{{u"sandbox"_s, rules}}}};
        profile.ensureFolders();
        QFile file(profile.providersFolder() + u"/acme.json");
        file.open(QIODevice::WriteOnly);
        file.write(QJsonDocument(provider).toJson());
        file.close();
        cli(u"remove Acme --yes"_s.split(u' '));
        const ProgramRun added = cli(u"add Acme --provider acme --environment sandbox --client-id "
                                     "practice-id --secret-stdin"_s.split(u' '),
                                     "practice-secret");
        m_problem = added.exitCode == 0 ? QByteArray() : added.err;
    }

    /// Why there is no such set; empty if there is.
    QByteArray problem() const { return m_problem; }

    static QStringList lineFor(const QStringList &command)
    {
        using namespace Tokenwright;
        return u"exec --mask --quiet Acme --"_s.split(u' ') + command;
    }
    static ProgramRun run(const QStringList &command, const QByteArray &input = {})
    {
        return cli(lineFor(command), input);
    }

private:
    PracticeTokenServer m_server{PracticeTokenServer::Transport::Plain};
    QByteArray m_problem;
};
