// SPDX-License-Identifier: MIT
#include "PreferencesDialog.h"

#include "DurationSpinBox.h"
#include "FormLayout.h"
#include "FormScrollArea.h"
#include "LabelledField.h"
#include "Languages.h"
#include "Settings.h"
#include "ShownText.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace Tokenwright {

namespace {

constexpr int longestOnClipboard = 60 * 60;

/// Begins a group of what belongs together.
void addHeading(FormLayout *form, const QString &text)
{
    auto *heading = new QLabel(text);
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    if (form->rowCount() > 0)
        heading->setContentsMargins(0, heading->fontMetrics().lineSpacing() / 2, 0, 0);
    form->addRow(heading);
}

/// Small print that belongs to the row above, \a indent pixels from the edge.
void addHint(FormLayout *form, const QString &hint, int indent)
{
    auto *label = new QLabel(hint);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setIndent(indent);
    makeSmall(label);
    form->addRow(label);
}

QCheckBox *addCheckBox(FormLayout *form, const QString &text, const QString &hint, QString &taken)
{
    auto *box = new QCheckBox(withMnemonic(text, taken));
    box->setAccessibleName(text);
    form->addRow(box);
    if (!hint.isEmpty()) {
        box->setAccessibleDescription(hint);
        addHint(form, hint,
                box->style()->pixelMetric(QStyle::PM_IndicatorWidth)
                    + box->style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing));
    }
    return box;
}

QString whenLanguageChanges()
{
    return PreferencesDialog::tr("The language changes when Tokenwright is started again.");
}

/// Chooses \a data, or else \a otherwise.
void choosePreferred(QComboBox *box, const QVariant &data, const QVariant &otherwise)
{
    const int index = box->findData(data);
    box->setCurrentIndex(index >= 0 ? index : qMax(0, box->findData(otherwise)));
}

} // namespace

PreferencesDialog::PreferencesDialog(Settings &settings, const QList<Format> &copyFormats,
                                     const QString &whereSecretsAre, QWidget *parent)
    : QDialog(parent)
    , m_settings(settings)
    , m_copyFormat(new QComboBox)
    , m_clipboard(new DurationSpinBox)
    , m_minimum(new DurationSpinBox)
    , m_density(new QComboBox)
    , m_language(new QComboBox)
{
    setWindowTitle(tr("Preferences"));
    auto *fields = new QWidget;
    auto *form = new FormLayout(fields);
    form->setContentsMargins({});
    form->setFieldGrowthPolicy(FormLayout::FieldsStayAtSizeHint);
    QString taken = lettersOf({tr("&Save"), tr("C&ancel")});
    addHeading(form, tr("Copying"));
    fillCopying(form, copyFormats, taken);
    addHeading(form, tr("Tokens"));
    fillTokens(form, taken);
    if (!whereSecretsAre.isEmpty())
        addHint(form, whereSecretsAre, 0);
    addHeading(form, tr("Window"));
    fillWindow(form, taken);

    auto *area = new FormScrollArea(fields);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(area->marginsAround(layout->contentsMargins()));
    layout->addWidget(area, 1);
    QLayout *buttons = buildButtons();
    buttons->setContentsMargins(area->marginsBelow());
    layout->addLayout(buttons);
    m_copyFormat->setFocus(); // where it begins
}

void PreferencesDialog::fillCopying(FormLayout *form, const QList<Format> &copyFormats,
                                    QString &taken)
{
    for (const Format &format : copyFormats)
        m_copyFormat->addItem(format.label, format.id);
    choosePreferred(m_copyFormat, m_settings.copyFormat(), QString(Settings::defaultCopyFormat));
    auto *formatField = new LabelledField(m_copyFormat, form, -1, this);
    formatField->setLabel(tr("Usual format of “Copy as…”"), taken);

    m_clipboard->setRange(0, longestOnClipboard);
    m_clipboard->setSingleStep(5);
    m_clipboard->setSpecialValueText(tr("never, until quit"));
    m_clipboard->setValue(m_settings.clipboardSeconds());
    auto *clipboardField = new LabelledField(m_clipboard, form, -1, this);
    clipboardField->setLabel(tr("Clear the clipboard after"), taken);

    m_asksBeforeProduction = addCheckBox(form, tr("Ask before copying production tokens"), {},
                                         taken);
    m_asksBeforeProduction->setChecked(m_settings.asksBeforeProductionCopies());

    m_asksBeforeCommandLine = addCheckBox(
        form, tr("Ask before a script gets production tokens"),
        tr("Scripts and assistants use the command line without a terminal. While this window is "
           "closed they get none."),
        taken);
    m_asksBeforeCommandLine->setChecked(m_settings.asksBeforeCommandLine());
}

