// SPDX-License-Identifier: MIT
#include "MoreOptions.h"

#include "ClientAuthentication.h"
#include "DurationSpinBox.h"
#include "ExpiryField.h"
#include "ExtraLines.h"
#include "FormLayout.h"
#include "LetShrink.h"
#include "RequestPreview.h"
#include "Settings.h"
#include "ShownText.h"
#include "SignatureAlgorithm.h"
#include "TextField.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int asPreferred = -1;

QString labelOf(const QString &methodId)
{
    const ClientAuthenticationMethod *method = clientAuthenticationMethod(methodId);
    return method ? method->translatedLabel() : methodId;
}

/// Chooses \a data, as an entry of its own when there is none: somebody's program knew it.
void choose(QComboBox *box, const QString &data)
{
    if (box->findData(data) < 0)
        box->addItem(visibleText(data), data);
    box->setCurrentIndex(box->findData(data));
}

bool overrides(const CredentialSet &set, const Provider &provider)
{
    return !set.clientAuthentication.isEmpty() || set.assertion
        || !linesOf(set.parameters, provider.request).isEmpty() || !set.headers.isEmpty()
        || set.minimumSeconds || set.secretExpires.isValid();
}

} // namespace

MoreOptions::MoreOptions(FormLayout *form, QWidget *parent)
    : QObject(parent)
    , m_usualMinimum(asPreferred)
    , m_toggle(new QToolButton(parent))
    , m_notes(new LinesEdit(3, 2))
    , m_authentication(new QComboBox)
    , m_algorithm(new QComboBox)
    , m_parameters(new LinesEdit(3, 2))
    , m_headers(new LinesEdit(3, 2))
    , m_minimum(new DurationSpinBox)
    , m_preview(new RequestPreview)
{
    m_toggle->setCheckable(true);
    m_toggle->setAutoRaise(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    form->addRow(m_toggle);
    m_tags = new TextField(form, -1, parent);
    m_tags->edit()->setPlaceholderText(tr("orders, team-a"));
    m_notesField = new LabelledField(m_notes, form, -1, parent);
    m_notesField->setHint(tr("Kept in a plain file, as the tags are: no secrets here."));
    m_expires = newExpiryField(form, parent);
    m_authenticationField = new LabelledField(m_authentication, form, -1, parent);
    m_keyId = new TextField(form, -1, parent);
    m_algorithmField = new LabelledField(m_algorithm, form, -1, parent);
    m_audience = new TextField(form, -1, parent);
    m_parametersField = new LabelledField(m_parameters, form, -1, parent);
    m_headersField = new LabelledField(m_headers, form, -1, parent);
    m_minimumField = new LabelledField(m_minimum, form, -1, parent);
    m_previewField = new LabelledField(m_preview, form, -1, parent);
    m_minimum->setRange(asPreferred, Settings::longestMinimumSeconds);
    m_minimum->setSpecialValueText(tr("As in the preferences"));
    m_minimum->setSingleStep(60);
    m_minimum->setValue(asPreferred);
    m_minimumField->setHint(tr("A token with less left than this is not used again."));
    m_keyId->edit()->setPlaceholderText(tr("none"));
    m_parameters->setPlaceholderText(u"resource=https://api.example.com"_s);
    m_headers->setPlaceholderText(u"X-Tenant: blue"_s);
    letShrink(m_authentication);
    letShrink(m_algorithm);
    m_parametersField->setHint(tr(
        "One “name=value” per line. Secrets, as their names say, go to the keychain, the rest to a "
        "plain file."));
    m_headersField->setHint(tr(
        "One “Name: value” per line. Secrets, as their names say, go to the keychain, the rest to "
        "a plain file."));

    connect(m_toggle, &QToolButton::toggled, this, [this] {
        showRows();
        Q_EMIT expandedChanged();
    });
    connect(m_toggle, &QToolButton::clicked, this, [this](bool expanded) {
        m_wasToggled = true;
        if (expanded)
            Q_EMIT opened();
    });
    connect(m_authentication, &QComboBox::currentIndexChanged, this, [this] {
        {
            const QSignalBlocker blocker(m_algorithm);
            fillAlgorithm(m_algorithm->currentData().toString());
        }
        showRows();
        Q_EMIT authenticationChanged();
        Q_EMIT changed();
    });
    connect(m_algorithm, &QComboBox::currentIndexChanged, this, &MoreOptions::changed);
    // a typed text that is no length of time yet was typed nevertheless
    connect(m_minimum->findChild<QLineEdit *>(), &QLineEdit::textChanged, this,
            &MoreOptions::changed);
    for (TextField *field : {m_tags, m_expires, m_keyId, m_audience}) {
        connect(field, &TextField::changed, this, &MoreOptions::changed);
        connect(field, &TextField::left, this, &MoreOptions::left);
    }
    for (LinesEdit *lines : {m_notes, m_parameters, m_headers})
        connect(lines, &LinesEdit::textChanged, this, &MoreOptions::changed);
    for (LinesEdit *lines : {m_parameters, m_headers})
        connect(lines, &LinesEdit::textChanged, this, &MoreOptions::showKept);
}

void MoreOptions::setOwnWords(const CredentialSet &set)
{
    m_tags->setText(set.tags.join(u", "));
    m_notes->setUsualText(set.notes);
    m_expires->setText(set.secretExpires.toString(Qt::ISODate));
}

void MoreOptions::setProvider(const Provider &provider, const CredentialSet *set)
{
    m_provider = provider;
    m_set = set ? std::optional(*set) : std::nullopt;
    showUsual();
    m_keyId->edit()->setPlaceholderText(provider.request.assertion.keyId.isEmpty()
                                            ? tr("none")
                                            : visibleText(provider.request.assertion.keyId));
    m_expires->edit()->setPlaceholderText(expiryPlaceholder(provider));
    showLines();

    m_toggle->show();
    if (!m_wasToggled)
        setExpanded(isAnyServer(provider) || (set && overrides(*set, provider)));
    showRows();
    Q_EMIT authenticationChanged();
}

/// What the set, or else the provider, says: in place of what it was before, but of nothing that
/// somebody chose or wrote.
void MoreOptions::showUsual()
{
    const CredentialSet set = m_set.value_or(CredentialSet());
    const auto orKept = [](const QString &now, QString &before, const QString &usual) {
        const bool isTouched = now != before;
        before = usual;
        return isTouched ? now : usual;
    };
    {
        const QSignalBlocker authenticationBlocker(m_authentication);
        const QSignalBlocker algorithmBlocker(m_algorithm);
        fillAuthentication(m_provider,
                           orKept(m_authentication->currentData().toString(), m_usualAuthentication,
                                  set.clientAuthentication));
        fillAlgorithm(orKept(m_algorithm->currentData().toString(), m_usualAssertion.algorithm,
                             set.assertion->algorithm));
    }
    m_keyId->setText(orKept(m_keyId->text(), m_usualAssertion.keyId, set.assertion->keyId));
    m_audience->setText(
        orKept(m_audience->text(), m_usualAssertion.audience, set.assertion->audience));
    const int minimum = set.minimumSeconds ? int(*set.minimumSeconds) : asPreferred;
    if (m_minimum->value() == std::exchange(m_usualMinimum, minimum))
        m_minimum->setValue(minimum);
}

void MoreOptions::setSaved(const CredentialSet &set, const QStringList &names)
{
    m_set = set;
    m_keptSecrets = names;
    // what was typed as a secret is with the pair by now
    m_parameters->clear();
    m_parameters->setUsualText({});
    m_headers->clear();
    m_headers->setUsualText({});
    showLines();
}

void MoreOptions::setKeptSecrets(const QStringList &names)
{
    m_keptSecrets = names;
    showLines();
    if (!m_wasToggled && !m_shownSecrets.isEmpty())
        setExpanded(true); // as for what stands in the index
}

/// Extra parameters and headers. At another provider there are none.
void MoreOptions::showLines()
{
    const RequestRules &rules = m_provider.request;
    const CredentialSet set = m_set.value_or(CredentialSet());
    QStringList kept = m_set ? m_keptSecrets : QStringList();
    const QStringList inHeaders = secretsInHeaders(rules.headers + set.headers);
    kept.removeIf([&](const QString &name) {
        return inHeaders.contains(name)
            || std::ranges::find(rules.parameters, name, &RequestParameter::name)
            != rules.parameters.end();
    });
    const QString text = linesOf(set.parameters, rules, kept);
    m_parameters->setUsualText(text);
    if (m_set)
        m_shownSecrets = m_parameters->toPlainText() == text ? kept : QStringList();
    m_headers->setUsualText(linesOf(set.headers));
    showKept();
}

/// Says which of the lines will be kept elsewhere.
void MoreOptions::showKept()
{
    m_parametersField->setInformation(
        parameterLines(m_parameters->toPlainText(), m_provider.request).information());
    m_headersField->setInformation(headerLines(m_headers->toPlainText()).information());
}

void MoreOptions::setToggleLabel(QString &taken)
{
    const QString more = tr("More options");
    m_toggle->setText(withMnemonic(more, taken));
    m_toggle->setAccessibleName(more);
}

void MoreOptions::setLabels(QString &taken)
{
    m_tags->setLabel(tr("Tags"), taken);
    m_notesField->setLabel(tr("Notes"), taken);
    m_expires->setLabel(tr("Secret expires"), taken);
    m_authenticationField->setLabel(tr("Client authentication"), taken);
    m_keyId->setLabel(tr("Key ID"), taken);
    m_algorithmField->setLabel(tr("Algorithm"), taken);
    m_audience->setLabel(tr("Assertion audience"), taken);
    m_parametersField->setLabel(tr("Extra parameters"), taken);
    m_headersField->setLabel(tr("Extra headers"), taken);
    m_minimumField->setLabel(tr("Do not reuse below"), taken);
    m_previewField->setLabel(tr("Request preview"), taken);
}

void MoreOptions::fillAuthentication(const Provider &provider, const QString &chosen)
{
    m_authentication->clear();
    m_authentication->addItem(
        visibleText(
            tr("As the provider says (%1)").arg(labelOf(provider.request.clientAuthentication))),
        QString());
    for (const ClientAuthenticationMethod &method : clientAuthenticationMethods())
        m_authentication->addItem(method.translatedLabel(), QString::fromLatin1(method.id));
    choose(m_authentication, chosen);
}

/// Those by which the chosen method signs; one of another method is not \a chosen any more.
void MoreOptions::fillAlgorithm(const QString &chosen)
{
    const QString method = m_authentication->currentData().toString();
    const bool bySecret = pairUseOf(m_provider, method).bySecret;
    const auto fits = [bySecret](const QString &algorithm) {
        return !signatureAlgorithm(algorithm) || isSecretAlgorithm(algorithm) == bySecret;
    };
    const QString &usual = m_provider.request.assertion.algorithm;
    m_algorithm->clear();
    m_algorithm->addItem(!usual.isEmpty() && fits(usual)
                             ? tr("As the provider says (%1)").arg(usual)
                             : bySecret ? tr("As usual (%1)").arg(u"HS256"_s)
                                        : tr("As the key is"),
                         QString());
    const QStringList algorithms = bySecret ? secretAlgorithms() : keyAlgorithms();
    for (const QString &algorithm : algorithms)
        m_algorithm->addItem(algorithm, algorithm);
    choose(m_algorithm, fits(chosen) ? chosen : QString());
}

void MoreOptions::read(CredentialForm &form) const
{
    form.clientAuthentication = m_authentication->currentData().toString();
    form.assertion = {.algorithm = m_algorithm->currentData().toString(),
                      .keyId = m_keyId->text(),
                      .audience = m_audience->text()};
    form.extraParameters = m_parameters->toPlainText();
    form.keptSecrets = m_shownSecrets;
    form.extraHeaders = m_headers->toPlainText();
    if (m_minimum->value() != asPreferred)
        form.minimumSeconds = m_minimum->value();
    form.tags = m_tags->text();
    form.notes = m_notes->toPlainText();
    form.secretExpires = m_expires->text();
}

bool MoreOptions::isExpanded() const
{
    return m_toggle->isChecked();
}

void MoreOptions::setExpanded(bool expanded)
{
    m_toggle->setChecked(expanded);
}

void MoreOptions::hide()
{
    setExpanded(false);
    showRows();
    m_toggle->hide();
}

void MoreOptions::showRows()
{
    const bool isExpanded = this->isExpanded();
    const QString chosen = m_authentication->currentData().toString();
    const bool hasAssertion = pairUseOf(m_provider, chosen).assertion;
    m_toggle->setArrowType(isExpanded ? Qt::DownArrow : Qt::RightArrow);
    const QList<LabelledField *> ofAssertions{m_keyId, m_algorithmField, m_audience};
    const QList<LabelledField *> all = fields();
    for (LabelledField *field : all)
        field->setVisible(isExpanded && (hasAssertion || !ofAssertions.contains(field)));
    const ClientAuthenticationMethod *method = methodOf(m_provider, chosen);
    m_authentication->setToolTip(
        toolTipText(m_authentication->currentText())); // the box may be too narrow
    m_authenticationField->setWarning(method ? method->translatedWarning() : QString());
}

void MoreOptions::setTokenUrl(const QString &url)
{
    const QString &usual = m_provider.request.assertion.audience;
    const QString shown = usual.isEmpty() ? url : usual;
    m_audience->edit()->setPlaceholderText(shown.isEmpty() ? tr("the token URL") : shown);
}

void MoreOptions::setExpiryIsOld(bool isOld)
{
    m_expires->setWarning(
        isOld ? tr("That is the day of the secret before. Enter the new one's, or none.")
              : QString());
}

void MoreOptions::chooseAuthentication(const QString &method)
{
    choose(m_authentication, method);
}

void MoreOptions::setPreview(const QString &text)
{
    m_preview->setText(text);
}

LabelledField *MoreOptions::field(DraftField::Kind kind) const
{
    switch (kind) {
    case DraftField::SecretExpires:
        return m_expires;
    case DraftField::Algorithm:
        return m_algorithmField;
    case DraftField::ExtraParameters:
        return m_parametersField;
    case DraftField::ExtraHeaders:
        return m_headersField;
    default:
        return nullptr;
    }
}

QList<LabelledField *> MoreOptions::fields() const
{
    return {m_tags,         m_notesField,     m_expires,     m_authenticationField,
            m_keyId,        m_algorithmField, m_audience,    m_parametersField,
            m_headersField, m_minimumField,   m_previewField};
}

QWidget *MoreOptions::toggle() const
{
    return m_toggle;
}

QList<QWidget *> MoreOptions::tabChain() const
{
    return {m_toggle,         m_tags->edit(),  m_notes,     m_expires->edit(),
            m_authentication, m_keyId->edit(), m_algorithm, m_audience->edit(),
            m_parameters,     m_headers,       m_minimum,   m_preview};
}

} // namespace Tokenwright

#include "moc_MoreOptions.cpp"
