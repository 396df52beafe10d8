// SPDX-License-Identifier: MIT
#pragma once

#include "LabelledField.h"
#include "Secret.h"

class QAction;
class QLineEdit;

namespace Tokenwright {

/// A line of text in a form, often pasted: blanks and line ends around it are taken off when the
/// user leaves, and the field says so.
class TextField : public LabelledField
{
    Q_OBJECT

public:
    /// \a row as in LabelledField.
    explicit TextField(FormLayout *form, int row, QWidget *parent);

    QLineEdit *edit() const { return m_edit; }
    QString text() const;
    void setText(const QString &text);
    /// How the field is called within a sentence, where that is not its label.
    void setSpokenName(const QString &name) { m_spokenName = name; }

    /// From now on what is typed is a secret: hidden, unless the eye in the field is open. As long
    /// as some of it is selected it is hidden all the same, and cannot be copied.
    void setSecret();
    /// Closes the eye.
    void hideSecret();
    Secret secret() const;

    /// Takes blanks and line ends around it off, as when the user leaves the field.
    virtual void clean();

Q_SIGNALS:
    void changed();
    void left();

private:
    void showOrHide();

    QLineEdit *m_edit;
    QString m_spokenName;
    QAction *m_eye = nullptr; ///< Null where there is no secret; checked while it is shown.
};

} // namespace Tokenwright
