// SPDX-License-Identifier: MIT
#include "Settings.h"

#include "AtomicFile.h"
#include "CommandLineConsent.h"
#include "Languages.h"
#include "PrivateFolder.h"
#include "RegularFile.h"
#include "Text.h"

#include <QDir>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QSettings>
#include <QTemporaryDir>

namespace Tokenwright {

namespace {

const QString clipboardSecondsKey = u"clipboard/clearAfterSeconds"_s;
const QString minimumSecondsKey = u"tokens/minimumSeconds"_s;
const QString staysInTrayKey = u"window/staysInTray"_s;
const QString tellsOfExpiryKey = u"notices/expiry"_s;
const QString globalKeyKey = u"palette/globalKey"_s;
const QString copyFormatKey = u"copy/format"_s;
const QString asksBeforeProductionCopiesKey = u"copy/askBeforeProduction"_s;
const QString listDensityKey = u"window/density"_s;
const QString lastProviderKey = u"dialog/lastProvider"_s;
const QString windowGeometryKey = u"window/geometry"_s;
const QString columnStateKey = u"window/columns"_s;
const QString columnCountKey = u"window/columnCount"_s;
const QString splitterStateKey = u"window/splitter"_s;

constexpr int defaultClipboardSeconds = 30;
constexpr int defaultMinimumSeconds = 300;
const QString defaultProvider = u"ebay"_s;
const QString comfortable = u"comfortable"_s;
const QString compact = u"compact"_s;

Q_LOGGING_CATEGORY(log, "tokenwright.settings", QtWarningMsg)

Result<QVariantMap> readValues(const QString &file)
{
    if (!QFileInfo::exists(file))
        return QVariantMap();
    if (const auto bytes = readRegularFile(file); !bytes) { // QSettings would wait for a pipe
        return failure(ErrorKind::Storage,
                       Text::tr("The preferences in %1 cannot be read: %2")
                           .arg(QDir::toNativeSeparators(file), bytes.error().message));
    }
    const QSettings settings(file, QSettings::IniFormat);
    QVariantMap values;
    for (const QString &key : settings.allKeys())
        values.insert(key, settings.value(key));
    return values;
}

/// What QSettings makes of \a values. It is written beside \a file first, because QSettings does
/// not notice a disk that is full, and leaves a file that is empty or cut.
Result<QByteArray> written(const QVariantMap &values, const QString &file)
{
    const auto failed = failure(ErrorKind::Storage,
                                Text::tr("The preferences could not be written to %1.")
                                    .arg(QDir::toNativeSeparators(file)));
    // A folder, since QSettings replaces what it writes: Windows does not let it where that is
    // open.
    if (!makePrivateFolder(QFileInfo(file).absolutePath()))
        return failed;
    const QTemporaryDir draft(file + u".XXXXXX"_s);
    if (!draft.isValid())
        return failed;
    QSettings settings(draft.filePath(u"draft.ini"_s), QSettings::IniFormat);
    for (const auto &[key, value] : values.asKeyValueRange())
        settings.setValue(key, value);
    settings.sync();
    auto bytes = readRegularFile(settings.fileName());
    const bool isWhole = settings.status() == QSettings::NoError && bytes && bytes->endsWith('\n')
        && bytes->count('\n') >= values.size();
    return isWhole ? bytes : failed;
}

} // namespace

Settings::Settings(QString file)
    : m_file(std::move(file))
    , m_values(readValues(m_file).value_or(QVariantMap()))
{ }

Settings::~Settings()
{
    if (const auto saved = save(); !saved)
        qCWarning(log, "%s", qUtf8Printable(saved.error().message));
}

Result<void> Settings::save()
{
    if (m_changed.isEmpty())
        return {};
    auto values = readValues(m_file);
    if (!values) // what it holds must not be lost
        return failure(values.error());
    values->insert(m_changed);
    const auto bytes = written(*values, m_file);
    if (!bytes)
        return failure(bytes.error());
    const auto replaced = replaceFile(m_file, *bytes);
    if (!replaced)
        return replaced;
    m_changed.clear();
    return replaced;
}

QVariant Settings::value(const QString &key, const QVariant &otherwise) const
{
    return m_values.value(key, otherwise);
}

int Settings::seconds(const QString &key, int otherwise) const
{
    bool isNumber = false;
    const int seconds = value(key, otherwise).toString().toInt(&isNumber);
    return isNumber && seconds >= 0 ? seconds : otherwise;
}

bool Settings::flag(const QString &key, bool otherwise) const
{
    const QString text = value(key, otherwise).toString();
    return text == u"true" || (text != u"false" && otherwise);
}

void Settings::setValue(const QString &key, const QVariant &value)
{
    if (m_values.contains(key) && m_values.value(key) == value)
        return;
    m_values.insert(key, value);
    m_changed.insert(key, value);
}

int Settings::clipboardSeconds() const
{
    return seconds(clipboardSecondsKey, defaultClipboardSeconds);
}

void Settings::setClipboardSeconds(int seconds)
{
    setValue(clipboardSecondsKey, seconds);
}

int Settings::minimumSeconds() const
{
    return seconds(minimumSecondsKey, defaultMinimumSeconds);
}

void Settings::setMinimumSeconds(int seconds)
{
    setValue(minimumSecondsKey, seconds);
}

bool Settings::staysInTray() const
{
    return flag(staysInTrayKey, false);
}

void Settings::setStaysInTray(bool stays)
{
    setValue(staysInTrayKey, stays);
}

bool Settings::tellsOfExpiry() const
{
    return flag(tellsOfExpiryKey, true);
}

void Settings::setTellsOfExpiry(bool tells)
{
    setValue(tellsOfExpiryKey, tells);
}

bool Settings::hasGlobalKey() const
{
    return flag(globalKeyKey, false);
}

void Settings::setHasGlobalKey(bool has)
{
    const bool before = hasGlobalKey();
    setValue(globalKeyKey, has);
    if (has != before)
        Q_EMIT globalKeyChanged(has);
}

QString Settings::language() const
{
    return value(QString::fromLatin1(languageKey)).toString();
}

void Settings::setLanguage(const QString &code)
{
    if (code != language())
        setValue(QString::fromLatin1(languageKey), code);
}

QString Settings::copyFormat() const
{
    const QString id = value(copyFormatKey).toString();
    return id.isEmpty() ? QString(defaultCopyFormat) : id;
}

void Settings::setCopyFormat(const QString &id)
{
    const QString before = copyFormat();
    setValue(copyFormatKey, id);
    if (copyFormat() != before)
        Q_EMIT copyFormatChanged(copyFormat());
}

ListDensity Settings::listDensity() const
{
    return value(listDensityKey).toString() == compact ? ListDensity::Compact
                                                       : ListDensity::Comfortable;
}

void Settings::setListDensity(ListDensity density)
{
    const ListDensity before = listDensity();
    setValue(listDensityKey, density == ListDensity::Compact ? compact : comfortable);
    if (density != before)
        Q_EMIT listDensityChanged(density);
}

bool Settings::asksBeforeProductionCopies() const
{
    return flag(asksBeforeProductionCopiesKey, false);
}

void Settings::setAsksBeforeProductionCopies(bool asks)
{
    setValue(asksBeforeProductionCopiesKey, asks);
}

bool Settings::asksBeforeCommandLine() const
{
    return flag(askBeforeCommandLineKey, false);
}

void Settings::setAsksBeforeCommandLine(bool asks)
{
    setValue(askBeforeCommandLineKey, asks);
}

QString Settings::lastProvider() const
{
    return value(lastProviderKey, defaultProvider).toString();
}

void Settings::setLastProvider(const QString &id)
{
    setValue(lastProviderKey, id);
}

QByteArray Settings::windowGeometry() const
{
    return value(windowGeometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray &geometry)
{
    setValue(windowGeometryKey, geometry);
}

QByteArray Settings::columnState(int columns) const
{
    return value(columnCountKey).toInt() == columns ? value(columnStateKey).toByteArray()
                                                    : QByteArray();
}

void Settings::setColumnState(int columns, const QByteArray &state)
{
    setValue(columnStateKey, state);
    setValue(columnCountKey, columns);
}

QByteArray Settings::splitterState() const
{
    return value(splitterStateKey).toByteArray();
}

void Settings::setSplitterState(const QByteArray &state)
{
    setValue(splitterStateKey, state);
}

} // namespace Tokenwright

#include "moc_Settings.cpp"
