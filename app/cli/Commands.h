// SPDX-License-Identifier: MIT
#pragma once

#include <QCommandLineOption>
#include <QList>

class QCommandLineParser;

/// What the table of commands points to; each is documented by its summary there.
namespace Tokenwright {

class Program;

void runAdd(Program &, const QCommandLineParser &);
void runCheck(Program &, const QCommandLineParser &);
void runCompletions(Program &, const QCommandLineParser &);
void runEdit(Program &, const QCommandLineParser &);
void runEnv(Program &, const QCommandLineParser &);
void runExec(Program &, const QCommandLineParser &);
void runExport(Program &, const QCommandLineParser &);
void runHeader(Program &, const QCommandLineParser &);
void runImport(Program &, const QCommandLineParser &);
void runList(Program &, const QCommandLineParser &);
void runMint(Program &, const QCommandLineParser &);
void runProviders(Program &, const QCommandLineParser &);
void runRemove(Program &, const QCommandLineParser &);
void runToken(Program &, const QCommandLineParser &);

QList<QCommandLineOption> addOptions();
QList<QCommandLineOption> editOptions();
QList<QCommandLineOption> envOptions();
QList<QCommandLineOption> execOptions();
QList<QCommandLineOption> exportOptions();
QList<QCommandLineOption> importOptions();
QList<QCommandLineOption> listOptions();
QList<QCommandLineOption> mintOptions();
QList<QCommandLineOption> removeOptions();
QList<QCommandLineOption> tokenOptions();

} // namespace Tokenwright
