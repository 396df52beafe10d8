// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>
#include <QList>

class QCheckBox;
class QComboBox;

namespace Tokenwright {

class DurationSpinBox;
class FormLayout;
class Settings;

/// The user's choices. Nothing is changed before "Save". The settings are borrowed; what else has
/// to follow them listens to accepted().
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    /// Something that can be copied: an id for the settings and a label for people.
    struct Format
    {
        QString id;
        QString label;
    };

    /// \a copyFormats is what "Copy as…" offers, \a whereSecretsAre a sentence on the keychain.
    PreferencesDialog(Settings &settings, const QList<Format> &copyFormats,
                      const QString &whereSecretsAre = {}, QWidget *parent = nullptr);

    void setVisible(bool visible) override;
    void accept() override;

private:
    void fillCopying(FormLayout *form, const QList<Format> &copyFormats, QString &taken);
    void fillTokens(FormLayout *form, QString &taken);
    void fillWindow(FormLayout *form, QString &taken);
    QLayout *buildButtons();

    Settings &m_settings;
    QComboBox *m_copyFormat;
    DurationSpinBox *m_clipboard;
    QCheckBox *m_asksBeforeCommandLine = nullptr;
    QCheckBox *m_asksBeforeProduction = nullptr;
    DurationSpinBox *m_minimum;
    QCheckBox *m_tellsOfExpiry = nullptr;
    QComboBox *m_density;
    QComboBox *m_language;
    QCheckBox *m_staysInTray = nullptr;
    QCheckBox *m_hasGlobalKey = nullptr;
};

} // namespace Tokenwright
