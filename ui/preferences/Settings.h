// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"

#include <QObject>
#include <QVariant>

namespace Tokenwright {

/// How much room the rows of the list take.
enum class ListDensity {
    Comfortable, ///< Two lines: the name, and below it provider and tags.
    Compact, ///< One line.
};

/// The user's choices, in the profile's settings.ini. Every key and default is here. A value that
/// is none, written by hand, counts as its default. What shows at once has a signal, emitted when
/// it becomes another.
class Settings : public QObject
{
    Q_OBJECT

public:
    /// Reads \a file, unless it is something else than a file.
    explicit Settings(QString file);
    /// Saves.
    ~Settings() override;

    /// Writes what was changed since, as a whole or not at all; what others changed meanwhile
    /// stays. Errors: ErrorKind::Storage; then it is tried again with the next change.
    Result<void> save();
    /// Seconds until a copied secret is taken off the clipboard; 0: never.
    int clipboardSeconds() const;
    void setClipboardSeconds(int seconds);

    /// The most that minimumSeconds(), or a set's own minimum, can be.
    static constexpr int longestMinimumSeconds = 24 * 60 * 60;
    /// A token with less left than this is not reused, in seconds.
    int minimumSeconds() const;
    void setMinimumSeconds(int seconds);

    /// Whether closing the window leaves the program in the desktop's tray, where there is one.
    bool staysInTray() const;
    void setStaysInTray(bool stays);

    /// Whether a notice tells that a copied token is about to expire.
    bool tellsOfExpiry() const;
    void setTellsOfExpiry(bool tells);

    /// Whether a key of the whole desktop shows the palette.
    bool hasGlobalKey() const;
    void setHasGlobalKey(bool has);

    /// A code of languages(), of which it takes effect at the next start; empty: the system's.
    QString language() const;
    void setLanguage(const QString &code);

    /// CopyFormat::id of what is copied by "Copy as…" unless another format is chosen. Where the
    /// settings hold what is none, whoever copies takes defaultCopyFormat instead.
    QString copyFormat() const;
    void setCopyFormat(const QString &id);
    static constexpr QLatin1StringView defaultCopyFormat{"curl"};

    ListDensity listDensity() const;
    void setListDensity(ListDensity density);

    /// Whether somebody is asked before a token or pair of a production environment is copied.
    bool asksBeforeProductionCopies() const;
    void setAsksBeforeProductionCopies(bool asks);

    /// Whether somebody is asked before a production token goes to a command line that is not at a
    /// terminal; see CommandLineConsent.h.
    bool asksBeforeCommandLine() const;
    void setAsksBeforeCommandLine(bool asks);

    /// Provider::id of the last set that was added; where the next one starts.
    QString lastProvider() const;
    void setLastProvider(const QString &id);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray &geometry);
    /// Of the list's header, which Qt tells by position alone: empty if there were not as many
    /// columns.
    QByteArray columnState(int columns) const;
    void setColumnState(int columns, const QByteArray &state);
    QByteArray splitterState() const;
    void setSplitterState(const QByteArray &state);

Q_SIGNALS:
    void copyFormatChanged(const QString &id);
    void listDensityChanged(Tokenwright::ListDensity density);
    void globalKeyChanged(bool has);

private:
    QVariant value(const QString &key, const QVariant &otherwise = {}) const;
    int seconds(const QString &key, int otherwise) const;
    bool flag(const QString &key, bool otherwise) const;
    void setValue(const QString &key, const QVariant &value);

    const QString m_file;
    QVariantMap m_values;
    QVariantMap m_changed; ///< Not yet saved.
};

} // namespace Tokenwright
