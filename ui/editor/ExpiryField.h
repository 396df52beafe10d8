// SPDX-License-Identifier: MIT
#pragma once

#include "Provider.h"

#include <QString>

class QWidget;

namespace Tokenwright {

class FormLayout;
class TextField;

/// A field for the day on which a secret expires; see secretExpiryFrom().
TextField *newExpiryField(FormLayout *form, QWidget *parent);

/// What stands in it while it is empty: how a day is written, or how long the secrets of \a
/// provider are taken.
QString expiryPlaceholder(const Provider &provider);

} // namespace Tokenwright
