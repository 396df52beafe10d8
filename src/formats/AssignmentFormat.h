// SPDX-License-Identifier: MIT
#pragma once

#include "AccessToken.h"
#include "Provider.h"
#include "Secret.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <expected>
#include <span>

namespace Tokenwright {

/// One environment variable; its value may be a secret.
struct EnvironmentVariable
{
    QByteArray name;
    Secret value;
};

/// The variables by which a program finds \a token: \a start with _ACCESS_TOKEN, _AUTHORIZATION
/// (what stands behind the header's name) and _EXPIRES_AT (whole seconds since the epoch; empty:
/// unknown), as the wall clock is at \a now. Pure.
QList<EnvironmentVariable> tokenVariables(const Provider &provider, const AccessToken &token,
                                          const QByteArray &start, const Moment &now);

/// One way to write variables down.
struct AssignmentFormat
{
    const char *name; ///< As `env --format` takes it.
    const char *readers; ///< For whom it is, to be translated in context "Tokenwright".
    /// Whether a value can be written so that all of those readers have it as it is.
    bool (*holds)(QByteArrayView value);
    Secret (*lines)(const QList<EnvironmentVariable> &);

    QString translatedReaders() const;
    /// Whole lines. Otherwise words that name the variable whose value the format cannot hold; no
    /// value is in them.
    std::expected<Secret, QString> write(const QList<EnvironmentVariable> &variables) const;
};

/// THE table of formats; the first is the usual one.
std::span<const AssignmentFormat> assignmentFormats();

} // namespace Tokenwright
