// SPDX-License-Identifier: MIT
#pragma once

#include <QRegularExpression>
#include <QTest>

/// From now on the test function that runs, and if called in init() each one, fails when Qt says
/// that it is used wrongly: “QWidget::setMinimumSize: …”.
inline void failOnToolkitWarnings()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^Q[A-Z]\\w+::")));
}
