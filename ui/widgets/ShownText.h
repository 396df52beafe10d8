// SPDX-License-Identifier: MIT
#pragma once

#include "VisibleText.h"

#include <QMessageBox>
#include <QString>

class QLabel;
class QPainter;

namespace Tokenwright {

/// THE way for text to reach a widget when others may have written part of it: names of sets and
/// providers, what a server said, paths. It is shown as it is written, never as markup or as a
/// letter to press, and what cannot be seen in it is spelled out (visibleText()).
///
/// For one line, a cell or an entry of a list or combo box: visibleText() itself; for more of them,
/// visibleTextLines().

/// Shows \a text in \a label.
void showText(QLabel *label, const QString &text);
/// The same for sentences that go on in a further line, where no word is to be parted behind the
/// hyphen that it begins with. Not for what is copied letter by letter.
void showSentences(QLabel *label, const QString &text);

/// \a text for setToolTip() and Qt::ToolTipRole, which take for markup what looks like it.
QString toolTipText(const QString &text);

/// \a text for a menu entry or a button: its ampersands are ampersands.
QString menuText(const QString &text);

/// Writes \a line into \a rect, where the painter's own font would stand: letters that other fonts
/// have do not push it down, and so no letter is cut off at the bottom. \a alignment: to the left,
/// the right or the middle, as seen.
void drawLine(QPainter *painter, const QRect &rect, Qt::Alignment alignment, const QString &line);

/// A box of its own for open(), which goes when it is closed; buttons are still to be added. \a
/// text says it in a sentence, \a more what else there is to know.
QMessageBox *newMessageBox(QMessageBox::Icon icon, const QString &title, const QString &text,
                           const QString &more, QWidget *parent);

} // namespace Tokenwright
