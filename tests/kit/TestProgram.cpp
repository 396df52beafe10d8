// SPDX-License-Identifier: MIT
#include "TestProgram.h"

#include "Process.h"
#include "SpokenLanguage.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTest>

#include <cstdio>
#include <map>
#include <vector>

namespace TestProgram {
namespace {

struct Part
{
    MakeApplication makeApplication = &TestProgram::makeApplication<QCoreApplication>;
    MakeTest makeTest = nullptr;
    Run run = nullptr;
};

std::map<QByteArray, Part> &parts()
{
    static std::map<QByteArray, Part> all;
    return all;
}

} // namespace

Entry::Entry(const char *path, MakeApplication makeApplication, MakeTest makeTest)
{
    const QByteArray name = QFileInfo(QString::fromLocal8Bit(path)).baseName().toLocal8Bit();
    parts().insert({name, {.makeApplication = makeApplication, .makeTest = makeTest}});
}

Entry::Entry(const char *name, Run run)
{
    parts().insert({name, {.run = run}});
}

namespace {

int run(int argumentCount, char **arguments)
{
    const auto &parts = TestProgram::parts();
    const auto part = argumentCount > 1 ? parts.find(arguments[1]) : parts.end();
    if (part == parts.end()) {
        std::fputs("Name one of these tests first; Qt Test's own arguments may follow:\n", stderr);
        for (const auto &[name, known] : parts) {
            if (known.makeTest)
                std::fprintf(stderr, "  %s\n", name.constData());
        }
        return 2;
    }
    const std::unique_ptr<QCoreApplication> application = part->second.makeApplication(
        argumentCount, arguments);
    application->setAttribute(Qt::AA_Use96Dpi);
    const Tokenwright::SpokenLanguage language(QStringLiteral("en"));
    if (part->second.run)
        return part->second.run(QCoreApplication::arguments().mid(2));
    std::vector<char *> forTest(arguments, arguments + argumentCount);
    forTest.erase(forTest.begin() + 1);
    const std::unique_ptr<QObject> test = part->second.makeTest();
    return QTest::qExec(test.get(), int(forTest.size()), forTest.data());
}

} // namespace
} // namespace TestProgram

int main(int argumentCount, char **arguments)
{
    Tokenwright::orderEndsOfThreads();
    return Tokenwright::lastStep(TestProgram::run(argumentCount, arguments));
}
