// SPDX-License-Identifier: MIT
#include "LabelledField.h"

#include "FieldNote.h"
#include "FormLayout.h"
#include "ShownText.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr int mostLabelLetters = 42; ///< Of a line; longer labels have several.

} // namespace

LabelledField::LabelledField(QWidget *editor, FormLayout *form, int row, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_form(form)
    , m_label(new QLabel(parent))
    , m_siblingLabel(new QLabel(this))
    , m_layout(new QVBoxLayout(this))
    , m_line(new QHBoxLayout)
    , m_problem(new FieldNote(Icon::Error, this))
    , m_warning(new FieldNote(Icon::Warning, this))
    , m_information(new FieldNote(Icon::Information, this))
{
    m_layout->setContentsMargins({});
    m_line->addWidget(editor, 1);
    m_layout->addLayout(m_line);
    m_layout->addWidget(m_problem);
    m_layout->addWidget(m_warning);
    m_layout->addWidget(m_information);
    m_label->setTextFormat(Qt::PlainText);
    m_label->setBuddy(editor);
    m_siblingLabel->setTextFormat(Qt::PlainText);
    m_siblingLabel->setBuddy(editor);
    m_siblingLabel->hide();
    setSizePolicy(editor->sizePolicy());
    m_form->insertRow(row, m_label, this);
}

void LabelledField::setLabel(const QString &label, QString &taken)
{
    m_text = visibleText(label);
    m_label->setText(withMnemonic(m_text, taken));
    m_siblingLabel->setText(m_text);
    m_editor->setAccessibleName(m_text);
    const bool wasLong = m_label->wordWrap();
    const int most = m_label->fontMetrics().averageCharWidth() * mostLabelLetters;
    const bool isLong = m_label->fontMetrics().horizontalAdvance(m_text) > most;
    m_label->setWordWrap(isLong);
    if (isLong)
        m_label->setFixedWidth(most);
    else if (wasLong) {
        m_label->setMinimumWidth(0);
        m_label->setMaximumWidth(QWIDGETSIZE_MAX);
    }
    levelLabel();
}

/// As high as a field of one line, so that the two stand on one line in every style.
void LabelledField::levelLabel()
{
    if (m_editor->sizePolicy().verticalPolicy() != QSizePolicy::Fixed)
        return;
    const int own = m_label->wordWrap() ? m_label->heightForWidth(m_label->maximumWidth())
                                        : m_label->sizeHint().height();
    m_label->setFixedHeight(std::max(m_editor->sizeHint().height(), own));
}

bool LabelledField::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) // what is in the field may have changed
        levelLabel();
    return QWidget::event(event);
}

void LabelledField::addBelow(QWidget *widget, Qt::Alignment alignment)
{
    m_layout->addWidget(widget, 0, alignment);
}

void LabelledField::addBeside(QWidget *widget)
{
    m_line->addWidget(widget);
}

int LabelledField::labelWidth() const
{
    m_label->ensurePolished();
    return m_label->wordWrap() ? m_label->maximumWidth() : m_label->QLabel::sizeHint().width();
}

void LabelledField::setLeastLabelWidth(int width)
{
    m_label->setMinimumWidth(width);
}

void LabelledField::setHint(const QString &text)
{
    if (!m_hint) {
        m_hint = new QLabel(this);
        m_hint->setWordWrap(true);
        makeSmall(m_hint);
        m_layout->insertWidget(1, m_hint);
    }
    showText(m_hint, text);
    describe();
}

void LabelledField::setProblem(const QString &text)
{
    m_problem->setText(text);
    describe();
}

void LabelledField::setWarning(const QString &text)
{
    m_warning->setText(text);
    describe();
}

void LabelledField::setInformation(const QString &text)
{
    m_information->setText(text);
    describe();
}

bool LabelledField::hasProblem() const
{
    return !m_problem->text().isEmpty();
}

void LabelledField::describe()
{
    QStringList texts{m_problem->text(), m_warning->text(), m_information->text()};
    if (m_hint)
        texts.append(m_hint->text());
    texts.removeAll(QString());
    m_editor->setAccessibleDescription(texts.join(u' '));
}

void makeSmall(QWidget *widget)
{
    QFont small = widget->font();
    small.setPointSizeF(small.pointSizeF() * 0.9);
    widget->setFont(small);
}

namespace {

/// No key types it: Chinese and Japanese have a Latin letter behind the word instead.
bool isComposed(QChar character)
{
    const QChar::Script script = character.script();
    return script == QChar::Script_Han || script == QChar::Script_Hiragana
        || script == QChar::Script_Katakana
        || character.category() == QChar::Letter_Modifier; // such as what makes a vowel long
}

/// Where what ends \a text begins: an ellipsis, a colon.
qsizetype endOf(const QString &text)
{
    qsizetype end = text.size();
    while (end > 0 && QStringView(u"….:：").contains(text.at(end - 1)))
        --end;
    return end;
}

} // namespace

QString withMnemonic(const QString &label, QString &taken)
{
    QString text = label;
    text.replace(u'&', u"&&"_s);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar letter = text.at(i).toUpper();
        if (!letter.isLetter() || letter.isSurrogate() || isComposed(letter)
            || taken.contains(letter))
            continue;
        taken.append(letter);
        return text.insert(i, u'&');
    }
    if (std::ranges::none_of(text, isComposed))
        return text;
    for (char16_t letter = u'A'; letter <= u'Z'; ++letter) {
        if (!taken.contains(letter)) {
            taken.append(letter);
            return text.insert(endOf(text), QString(u"(&" + QChar(letter) + u')'));
        }
    }
    return text;
}

QString withoutMnemonic(const QString &text)
{
    QString plain;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QStringView rest = QStringView(text).sliced(at,
                                                          std::min<qsizetype>(4, text.size() - at));
        if (rest.startsWith(u"(&") && rest.endsWith(u')') && rest.at(2).isLetterOrNumber())
            at += 3;
        else
            plain += text.at(rest.startsWith(u'&') && rest.size() > 1 ? ++at : at);
    }
    return plain;
}

QString lettersOf(const QStringList &texts)
{
    QString letters;
    for (const QString &text : texts) {
        const qsizetype at = text.indexOf(u'&');
        if (at >= 0 && at + 1 < text.size())
            letters.append(text.at(at + 1).toUpper());
    }
    return letters;
}

} // namespace Tokenwright

#include "moc_LabelledField.cpp"
