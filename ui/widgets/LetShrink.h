// SPDX-License-Identifier: MIT
#pragma once

#include <QComboBox>

namespace Tokenwright {

/// Long entries of \a box are not what decides how wide a window is: \a letters of them are.
inline void letShrink(QComboBox *box, int letters = 24)
{
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(letters);
}

} // namespace Tokenwright
