// SPDX-License-Identifier: MIT
#include "ShownText.h"

#include <QLabel>

namespace Tokenwright {

namespace {

/// For what guesses whether a text is markup and cannot be told.
QString neverMarkup(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

} // namespace

void showText(QLabel *label, const QString &text)
{
    label->setTextFormat(Qt::PlainText);
    label->setText(visibleTextLines(text));
}

QString toolTipText(const QString &text)
{
    return neverMarkup(visibleTextLines(text));
}

QString menuText(const QString &text)
{
    return visibleText(text).replace(u'&', u"&&"_s);
}

QMessageBox *newMessageBox(QMessageBox::Icon icon, const QString &title, const QString &text,
                           const QString &more, QWidget *parent)
{
    auto *box = new QMessageBox(icon, title, visibleTextLines(text), QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    if (!more.isEmpty()) {
        box->setInformativeText(visibleTextLines(more));
        // Whether that follows the box's format differs between versions of Qt.
        const auto labels = box->findChildren<QLabel *>();
        for (QLabel *label : labels)
            label->setTextFormat(Qt::PlainText);
    }
    return box;
}

} // namespace Tokenwright
