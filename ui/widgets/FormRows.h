// SPDX-License-Identifier: MIT
#pragma once

class QFormLayout;
class QWidget;

namespace Tokenwright {

/// Shows or hides the row of \a field. QFormLayout::setRowVisible() shows the label and then the
/// field, and if the layout is worked out between the two, Qt 6.4 writes past the end of its list
/// of rows; here it is worked out when both are done.
void setFormRowVisible(QFormLayout *form, QWidget *field, bool visible);

} // namespace Tokenwright
