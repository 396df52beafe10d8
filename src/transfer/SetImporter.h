// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialManager.h"
#include "ImportPlan.h"

#include <QFuture>
#include <QObject>

#include <memory>

namespace Tokenwright {

/// What became of one row.
struct ImportOutcome
{
    QString id{}; ///< The new set's; empty: it was not added.
    Error error{}; ///< Why it was not.

    bool isAdded() const { return !id.isEmpty(); }
};

/// Carries out an import; the only part of it with effects. Reads what the keychain holds of sets
/// that could be the same, then, once somebody has agreed to the plan, adds the chosen rows one
/// after another. Everything it does was asked for, so it may bring up an unlock prompt. Lives in
/// one thread; what it is given is borrowed and must outlive it.
class SetImporter : public QObject
{
    Q_OBJECT

public:
    SetImporter(CredentialManager &manager, const CredentialRegistry &registry,
                const ProviderCatalog &catalog, QObject *parent = nullptr);

    /// The pairs of the existing sets that something in \a sources could be the same as: those of
    /// the same provider and environment. Where there are none, the keychain is not touched.
    /// Completes with what could be read, KnownPairs::unread saying why that is not all; stops
    /// asking a keychain that is locked or not there. Errors: Cancelled, when this object goes.
    QFuture<Result<KnownPairs>> knownPairs(const QList<ImportSource> &sources,
                                           const ImportChoices &choices = {});

    /// Adds each of \a rows, which must be importable, by CredentialManager::create() (without a
    /// pair: createWithoutPair()); each is there whole or not at all. One that fails does not keep
    /// the next from being tried, unless the keychain is locked or not there, or cancel() was
    /// called: then the others fail likewise without being tried. Completes with the outcome of
    /// each row, the new set's id or the error, in their order. Errors: Cancelled, when this object
    /// goes.
    QFuture<Result<QList<ImportOutcome>>> run(const QList<ImportRow> &rows);

    /// Ends run() after the row under way.
    void cancel() { m_isCancelled = true; }

Q_SIGNALS:
    /// Row \a index of run() was added, or failed.
    void rowDone(qsizetype index, const Tokenwright::ImportOutcome &outcome);

private:
    struct Survey;
    struct Run;
    void readNext(const std::shared_ptr<Survey> &survey);
    void addNext(const std::shared_ptr<Run> &run);
    void note(Run &run, const ImportOutcome &outcome);

    CredentialManager &m_manager;
    const CredentialRegistry &m_registry;
    const ProviderCatalog &m_catalog;
    bool m_isCancelled = false;
};

} // namespace Tokenwright
