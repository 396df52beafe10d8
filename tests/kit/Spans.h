// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// Spans of time in milliseconds.
constexpr qint64 oneSecond = 1000;
constexpr qint64 oneMinute = 60 * oneSecond;
constexpr qint64 oneHour = 60 * oneMinute;
constexpr qint64 oneDay = 24 * oneHour;
