// SPDX-License-Identifier: MIT
#include "PairFields.h"

#include "FieldNote.h"
#include "TextField.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace Tokenwright {

PairFields::PairFields(QFormLayout *form, QWidget *parent)
    : QObject(parent)
    , m_note(new FieldNote(QStyle::SP_MessageBoxWarning, parent))
    , m_showSecret(new QCheckBox(parent))
    , m_portal(new QLabel(parent))
{
    form->addRow(m_note);
    m_clientId = new TextField(form, -1, parent);
    m_clientId->edit()->setInputMethodHints(Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    m_clientSecret = new TextField(form, -1, parent);
    m_clientSecret->setSecret(false);
    m_clientSecret->addBelow(m_showSecret);
    m_clientSecret->addBelow(m_portal);

    m_showSecret->setText(tr("S&how secret"));
    m_showSecret->setAccessibleName(tr("Show secret"));
    connect(m_showSecret, &QCheckBox::toggled, this, [this](bool shown) {
        m_clientSecret->setSecret(shown);
        Q_EMIT secretsShown(shown);
    });

    m_portal->setTextFormat(Qt::RichText);
    m_portal->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_portal->setOpenExternalLinks(true);
    m_portal->setFocusPolicy(Qt::StrongFocus);
    m_portal->setWordWrap(true);

    for (TextField *field : {m_clientId, m_clientSecret}) {
        connect(field, &TextField::changed, this, &PairFields::changed);
        connect(field, &TextField::left, this, &PairFields::left);
    }
}

void PairFields::setProvider(const Provider &provider, QString &taken)
{
    m_clientId->setLabel(provider.clientIdLabel, taken);
    m_clientSecret->setLabel(provider.clientSecretLabel, taken);

    m_portal->setVisible(!provider.portalUrl.isEmpty());
    QString page = provider.portalUrl.host() + provider.portalUrl.path();
    if (page.endsWith(u'/'))
        page.chop(1);
    const QString sentence = tr("Get these at %1").arg(page);
    m_portal->setText(QStringLiteral("<a href=\"%1\">%2</a>")
                          .arg(provider.portalUrl.toString(QUrl::FullyEncoded).toHtmlEscaped(),
                               sentence.toHtmlEscaped()));
    m_portal->setAccessibleName(sentence);
}

void PairFields::setPair(const QString &clientId, const Secret &clientSecret)
{
    m_clientId->setText(clientId);
    m_clientSecret->setText(clientSecret.revealText());
}

void PairFields::setNote(const QString &text)
{
    m_note->setText(text);
}

void PairFields::setPlaceholder(const QString &text)
{
    m_clientId->edit()->setPlaceholderText(text);
    m_clientSecret->edit()->setPlaceholderText(text);
}

void PairFields::setEnabled(bool enabled)
{
    m_clientId->edit()->setEnabled(enabled);
    m_clientSecret->edit()->setEnabled(enabled);
    m_showSecret->setEnabled(enabled);
}

void PairFields::setWarnings(const PairWarnings &warnings)
{
    m_clientId->setWarning(warnings.clientId);
    m_clientSecret->setWarning(warnings.clientSecret);
}

QList<QWidget *> PairFields::tabChain() const
{
    return {m_clientId->edit(), m_clientSecret->edit(), m_showSecret, m_portal};
}

} // namespace Tokenwright
