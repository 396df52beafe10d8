// SPDX-License-Identifier: MIT
#include "Question.h"

#include "ShownText.h"

#include <QPushButton>

namespace Tokenwright {

void ask(const Question &question, QWidget *window)
{
    QMessageBox *box = newMessageBox(question.isGrave ? QMessageBox::Warning
                                                      : QMessageBox::Question,
                                     question.title, question.text, question.more, window);
    QPushButton *yes = box->addButton(question.yes, QMessageBox::AcceptRole);
    QPushButton *other = question.other.isEmpty()
        ? nullptr
        : box->addButton(question.other, QMessageBox::ActionRole);
    QPushButton *cancel = box->addButton(QMessageBox::Cancel);
    box->setDefaultButton(question.isGrave ? cancel : yes);
    QObject::connect(
        box, &QMessageBox::buttonClicked, window,
        [=, onYes = question.onYes, onOther = question.onOther](const QAbstractButton *pressed) {
            if (pressed == yes)
                onYes();
            else if (pressed == other && other)
                onOther();
        });
    box->open();
}

} // namespace Tokenwright
