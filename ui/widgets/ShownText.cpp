// SPDX-License-Identifier: MIT
#include "ShownText.h"

#include <QLabel>
#include <QPainter>
#include <QRegularExpression>

namespace Tokenwright {

namespace {

/// For what guesses whether a text is markup and cannot be told.
QString neverMarkup(const QString &text)
{
    return Qt::mightBeRichText(text) ? Qt::convertFromPlainText(text, Qt::WhiteSpaceNormal) : text;
}

/// Lines end behind a hyphen, but not behind one that a word begins with, as -SBX- and --help do.
QString withoutLoneHyphens(QString text)
{
    static const QRegularExpression beginning(u"(?<![^\\s(“])(-{1,2})(?=\\w)"_s,
                                              QRegularExpression::UseUnicodePropertiesOption);
    return text.contains(u'-') ? text.replace(beginning, u"\\1\u2060"_s) : text;
}

} // namespace

void showText(QLabel *label, const QString &text)
{
    label->setTextFormat(Qt::PlainText);
    label->setText(visibleTextLines(text));
}

void showSentences(QLabel *label, const QString &text)
{
    label->setTextFormat(Qt::PlainText);
    label->setText(withoutLoneHyphens(visibleTextLines(text)));
}

QString toolTipText(const QString &text)
{
    return neverMarkup(visibleTextLines(text));
}

QString menuText(const QString &text)
{
    return visibleText(text).replace(u'&', u"&&"_s);
}

void drawLine(QPainter *painter, const QRect &rect, Qt::Alignment alignment, const QString &line)
{
    const QFontMetrics metrics = painter->fontMetrics();
    const int free = rect.width() - metrics.horizontalAdvance(line);
    int left = rect.left();
    if (alignment & Qt::AlignRight)
        left += free;
    else if (alignment & Qt::AlignHCenter)
        left += free / 2;
    painter->drawText(left, rect.top() + (rect.height() - metrics.height()) / 2 + metrics.ascent(),
                      line);
}

QMessageBox *newMessageBox(QMessageBox::Icon icon, const QString &title, const QString &text,
                           const QString &more, QWidget *parent)
{
    auto *box = new QMessageBox(icon, title, visibleTextLines(text), QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    // a title is not cut for the sake of a short question, nor a sentence broken into many lines
    constexpr int letters = 46;
    if (auto *label = box->findChild<QLabel *>(u"qt_msgbox_label"_s))
        label->setMinimumWidth(label->fontMetrics().averageCharWidth() * letters);
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
