// SPDX-License-Identifier: MIT
#include "PreferencesDialog.h"

#include "DurationSpinBox.h"
#include "LabelledField.h"
#include "Settings.h"
#include "ShownText.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

constexpr int longestOnClipboard = 60 * 60;

} // namespace

PreferencesDialog::PreferencesDialog(Settings &settings, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_clipboard(new DurationSpinBox)
    , m_minimum(new DurationSpinBox)
{
    setWindowTitle(tr("Preferences"));

    m_clipboard->setRange(0, longestOnClipboard);
    m_clipboard->setSingleStep(5);
    m_clipboard->setSpecialValueText(tr("never, until quit"));
    m_clipboard->setValue(settings.clipboardSeconds());
    m_minimum->setRange(0, Settings::longestMinimumSeconds);
    m_minimum->setSingleStep(30);
    m_minimum->setValue(settings.minimumSeconds());

    auto *layout = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    layout->addLayout(form);
    QString taken = u"SA"_s; // the letters of Save and Cancel
    auto *clipboardField = new LabelledField(m_clipboard, form, -1, this);
    clipboardField->setLabel(tr("Clear the clipboard after"), taken);
    auto *minimumField = new LabelledField(m_minimum, form, -1, this);
    minimumField->setLabel(tr("Do not reuse a token with less left than"), taken);

    m_tellsOfExpiry = addCheckBox(form, tr("Tell when a copied token is about to expire"), {},
                                  taken);
    m_tellsOfExpiry->setChecked(settings.tellsOfExpiry());
    m_staysInTray = addCheckBox(form, tr("Keep running in the tray when the window is closed"),
                                tr("On a desktop without a tray, closing the window quits."),
                                taken);
    m_staysInTray->setChecked(settings.staysInTray());

    m_hasGlobalKey = addCheckBox(
        form, tr("Search for a token from anywhere with Meta+Shift+B"),
        tr("A desktop may ask you for another key. One that has none to give can run "
           "“tokenwright --palette” by a key of its own."),
        taken);
    m_hasGlobalKey->setChecked(settings.hasGlobalKey());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    QPushButton *save = buttons->button(QDialogButtonBox::Save);
    save->setText(tr("&Save"));
    save->setAccessibleName(tr("Save"));
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setText(tr("C&ancel"));
    cancel->setAccessibleName(tr("Cancel"));
    connect(buttons, &QDialogButtonBox::accepted, this, &PreferencesDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &PreferencesDialog::reject);
    layout->addStretch();
    layout->addWidget(buttons);
}

QCheckBox *PreferencesDialog::addCheckBox(QFormLayout *form, const QString &text,
                                          const QString &hint, QString &taken)
{
    auto *box = new QCheckBox(withMnemonic(text, taken));
    box->setAccessibleName(text);
    form->addRow(box);
    if (!hint.isEmpty()) {
        box->setAccessibleDescription(hint);
        auto *label = new QLabel(hint);
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setIndent(style()->pixelMetric(QStyle::PM_IndicatorWidth)
                         + style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing));
        makeSmall(label);
        form->addRow(label);
    }
    return box;
}

void PreferencesDialog::accept()
{
    m_settings.setClipboardSeconds(m_clipboard->value());
    m_settings.setMinimumSeconds(m_minimum->value());
    m_settings.setTellsOfExpiry(m_tellsOfExpiry->isChecked());
    m_settings.setStaysInTray(m_staysInTray->isChecked());
    m_settings.setHasGlobalKey(m_hasGlobalKey->isChecked());
    if (const auto saved = m_settings.save(); !saved) {
        newMessageBox(QMessageBox::Warning, tr("Preferences"), saved.error().message,
                      tr("They hold until you quit. Make room on the disk and save once more."),
                      this)
            ->open();
        return;
    }
    QDialog::accept();
}

} // namespace Tokenwright

#include "moc_PreferencesDialog.cpp"
