// SPDX-License-Identifier: MIT
#include "PairFields.h"

#include "FieldNote.h"
#include "FormLayout.h"
#include "KeyText.h"
#include "LinkButton.h"
#include "NotificationRole.h"
#include "Origin.h"
#include "PemField.h"
#include "PrivateKey.h"
#include "ShownText.h"
#include "TextField.h"

#include <QDesktopServices>
#include <QLabel>
#include <QLineEdit>

namespace Tokenwright {

PairFields::PairFields(FormLayout *form, QWidget *parent)
    : QObject(parent)
    , m_form(form)
    , m_note(new FieldNote(Icon::Warning, parent))
    , m_portal(new LinkButton(parent))
{
    tellWhenShown(*m_note);
    form->addRow(m_note);
    m_clientId = new TextField(form, -1, parent);
    m_clientId->edit()->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_clientSecret = new TextField(form, -1, parent);
    m_clientSecret->setSecret();
    m_privateKey = new PemField(PemField::Content::PrivateKey, form, -1, parent);
    m_privateKey->setSecret();
    m_passphrase = new TextField(form, -1, parent);
    m_passphrase->setSecret();
    m_passphrase->setHint(tr("Asked for once: the keychain keeps the key without it."));
    m_certificate = new PemField(PemField::Content::Certificate, form, -1, parent);
    // Without a label QFormLayout (6.4) would not ask for the height at the width it has.
    form->addRow(new QLabel(parent), m_portal);

    connect(m_portal, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(m_page); });

    for (TextField *field :
         QList<TextField *>{m_clientId, m_clientSecret, m_privateKey, m_certificate}) {
        connect(field, &TextField::changed, this, &PairFields::changed);
        connect(field, &TextField::left, this, &PairFields::left);
    }
    connect(m_privateKey, &TextField::changed, this, &PairFields::showPassphraseRow);
    connect(m_passphrase, &TextField::changed, this, [this] {
        m_passphrase->setProblem({});
        Q_EMIT changed();
    });
    connect(m_passphrase, &TextField::left, this, &PairFields::openKey);
    showPassphraseRow();
}

void PairFields::setProvider(const Provider &provider, QString &taken)
{
    m_clientId->setLabel(provider.clientIdLabel, taken);
    m_clientSecret->setLabel(provider.clientSecretLabel, taken);

    m_portal->setVisible(!provider.portalUrl.isEmpty());
    QString page = shownHost(provider.portalUrl) + provider.portalUrl.path();
    if (page.endsWith(u'/'))
        page.chop(1);
    m_page = provider.portalUrl;
    m_portal->showLine(tr("Get these at %1").arg(page));
    m_portal->setToolTip(toolTipText(m_page.toString(QUrl::FullyEncoded)));
}

void PairFields::setKeyLabels(QString &taken)
{
    m_privateKey->setLabels(tr("Private key"), taken);
    m_passphrase->setLabel(tr("Passphrase of the key"), taken);
    m_certificate->setLabels(tr("Certificate (PEM)"), taken);
}

void PairFields::setPair(const ClientCredentials &pair)
{
    m_clientId->setText(pair.clientId);
    m_clientSecret->setText(pair.clientSecret.revealText());
    m_privateKey->setText(pair.privateKey.revealText());
    m_certificate->setText(pair.certificate.revealText());
}

void PairFields::openKey()
{
    if (!m_usesKey || m_passphrase->text().isEmpty() || !isEncryptedKey(m_privateKey->secret()))
        return;
    const auto open = openedKey(m_privateKey->secret(), m_passphrase->secret());
    if (!open) {
        m_passphrase->setProblem(open.error().message);
        return;
    }
    m_passphrase->setText({});
    m_privateKey->setText(open->revealText());
    Q_EMIT left();
}

void PairFields::showPassphraseRow()
{
    m_passphrase->setVisible(m_usesKey && isEncryptedKey(m_privateKey->secret()));
}

void PairFields::hideSecrets()
{
    for (TextField *field : QList<TextField *>{m_clientSecret, m_privateKey, m_passphrase})
        field->hideSecret();
}

void PairFields::setUse(const PairUse &use)
{
    m_clientSecret->setVisible(use.secret);
    m_usesKey = use.key;
    m_privateKey->setVisible(use.key);
    showPassphraseRow();
    m_certificate->setVisible(use.certificate);
}

void PairFields::setNote(const QString &text)
{
    m_note->setText(text);
}

void PairFields::setPlaceholder(const QString &text, const QString &environment)
{
    const auto expected = [&](const TextField *field) {
        return text.isEmpty() ? tr("%1 for %2").arg(spokenLabel(field->label()), environment)
                              : text;
    };
    m_clientId->edit()->setPlaceholderText(expected(m_clientId));
    m_clientSecret->edit()->setPlaceholderText(expected(m_clientSecret));
    m_privateKey->edit()->setPlaceholderText(text.isEmpty() ? tr("PEM or JWK") : text);
    m_certificate->edit()->setPlaceholderText(text.isEmpty() ? u"-----BEGIN CERTIFICATE-----"_s
                                                             : text);
}

void PairFields::setEnabled(bool enabled)
{
    m_clientId->edit()->setEnabled(enabled);
    m_clientSecret->edit()->setEnabled(enabled);
    m_privateKey->setEditable(enabled);
    m_passphrase->edit()->setEnabled(enabled);
    m_certificate->setEditable(enabled);
}

void PairFields::setWarnings(const PairWarnings &warnings)
{
    m_clientId->setWarning(warnings.clientId);
    m_clientSecret->setWarning(warnings.clientSecret);
}

QList<QWidget *> PairFields::tabChain() const
{
    return {m_clientId->edit(),          m_clientSecret->edit(),
            m_privateKey->edit(),        m_privateKey->loadButton(),
            m_passphrase->edit(),        m_certificate->edit(),
            m_certificate->loadButton(), m_portal};
}

} // namespace Tokenwright

#include "moc_PairFields.cpp"
