// SPDX-License-Identifier: MIT
#pragma once

#include <QCoreApplication>
#include <QTest>
#include <QWidget>

/// Waits until \a window is on the screen with what comes after its first picture (FirstPaint.h).
inline bool isWhole(QWidget *window)
{
    const bool isThere = QTest::qWaitForWindowExposed(window) && QTest::qWaitFor([window] {
                             return window->findChildren<QObject *>(QStringLiteral("FirstPaint"))
                                 .isEmpty();
                         });
    QCoreApplication::processEvents(); // it has its place
    return isThere;
}
