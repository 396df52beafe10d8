// SPDX-License-Identifier: MIT
#pragma once

#include "ProviderCatalog.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <functional>

namespace Tokenwright::Fuzz {

/// A reader of what others wrote, which any bytes are given to. It must not crash, and what it
/// makes of them must keep what it promises: require() says so. Each registers itself; its seeds
/// and finds lie in corpus/NAME.
struct Target
{
    using Run = std::function<void(const QByteArray &input)>;

    Target(const char *targetName, Run runTarget);

    QByteArray name;
    Run run;
};

/// In the order of their names.
QList<const Target *> allTargets();
/// Null: there is none of that name.
const Target *targetNamed(const QByteArray &name);

/// Ends the program, as a crash does, with the words \a promise and what was \a seen unless \a
/// kept.
void require(bool kept, const char *promise, const QByteArray &seen = {});
void require(bool kept, const char *promise, const QString &seen);

/// An input taken apart: its first bytes choose, what is left is text.
class Input
{
public:
    explicit Input(const QByteArray &bytes)
        : m_rest(bytes)
    { }

    /// A number below \a count, by one byte; 0 at the end.
    int choose(int count);
    /// What is before the next \a mark, or all that is left.
    QByteArray upTo(char mark);
    const QByteArray &rest() const { return m_rest; }

private:
    QByteArray m_rest;
};

/// Whether \a text may be put before people: no control, invisible or reordering characters, no
/// broken pairs, nothing but one line.
bool isShowable(const QString &text);

/// Whether \a secret is long and odd enough for finding it somewhere to be no coincidence.
bool isTelling(const QByteArray &secret);

/// \a bytes as UTF-8, which may be no UTF-8 itself.
QString textOf(const QByteArray &bytes);

/// The program's own providers.
const ProviderCatalog &catalog();

/// An empty folder for files that are read from disk; the one before goes.
QString scratchFolder();
/// Writes \a content there.
void writeFile(const QString &path, const QByteArray &content);
QByteArray contentOf(const QString &path);

} // namespace Tokenwright::Fuzz
