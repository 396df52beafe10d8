// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QStringList>

#include <memory>

QT_FORWARD_DECLARE_CLASS(QCoreApplication)

/// A program holds all the tests of a room, because one is built far faster than twenty: its first
/// argument names the test that is to be run, by its file, and the rest is Qt Test's.
///
/// Each test's file ends with one of
///
///     TEST_IN_PROGRAM(TestSecret)             without windows
///     WIDGET_TEST_IN_PROGRAM(TestMainWindow)  with a QApplication
///
/// and a file whose test needs the program once more, as somebody else's, has a
///
///     ROLE_IN_PROGRAM("--hold-lock", holdLock)
namespace TestProgram {

using MakeApplication = std::unique_ptr<QCoreApplication> (*)(int &argumentCount, char **arguments);
using Run = int (*)(const QStringList &arguments);
using MakeTest = std::unique_ptr<QObject> (*)();

template <class Application>
std::unique_ptr<QCoreApplication> makeApplication(int &argumentCount, char **arguments)
{
    return std::make_unique<Application>(argumentCount, arguments);
}

template <class Test> std::unique_ptr<QObject> makeTest()
{
    return std::make_unique<Test>();
}

/// Made by the macros alone, before main().
class Entry
{
public:
    /// The test in the source file \a path.
    Entry(const char *path, MakeApplication makeApplication, MakeTest makeTest);
    /// What the program does, with a QCoreApplication, when its first argument is \a name; run()
    /// gets the arguments after it and returns the exit code.
    Entry(const char *name, Run run);
};

} // namespace TestProgram

#define TEST_IN_PROGRAM(Class)                                                                     \
    static const TestProgram::Entry testEntryOf##Class(                                            \
        __FILE__, &TestProgram::makeApplication<QCoreApplication>, &TestProgram::makeTest<Class>);

#define WIDGET_TEST_IN_PROGRAM(Class)                                                              \
    static const TestProgram::Entry testEntryOf##Class(                                            \
        __FILE__, &TestProgram::makeApplication<QApplication>, &TestProgram::makeTest<Class>);

#define ROLE_IN_PROGRAM(name, run) static const TestProgram::Entry roleEntryOf##run(name, &run);
