// SPDX-License-Identifier: MIT
#pragma once

#include "Secret.h"

#include <QByteArray>
#include <QList>

namespace Tokenwright {

/// Takes secrets out of bytes that come piece by piece, as another program prints them: each is
/// replaced by "••••••", also where it comes in several pieces, and as JSON, HTML or a URL write
/// it. What may be the beginning of one is held back until it is known, and nothing else. A value
/// for one stream; any thread.
class SecretMask
{
public:
    /// Empty secrets are none.
    explicit SecretMask(const QList<Secret> &secrets);
    ~SecretMask();
    Q_DISABLE_COPY_MOVE(SecretMask)

    /// What may be shown once \a piece has come.
    QByteArray masked(const QByteArray &piece);
    /// What was held back, once nothing more comes. To be called last.
    QByteArray rest();

private:
    qsizetype beginningAtEnd() const;
    bool mayBeLonger(qsizetype from, qsizetype length) const;

    const QList<Secret> m_secrets; ///< The longest first.
    QByteArray m_held;
    bool m_isEnded = false;
};

} // namespace Tokenwright
