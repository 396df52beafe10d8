// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

class QCheckBox;
class QFormLayout;

namespace Tokenwright {

class DurationSpinBox;
class Settings;

/// The user's choices. Nothing is changed before "Save". The settings are borrowed; what else has
/// to follow them listens to accepted().
class PreferencesDialog : public QDialog
{
    Q_OBJECT

public:
    explicit PreferencesDialog(Settings &settings, QWidget *parent = nullptr);

    void accept() override;

private:
    QCheckBox *addCheckBox(QFormLayout *form, const QString &text, const QString &hint,
                           QString &taken);

    Settings &m_settings;
    DurationSpinBox *m_clipboard;
    DurationSpinBox *m_minimum;
    QCheckBox *m_tellsOfExpiry = nullptr;
    QCheckBox *m_staysInTray = nullptr;
    QCheckBox *m_hasGlobalKey = nullptr;
};

} // namespace Tokenwright
