// SPDX-License-Identifier: MIT
#include "Question.h"

#include "ShownText.h"

#include "Text.h"

#include <QPushButton>

namespace Tokenwright {

QDialog *ask(const Question &question, QWidget *window)
{
    QMessageBox *box = newMessageBox(question.isGrave ? QMessageBox::Warning
                                                      : QMessageBox::Question,
                                     question.title, question.text, question.more, window);
    QPushButton *yes = box->addButton(question.yes, QMessageBox::AcceptRole);
    QPushButton *other = question.other.isEmpty()
        ? nullptr
        : box->addButton(question.other, QMessageBox::ActionRole);
    QPushButton *cancel = box->addButton(QMessageBox::Cancel);
    cancel->setIcon({}); // the theme's
    if (!question.no.isEmpty())
        cancel->setText(question.no);
    box->setDefaultButton(question.isGrave ? cancel : yes);
    QObject::connect(box, &QDialog::finished, window, [=] {
        const QAbstractButton *pressed = box->clickedButton();
        if (pressed == yes)
            question.onYes();
        else if (other && pressed == other)
            question.onOther();
        else if (question.onLeave)
            question.onLeave();
    });
    box->open();
    return box;
}

void askToDiscard(QDialog *dialog, const QString &more)
{
    ask({.title = dialog->windowTitle(),
         .text = Text::tr("Discard what was entered?"),
         .more = more,
         .yes = Text::tr("Discard"),
         .onYes = [dialog] { dialog->QDialog::reject(); },
         .no = Text::tr("Keep editing")},
        dialog);
}

} // namespace Tokenwright
