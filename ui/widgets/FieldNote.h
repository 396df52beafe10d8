// SPDX-License-Identifier: MIT
#pragma once

#include "Icons.h"

#include <QWidget>

class QLabel;

namespace Tokenwright {

/// A sentence, with an icon before it unless that is None; not there while it is empty. Comes up
/// anew with each text, which tellWhenShown() has screen readers tell; a field's own note they are
/// given as the field's description.
class FieldNote : public QWidget
{
    Q_OBJECT

public:
    explicit FieldNote(Icon icon, QWidget *parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString &text);

private:
    QString m_text;
    QLabel *m_textLabel;
};

} // namespace Tokenwright
