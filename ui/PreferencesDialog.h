// SPDX-License-Identifier: MIT
#pragma once

#include <QDialog>

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
    Settings &m_settings;
    DurationSpinBox *m_clipboard;
    DurationSpinBox *m_minimum;
};

} // namespace Tokenwright
