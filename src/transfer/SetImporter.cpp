// SPDX-License-Identifier: MIT
#include "SetImporter.h"

#include "Async.h"

#include <algorithm>

namespace Tokenwright {

namespace {

/// Whether what failed by \a error would fail for every other set as well.
bool endsAll(const Error &error)
{
    return error.kind == ErrorKind::KeychainLocked || error.kind == ErrorKind::KeychainUnavailable
        || error.kind == ErrorKind::Cancelled;
}

} // namespace

struct SetImporter::Survey
{
    QStringList ids; ///< Of the sets that are still to be read.
    KnownPairs known;
    Async::Completion<KnownPairs> completion;
};

struct SetImporter::Run
{
    QList<ImportRow> rows;
    QList<ImportOutcome> outcomes;
    Async::Completion<QList<ImportOutcome>> completion;
};

SetImporter::SetImporter(CredentialManager &manager, const CredentialRegistry &registry,
                         const ProviderCatalog &catalog, QObject *parent)
    : QObject(parent)
    , m_manager(manager)
    , m_registry(registry)
    , m_catalog(catalog)
{ }

QFuture<Result<KnownPairs>> SetImporter::knownPairs(const QList<ImportSource> &sources,
                                                    const ImportChoices &choices)
{
    const auto survey = std::make_shared<Survey>();
    const QList<ImportRow> rows = planImport(sources, {}, {}, m_catalog, choices);
    for (const CredentialSet &set : m_registry.sets()) {
        const bool couldBeSame = std::ranges::any_of(rows, [&](const ImportRow &row) {
            return row.isImportable() && row.hasPair() && row.set.provider == set.provider
                && row.set.environment == set.environment;
        });
        if (couldBeSame)
            survey->ids.append(set.id);
    }
    readNext(survey);
    return survey->completion.future();
}

void SetImporter::readNext(const std::shared_ptr<Survey> &survey)
{
    if (survey->ids.isEmpty()) {
        survey->completion.finish(survey->known);
        return;
    }
    const QString id = survey->ids.takeFirst();
    Async::onResult(m_manager.credentials(id, Prompt::Allowed), this,
                    [this, survey, id](const Result<ClientCredentials> &pair) {
                        if (pair) {
                            survey->known.pairs.insert(id, *pair);
                        } else if (pair.error().kind == ErrorKind::SecretMissing) {
                            survey->known.missing.insert(id);
                        } else {
                            survey->known.unread = pair.error();
                            if (endsAll(pair.error()))
                                survey->ids.clear();
                        }
                        readNext(survey);
                    });
}

QFuture<Result<QList<ImportOutcome>>> SetImporter::run(const QList<ImportRow> &rows)
{
    m_isCancelled = false;
    const auto run = std::make_shared<Run>();
    run->rows = rows;
    addNext(run);
    return run->completion.future();
}

void SetImporter::addNext(const std::shared_ptr<Run> &run)
{
    while (run->outcomes.size() < run->rows.size()) {
        const ImportRow &row = run->rows.at(run->outcomes.size());
        const bool hasEnded = !run->outcomes.isEmpty() && !run->outcomes.last().isAdded()
            && endsAll(run->outcomes.last().error);
        if (!hasEnded && !m_isCancelled && row.isImportable()) {
            Async::onResult(
                row.hasPair() ? m_manager.create(row.set, row.pair)
                              : m_manager.createWithoutPair(row.set),
                this, [this, run](const Result<QString> &id) {
                    note(*run, id ? ImportOutcome{.id = *id} : ImportOutcome{.error = id.error()});
                    addNext(run);
                });
            return;
        }
        if (hasEnded)
            note(*run, {.error = run->outcomes.last().error});
        else if (m_isCancelled)
            note(*run, {.error = {.kind = ErrorKind::Cancelled}});
        else
            note(*run, {.error = {.kind = ErrorKind::Configuration, .message = row.text}});
    }
    run->completion.finish(run->outcomes);
}

void SetImporter::note(Run &run, const ImportOutcome &outcome)
{
    const qsizetype index = run.outcomes.size();
    run.outcomes.append(outcome);
    run.rows[index].pair = {}; // no longer than needed
    Q_EMIT rowDone(index, outcome);
}

} // namespace Tokenwright

#include "moc_SetImporter.cpp"
