// SPDX-License-Identifier: MIT
#include "DurationSpinBox.h"

#include "Literals.h"

#include <QRegularExpression>

namespace Tokenwright {

DurationSpinBox::DurationSpinBox(QWidget *parent)
    : QSpinBox(parent)
{ }

QString DurationSpinBox::toText(int seconds)
{
    const int minutes = seconds / 60;
    const int rest = seconds % 60;
    if (minutes == 0)
        return tr("%1 s").arg(rest);
    if (rest == 0)
        return tr("%1 min").arg(minutes);
    return tr("%1 min %2 s").arg(minutes).arg(rest);
}

std::optional<int> DurationSpinBox::fromText(const QString &text)
{
    const auto unit = [](QString translation) {
        return QRegularExpression::escape(translation.remove(u"%1"_s).trimmed());
    };
    static const QRegularExpression pattern(
        u"^\\s*(?:(\\d{1,5})\\s*(?:%1|m[a-z]*))?\\s*(?:(\\d{1,6})\\s*(?:%2|s[a-z]*)?)?\\s*$"_s.arg(
            unit(tr("%1 min")), unit(tr("%1 s"))),
        QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(text);
    if (!match.hasMatch() || (match.captured(1).isEmpty() && match.captured(2).isEmpty()))
        return std::nullopt;
    return match.captured(1).toInt() * 60 + match.captured(2).toInt();
}

QString DurationSpinBox::textFromValue(int seconds) const
{
    return toText(seconds);
}

int DurationSpinBox::valueFromText(const QString &text) const
{
    return fromText(text).value_or(value());
}

QValidator::State DurationSpinBox::validate(QString &text, int &) const
{
    if (!specialValueText().isEmpty() && text == specialValueText())
        return QValidator::Acceptable;
    const std::optional<int> seconds = fromText(text);
    if (!seconds || *seconds < minimum())
        return QValidator::Intermediate; // on the way to one, or put back when the field is left
    return *seconds <= maximum() ? QValidator::Acceptable : QValidator::Invalid;
}

} // namespace Tokenwright

#include "moc_DurationSpinBox.cpp"
