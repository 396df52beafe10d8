// SPDX-License-Identifier: MIT
#include "PastedText.h"

#include <algorithm>

namespace Tokenwright {

namespace {

bool isUnseen(QChar character)
{
    // Cf holds the zero-width and the bidirectional characters, the byte-order mark, the soft
    // hyphen
    return character.isSpace() || character.category() == QChar::Other_Format
        || character.category() == QChar::Other_Control;
}

bool isLineEndOrTabulator(QChar character)
{
    return character == u'\r' || character == u'\n' || character == u'\t'
        || character == QChar::LineSeparator || character == QChar::ParagraphSeparator;
}

} // namespace

PastedText cleanPastedText(const QString &text)
{
    const auto first = std::find_if_not(text.begin(), text.end(), isUnseen);
    const auto last = std::find_if_not(text.rbegin(), std::make_reverse_iterator(first), isUnseen);
    PastedText result{.text = QString(first, last.base() - first)};
    result.hadBlanksAround = result.text.size() != text.size();
    result.hadLineEnds = result.text.removeIf(isLineEndOrTabulator).size() != last.base() - first;
    return result;
}

} // namespace Tokenwright
