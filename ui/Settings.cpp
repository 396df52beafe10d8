// SPDX-License-Identifier: MIT
#include "Settings.h"

namespace Tokenwright {

namespace {

const QString clipboardSecondsKey = QStringLiteral("clipboard/clearAfterSeconds");
const QString minimumSecondsKey = QStringLiteral("tokens/minimumSeconds");
const QString staysInTrayKey = QStringLiteral("window/staysInTray");
const QString tellsOfExpiryKey = QStringLiteral("notices/expiry");
const QString lastProviderKey = QStringLiteral("dialog/lastProvider");
const QString windowGeometryKey = QStringLiteral("window/geometry");
const QString columnStateKey = QStringLiteral("window/columns");
const QString splitterStateKey = QStringLiteral("window/splitter");

constexpr int defaultClipboardSeconds = 30;
constexpr int defaultMinimumSeconds = 300;
const QString defaultProvider = QStringLiteral("ebay");

} // namespace

Settings::Settings(const QString &file)
    : m_settings(file, QSettings::IniFormat)
{ }

int Settings::clipboardSeconds() const
{
    return qMax(0, m_settings.value(clipboardSecondsKey, defaultClipboardSeconds).toInt());
}

void Settings::setClipboardSeconds(int seconds)
{
    m_settings.setValue(clipboardSecondsKey, seconds);
}

int Settings::minimumSeconds() const
{
    return qMax(0, m_settings.value(minimumSecondsKey, defaultMinimumSeconds).toInt());
}

void Settings::setMinimumSeconds(int seconds)
{
    m_settings.setValue(minimumSecondsKey, seconds);
}

bool Settings::staysInTray() const
{
    return m_settings.value(staysInTrayKey, false).toBool();
}

void Settings::setStaysInTray(bool stays)
{
    m_settings.setValue(staysInTrayKey, stays);
}

bool Settings::tellsOfExpiry() const
{
    return m_settings.value(tellsOfExpiryKey, true).toBool();
}

void Settings::setTellsOfExpiry(bool tells)
{
    m_settings.setValue(tellsOfExpiryKey, tells);
}

QString Settings::lastProvider() const
{
    return m_settings.value(lastProviderKey, defaultProvider).toString();
}

void Settings::setLastProvider(const QString &id)
{
    m_settings.setValue(lastProviderKey, id);
}

QByteArray Settings::windowGeometry() const
{
    return m_settings.value(windowGeometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    m_settings.setValue(windowGeometryKey, geometry);
}

QByteArray Settings::columnState() const
{
    return m_settings.value(columnStateKey).toByteArray();
}

void Settings::setColumnState(const QByteArray &state)
{
    m_settings.setValue(columnStateKey, state);
}

QByteArray Settings::splitterState() const
{
    return m_settings.value(splitterStateKey).toByteArray();
}

void Settings::setSplitterState(const QByteArray &state)
{
    m_settings.setValue(splitterStateKey, state);
}

} // namespace Tokenwright
