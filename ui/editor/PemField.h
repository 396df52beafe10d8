// SPDX-License-Identifier: MIT
#pragma once

#include "TextField.h"

class QPushButton;

namespace Tokenwright {

/// A key (PEM or JWK) or certificate (PEM) as text: pasted, or loaded from a file that is read once
/// and forgotten. Says what it holds.
class PemField : public TextField
{
    Q_OBJECT

public:
    enum class Content { PrivateKey, Certificate };

    /// \a row as in LabelledField.
    PemField(Content content, FormLayout *form, int row, QWidget *parent);

    /// \a label, and a letter for the button; see setLabel().
    void setLabels(const QString &label, QString &taken);
    void setEditable(bool editable);
    /// Takes the text of the file \a path, or says why it cannot.
    void load(const QString &path);
    QPushButton *loadButton() const { return m_load; }

    /// Nothing: what is to be tidied in PEM is tidied when it is saved.
    void clean() override;

private:
    void chooseFile();
    void showFacts();

    const Content m_content;
    QPushButton *m_load;
};

} // namespace Tokenwright
