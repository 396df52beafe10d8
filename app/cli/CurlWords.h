// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

namespace Tokenwright {

/// What somebody says to curl behind `curl NAME --`, as far as it bears on who else gets to see the
/// header. What makes curl show it, or send it on, counts only where it is said here: in .curlrc,
/// or in a file that is named here, it does not. A value.
class CurlWords
{
public:
    explicit CurlWords(QList<QByteArray> given);

    /// The option that would write the token, past any mask; empty if none does.
    QByteArray tracing() const;
    /// The option that would send what curl has as a header to whoever an answer names; empty if
    /// none does. curl \a holdsBack it from others if it is Authorization.
    QByteArray sendingOn(bool holdsBack) const;
    /// The first URL that is plain http and of another computer; empty if none is.
    QByteArray inClear() const;

    /// curl, with what it finds in the file \a header as a header, which it sends by TLS, or to
    /// this computer without a proxy, and shows nowhere but where it is masked.
    QList<QByteArray> command(const QByteArray &header) const;

private:
    /// Whether the option \a name, or its \a letter, is said.
    bool says(QByteArrayView name, char letter = 0) const;
    QList<QByteArray> whereItGoes() const;
    QList<QByteArray> whatIsShown() const;

    QList<QByteArray> m_given;
    QList<std::pair<QByteArray, qsizetype>> m_options; ///< Each with the place of its word.
    QList<QByteArray> m_urls; ///< And what may be one: not what is another option's value.
    qsizetype m_end = 0; ///< Of the options: what follows are URLs.
    bool m_lacksValue = false; ///< The last option: curl refuses that, and asks nobody anything.
};

} // namespace Tokenwright
