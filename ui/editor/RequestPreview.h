// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"
#include "LinesEdit.h"
#include "RequestDraft.h"

namespace Tokenwright {

/// The token request as \a form describes it, on top of what index and keychain hold (\a known):
/// without a secret in any shape, and with "…" for what is not entered yet. Where there
/// can be no request, why. Pure but for the signature that it does not show.
QString requestPreview(const CredentialForm &form, const Provider &provider, const Entry &known,
                       PairRule rule, const RequestStamp &stamp);

/// Shows a request as it goes over the wire; can be read and copied.
class RequestPreview : public LinesEdit
{
    Q_OBJECT

public:
    explicit RequestPreview(QWidget *parent = nullptr);

    void setText(const QString &text);
};

} // namespace Tokenwright