void PreferencesDialog::fillTokens(FormLayout *form, QString &taken)
{
    m_minimum->setRange(0, Settings::longestMinimumSeconds);
    m_minimum->setSingleStep(30);
    m_minimum->setValue(m_settings.minimumSeconds());
    auto *minimumField = new LabelledField(m_minimum, form, -1, this);
    minimumField->setLabel(tr("Do not reuse a token with less left than"), taken);

    m_tellsOfExpiry = addCheckBox(form, tr("Tell when a copied token is about to expire"), {},
                                  taken);
    m_tellsOfExpiry->setChecked(m_settings.tellsOfExpiry());
}

void PreferencesDialog::fillWindow(FormLayout *form, QString &taken)
{
    m_density->addItem(tr("Comfortable"), int(ListDensity::Comfortable));
    m_density->addItem(tr("Compact"), int(ListDensity::Compact));
    choosePreferred(m_density, int(m_settings.listDensity()), int(ListDensity::Comfortable));
    auto *densityField = new LabelledField(m_density, form, -1, this);
    densityField->setLabel(tr("Rows of the list"), taken);

    m_language->addItem(tr("As the system has it"), QString());
    for (const Language &language : languages())
        m_language->addItem(QString::fromUtf8(language.endonym),
                            QString::fromLatin1(language.code));
    choosePreferred(m_language, m_settings.language(), QString());
    m_language->setAccessibleDescription(whenLanguageChanges());
    auto *languageField = new LabelledField(m_language, form, -1, this);
    languageField->setLabel(tr("Language"), taken);
    addHint(form, whenLanguageChanges(), 0);

    m_staysInTray = addCheckBox(form, tr("Keep running in the tray when the window is closed"),
                                tr("On a desktop without a tray, closing the window quits."),
                                taken);
    m_staysInTray->setChecked(m_settings.staysInTray());

    m_hasGlobalKey = addCheckBox(
        form, tr("Search for a token from anywhere with Meta+Shift+B"),
        tr("Your desktop may ask you for another key. Where it has none to give, let a shortcut "
           "of its own run “tokenwright --palette”."),
        taken);
    m_hasGlobalKey->setChecked(m_settings.hasGlobalKey());
}

QLayout *PreferencesDialog::buildButtons()
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel);
    QPushButton *save = buttons->button(QDialogButtonBox::Save);
    save->setText(tr("&Save"));
    save->setAccessibleName(tr("Save"));
    save->setIcon({}); // the style's, not ours
    QPushButton *cancel = buttons->button(QDialogButtonBox::Cancel);
    cancel->setText(tr("C&ancel"));
    cancel->setAccessibleName(tr("Cancel"));
    cancel->setIcon({});
    connect(buttons, &QDialogButtonBox::accepted, this, &PreferencesDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &PreferencesDialog::reject);
    auto *row = new QHBoxLayout;
    row->addWidget(buttons);
    return row;
}

void PreferencesDialog::setVisible(bool visible)
{
    if (visible && !testAttribute(Qt::WA_Resized))
        resizeForScreen(this);
    QDialog::setVisible(visible);
}

void PreferencesDialog::accept()
{
    m_settings.setCopyFormat(m_copyFormat->currentData().toString());
    m_settings.setClipboardSeconds(m_clipboard->value());
    m_settings.setAsksBeforeProductionCopies(m_asksBeforeProduction->isChecked());
    m_settings.setAsksBeforeCommandLine(m_asksBeforeCommandLine->isChecked());
    m_settings.setMinimumSeconds(m_minimum->value());
    m_settings.setTellsOfExpiry(m_tellsOfExpiry->isChecked());
    m_settings.setListDensity(ListDensity(m_density->currentData().toInt()));
    m_settings.setLanguage(m_language->currentData().toString());
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
