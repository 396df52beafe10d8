// SPDX-License-Identifier: MIT
#include "RequestPreview.h"

#include "ClientAuthentication.h"
#include "Text.h"
#include "TokenRequest.h"

#include <QFontDatabase>
#include <QScrollBar>

namespace Tokenwright {

namespace {

const QString missing = u"…"_s;

} // namespace

QString requestPreview(const CredentialForm &form, const Provider &provider, const Entry &known,
                       PairRule rule, const RequestStamp &stamp)
{
    const PairUse use = pairUseOf(provider, form.clientAuthentication);
    if (rule == PairRule::WholeOrEmpty && use.key && !use.secret && form.privateKey.isEmpty()) {
        return Text::tr(
            "The request cannot be shown: the private key in the keychain could not be read.");
    }
    const auto entry = entryOf(draftOf(form, provider, known, rule));
    if (!entry)
        return entry.error().message;
    ClientCredentials pair = entry->credentials;
    if (pair.clientId.isEmpty())
        pair.clientId = missing;
    if (pair.clientSecret.isEmpty())
        pair.clientSecret = Secret::fromText(missing);
    for (const RequestParameter &parameter : provider.request.parameters) {
        if (parameter.secret && parameter.required && !pair.parameters.contains(parameter.name))
            pair.parameters.insert(parameter.name, Secret::fromText(missing));
    }
    const auto draft = draftTokenRequest(provider, entry->set, pair, stamp);
    if (!draft)
        return draft.error().message;
    QString text = previewOf(*draft);
    return text.replace(QString::fromLatin1(missing.toUtf8().toPercentEncoding()), missing);
}

RequestPreview::RequestPreview(QWidget *parent)
    : LinesEdit(9, 5, parent)
{
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPointSizeF(font().pointSizeF()); // as large as the text around it
    setFont(fixed);
    setWordWrapMode(QTextOption::WrapAnywhere); // a body has no blanks to break at
}

void RequestPreview::setText(const QString &text)
{
    if (text == toPlainText())
        return; // a selection stays
    const int position = verticalScrollBar()->value();
    setPlainText(text);
    verticalScrollBar()->setValue(position);
}

} // namespace Tokenwright

#include "moc_RequestPreview.cpp"
