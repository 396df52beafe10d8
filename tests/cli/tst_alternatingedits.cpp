// SPDX-License-Identifier: MIT
#include "CommandLine.h"
#include "PracticeTokenServer.h"
#include "TestProgram.h"
#include "Waiting.h"

#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "KeychainSecretStore.h"
#include "Profile.h"

#include <QProcess>
#include <QTest>

using namespace Tokenwright;

/// The objects that the window works with, in this process, and the command line edit the same
/// index: nothing that either wrote is lost.
class TestAlternatingEdits : public QObject
{
    Q_OBJECT

private:
    const CredentialSet *set(const char *name) const
    {
        const auto &sets = m_registry->sets();
        const auto found = std::ranges::find_if(sets, [&](const CredentialSet &candidate) {
            return candidate.name == QLatin1StringView(name);
        });
        return found == sets.end() ? nullptr : m_registry->find(found->id);
    }

    static QStringList editWords(const char *name, int number)
    {
        return {u"edit"_s, QString::fromLatin1(name), u"--parameter"_s,
                u"cli%1=value"_s.arg(number)};
    }

    Result<void> editHere(const char *name, int number)
    {
        CredentialSet changed = *set(name);
        changed.parameters.insert(u"window%1"_s.arg(number), {u"value"_s});
        return await(m_manager->edit(*set(name), changed));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_profile.ensureFolders());
        m_registry = std::make_unique<CredentialRegistry>(m_profile);
        m_manager = std::make_unique<CredentialManager>(m_profile, *m_registry, m_store, m_clock);
        VERIFY_OK(m_registry->load());
        for (const char *name : {"Parcels", "Letters"}) {
            const ProgramRun added = cli({u"add"_s, QString::fromLatin1(name), u"--provider"_s,
                                          u"pitney-bowes"_s, u"--environment"_s, u"sandbox"_s,
                                          u"--client-id"_s, PracticeTokenServer::pitneyBowesKey(),
                                          u"--secret-stdin"_s},
                                         PracticeTokenServer::pitneyBowesSecret().toUtf8());
            COMPARE_CODE(added, 0);
        }
        QTRY_COMPARE_WITH_TIMEOUT(m_registry->sets().size(), 2, 1'000);
    }

    void oneAfterTheOther()
    {
        for (int number = 0; number < 100; ++number) {
            COMPARE_CODE(cli(editWords("Parcels", number)), 0);
            const QString written = u"cli%1"_s.arg(number);
            QTRY_VERIFY_WITH_TIMEOUT(set("Parcels")->parameters.contains(written), 1'000);
            VERIFY_OK(editHere("Parcels", number));
        }
        QCOMPARE(set("Parcels")->parameters.size(), 200);
        CredentialRegistry other(m_profile);
        VERIFY_OK(other.load(Watching::No));
        QCOMPARE(other.find(set("Parcels")->id)->parameters.size(), 200);
        QVERIFY(other.find(set("Letters")->id)->parameters.isEmpty());
    }

    /// Each edits a set of its own, at the same time.
    void atTheSameTime()
    {
        for (int number = 0; number < 20; ++number) {
            QProcess process;
            process.start(commandLineFile(), editWords("Parcels", 1000 + number));
            VERIFY_OK(editHere("Letters", number));
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
            QCOMPARE(process.exitCode(), 0);
        }
        QTRY_COMPARE_WITH_TIMEOUT(set("Parcels")->parameters.size(), 220, 1'000);
        QCOMPARE(set("Letters")->parameters.size(), 20);
    }

private:
    const Profile m_profile = Profile::standard();
    KeychainSecretStore m_store;
    std::unique_ptr<CredentialRegistry> m_registry;
    const SystemClock m_clock;
    std::unique_ptr<CredentialManager> m_manager;
};

TEST_IN_PROGRAM(TestAlternatingEdits)
#include "tst_alternatingedits.moc"
