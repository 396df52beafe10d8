// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace Tokenwright {

class FieldNote;
class FormLayout;

/// A control of a form with its label and what there is to say about it. The label's text is also
/// the control's accessible name, and what is said its accessible description. Hiding it hides its
/// row.
class LabelledField : public QWidget
{
    Q_OBJECT

public:
    /// Takes \a editor and becomes row \a row of \a form; -1: the last one.
    LabelledField(QWidget *editor, FormLayout *form, int row, QWidget *parent);

    QWidget *editor() const { return m_editor; }
    /// \a label as it is read; the letter to reach it by is chosen among those not in \a taken.
    void setLabel(const QString &label, QString &taken);
    QString label() const { return m_text; }
    /// Puts \a widget below the control.
    void addBelow(QWidget *widget, Qt::Alignment alignment = {});
    /// Puts \a widget behind the control, on its line.
    void addBeside(QWidget *widget);
    /// How wide the label wants to be, seen or not; and how wide it is at least, in pixels.
    int labelWidth() const;
    void setLeastLabelWidth(int width);

    /// What is always to be known of it; below the control, in small letters.
    void setHint(const QString &text);
    void setProblem(const QString &text);
    void setWarning(const QString &text);
    void setInformation(const QString &text);
    bool hasProblem() const;

protected:
    bool event(QEvent *event) override;

private:
    void levelLabel();
    void describe();

    QWidget *m_editor;
    FormLayout *m_form;
    QLabel *m_label;
    /// Never shown. Qt tells assistive technologies the label of a combo box only when the two are
    /// siblings, and the form is the parent of the label that is seen.
    QLabel *m_siblingLabel;
    QVBoxLayout *m_layout;
    QHBoxLayout *m_line; ///< The control, and what is beside it.
    FieldNote *m_problem;
    FieldNote *m_warning;
    FieldNote *m_information;
    QLabel *m_hint = nullptr; ///< Null until there is one.
    QString m_text;
};

/// Small letters, for what stands beside the point.
void makeSmall(QWidget *widget);

/// \a label for a control, with a letter to reach it by: the first one that is not in \a taken,
/// which it joins; behind it, in parentheses, where its own letters have no keys. Ampersands of the
/// label's own stay. Pure.
QString withMnemonic(const QString &label, QString &taken);
/// \a text as it is read: without the letter to reach it by, where that stands in parentheses too.
/// Pure.
QString withoutMnemonic(const QString &text);
/// The letters that \a texts have behind their “&”, for withMnemonic().
QString lettersOf(const QStringList &texts);

} // namespace Tokenwright
