// SPDX-License-Identifier: MIT
#include "PemField.h"

#include "KeyText.h"
#include "PrivateKey.h"
#include "RegularFile.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>
#include <QPushButton>

namespace Tokenwright {

namespace {

constexpr qint64 largestFile = 64 * 1024; // a chain of a dozen certificates

} // namespace

PemField::PemField(Content content, FormLayout *form, int row, QWidget *parent)
    : TextField(form, row, parent)
    , m_content(content)
    , m_load(new QPushButton(this))
{
    edit()->setMaxLength(int(largestFile)); // the usual limit cuts long chains
    edit()->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_load->setAutoDefault(false); // Enter saves
    addBeside(m_load);
    connect(m_load, &QPushButton::clicked, this, &PemField::chooseFile);
    connect(this, &TextField::changed, this, [this] {
        setProblem({});
        showFacts();
    });
}

void PemField::setLabels(const QString &label, QString &taken)
{
    setLabel(label, taken);
    const QString load = tr("Browse…");
    m_load->setText(withMnemonic(load, taken));
    m_load->setAccessibleName(load);
    m_load->setAccessibleDescription(label); // there may be two such buttons
}

void PemField::setEditable(bool editable)
{
    edit()->setEnabled(editable);
    m_load->setEnabled(editable);
}

void PemField::chooseFile()
{
    const bool isKey = m_content == Content::PrivateKey;
    auto *dialog = new QFileDialog(
        this, isKey ? tr("Choose a PEM or JWK file") : tr("Choose a PEM file"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({isKey ? tr("Keys (*.pem *.key *.p8 *.jwk *.json)")
                                  : tr("PEM files (*.pem *.key *.crt *.cer)"),
                            tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &PemField::load);
    dialog->open();
}

void PemField::load(const QString &path)
{
    auto bytes = readRegularFile(path, largestFile);
    if (!bytes) {
        setProblem(
            tr("%1 cannot be read: %2.").arg(QFileInfo(path).fileName(), bytes.error().message));
        return;
    }
    const QString name = QFileInfo(path).fileName();
    const bool isKey = m_content == Content::PrivateKey;
    if (bytes->contains("-----BEGIN ") || (isKey && isJsonKey(Secret(QByteArray(*bytes))))) {
        setText(QString::fromUtf8(*bytes));
        Q_EMIT left();
    } else if (isKey) {
        setProblem(tr("%1 is neither PEM (-----BEGIN …-----) nor a JWK.").arg(name));
    } else {
        setProblem(tr("%1 is no PEM file (-----BEGIN …-----).").arg(name));
    }
    wipe(*bytes);
}

void PemField::clean()
{
    showFacts();
}

void PemField::showFacts()
{
    if (m_content == Content::PrivateKey) {
        const auto facts = privateKeyFacts(secret());
        setInformation(facts ? facts->description : QString());
    } else {
        const auto facts = certificateFacts(secret());
        setInformation(facts ? facts->description : QString());
    }
}

} // namespace Tokenwright

#include "moc_PemField.cpp"
