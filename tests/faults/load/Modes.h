// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

// The parts of tokenwright-load; main.cpp says what each is for. What they return is the exit code.
int serve(const QStringList &options);
int writePairs(const QStringList &options);
int writeSets(const QStringList &options);
int mintTogether(const QStringList &options);
int simulateDay(const QStringList &options);

/// How many files, sockets and the like this process has open.
qsizetype openDescriptors();
