// SPDX-License-Identifier: MIT
#pragma once

#include "WindowActions.h"

namespace Tokenwright {

using Now = const Scene &;
using Needs = bool (*)(Now);

// What an action of the window can need, to be enabled, shown or checked: for the table in
// WindowActions.cpp. All in the GUI thread.

bool needsNothing(Now now);
bool needsSets(Now now);
bool needsSet(Now now);
bool needsWork(Now now);
bool needsRest(Now now);
bool needsCheck(Now now);
bool needsCheckAtRest(Now now);
bool needsToken(Now now);
bool needsTokenToRevoke(Now now);
bool needsProvider(Now now);
bool setIsKeptFresh(Now now);
bool setIsFavourite(Now now);
bool needsUndo(Now now);
bool needsOtherEnvironment(Now now);

// Tool tips and texts that depend on it, translated.

/// With how many sets something is done is said where it is offered: \a several has %n for it.
QString forSelected(Now now, const char *one, const char *several);
QString usualFormatHint(Now now);
QString checkHint(Now now);
QString revokeHint(Now now);

} // namespace Tokenwright
