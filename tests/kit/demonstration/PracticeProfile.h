// SPDX-License-Identifier: MIT
#pragma once

#include "PracticeTokenServer.h"

#include "Profile.h"
#include "Result.h"

#include <QList>
#include <QString>

/// The profile of a demonstration: provider files that lead to a practice token server, and one
/// credential set for each of its providers, made as the program itself makes them. Lives as long
/// as the server is needed.
class PracticeProfile
{
public:
    struct Set
    {
        QString name;
        QString provider; ///< For people.
        QString environment; ///< For people.
    };

    /// In the standard XDG folders and the session's keychain: to be used in a private session
    /// only.
    Tokenwright::Result<void> prepare();

    const PracticeTokenServer &server() const { return m_server; }
    const QList<Set> &sets() const { return m_sets; }

private:
    PracticeTokenServer m_server;
    QList<Set> m_sets;
};
