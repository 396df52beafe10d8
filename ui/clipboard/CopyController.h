// SPDX-License-Identifier: MIT
#pragma once

#include "SecretClipboard.h"
#include "Settings.h"

#include "CopyFormat.h"
#include "CredentialManager.h"
#include "CredentialRegistry.h"
#include "ProviderCatalog.h"
#include "TokenService.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace Tokenwright {

/// What is to be asked before a mint makes a token invalid that somebody may be using. Nothing is
/// done until one of the answers is called, once; they are for as long as the controller lives.
struct RevokingQuestion
{
    QString setId;
    QString objection; ///< See CopyController::objection().
    std::function<void()> mint; ///< Goes on all the same.
    std::function<void()> copyRest; ///< Copies the token that is there; empty: there is none here.
    std::function<void()> leaveIt; ///< Then the set failed(), as Cancelled.
};

/// What is to be asked before something of a production environment is copied, if the user wants
/// that. The same holds for its answers.
struct ProductionQuestion
{
    QString setId;
    std::function<void()> copy; ///< Goes on.
    std::function<void()> leaveIt; ///< Then the set failed(), as Cancelled.
};

/// From a click to the clipboard: gets what a format needs (a valid token, minted first if need be,
/// or the pair), renders it and copies it. Lives in the GUI thread; parts are borrowed.
class CopyController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        const ProviderCatalog &providers;
        const CredentialRegistry &registry;
        CredentialManager &manager;
        TokenService &service;
        SecretClipboard &clipboard;
        const Settings &settings;
        const Clock &clock;
    };
    explicit CopyController(const Parts &parts, QObject *parent = nullptr);

    // Whatever would mint and thereby make a living token invalid asks first: see wouldRevoke().
    // Whatever copies from production asks as well, if that is chosen: see wouldCopyProduction().

    /// Copies \a setId as \a format. A mint that ends late is copied only if this was the latest
    /// click and the clipboard is unchanged since; otherwise the set becomes ready().
    void copy(const QString &setId, const CopyFormat &format);
    /// Copies the header `Authorization: Bearer …`.
    void copyHeader(const QString &setId);
    /// The same, content with whatever is left of the token that is there.
    void copyWhatIsLeft(const QString &setId);
    /// Copies the header of an earlier token that still lives.
    void copyEarlier(const QString &setId, const AccessToken &token);
    /// Always mints a new token; copies nothing.
    void mint(const QString &setId);
    /// The same for each of \a setIds that is not at work, told of as one.
    void mint(const QStringList &setIds);
    /// Does once more what was asked for last of \a setId; if nothing was, mints.
    void tryAgain(const QString &setId);

    /// What a mint by \a query would do to the present token of \a setId, in two sentences; empty:
    /// nothing that anybody minds.
    QString objection(const QString &setId, const TokenQuery &query) const;

    /// How a set is named in a sentence: "Catalogue" (Sandbox), the first in quotes.
    QString nameOf(const QString &setId) const;

Q_SIGNALS:
    /// Somebody has asked for something of \a setId: what was said before is over.
    void begun(const QString &setId);
    /// A sentence about \a setId for the status bar.
    void said(const QString &sentence);
    void copied(const QString &setId, const QString &sentence);
    /// Together with copied(), when what was copied holds the set's token.
    void tokenCopied(const QString &setId);
    /// After mint(), for each set.
    void minted(const QString &setId, const QString &sentence);
    /// What came of mint() as a whole, which \a isWhole if nothing failed. Of a single set that
    /// did, failed() tells alone.
    void mintingEnded(const QString &sentence, bool isWhole);
    /// A token waits to be copied by a further click.
    void ready(const QString &setId);
    void failed(const QString &setId, const Tokenwright::Error &error);
    /// After failed(), where \a setId was to be copied: the clipboard still has what was copied
    /// before, of \a of, as nameOf() called it then.
    void stillOnClipboard(const QString &setId, const QString &of);
    /// Somebody has to answer \a question.
    void wouldRevoke(const Tokenwright::RevokingQuestion &question);
    void wouldCopyProduction(const Tokenwright::ProductionQuestion &question);

private:
    /// What is to be rendered, and what there is to say besides.
    struct Copy
    {
        const AccessToken *token;
        const ClientCredentials *credentials;
        QString note;
    };
    /// What has to be got before it is rendered.
    struct Fetched
    {
        IssuedToken issued;
        std::optional<ClientCredentials> pair; ///< If the format needs it.
    };
    /// What a copy that takes its time belongs to: the latest click, and the clipboard as it was.
    using Click = std::pair<quint64, quint64>;
    Click click() const;
    using Step = std::function<void()>;
    /// Sets that are minted together.
    struct Batch
    {
        qsizetype asked = 0;
        qsizetype ended = 0;
        qsizetype minted = 0;
    };
    void endOne(Batch &batch, bool isMinted);
    void begin(const QString &setId, Step again);
    void fail(const QString &setId, const Error &error);
    void copyWithToken(const QString &setId, const CopyFormat &format, const TokenQuery &query);
    void copyWithPair(const QString &setId, const CopyFormat &format);
    void unlessProduction(const QString &setId, const Step &step);
    void unlessItRevokes(const QString &setId, const TokenQuery &query, Step step,
                         Step copyRest = {});
    QFuture<Result<Fetched>> fetch(const QString &setId, const CopyFormat &format,
                                   const TokenQuery &query);
    void fetchAndPut(const QString &setId, const CopyFormat &format, const TokenQuery &query);
    void fetchAnew(const QString &setId, const TokenQuery &query);
    void put(const QString &setId, const CopyFormat &format, const Copy &copy);
    QString narrowerNote(const QString &setId, const IssuedToken &issued) const;
    TokenQuery query(const QString &setId) const;
    TokenQuery whatIsLeft(const QString &setId) const;

    Parts m_parts;
    quint64 m_latestClick = 0;
    QHash<QString, Step> m_lastAsked; ///< By set: what tryAgain() does.
    QHash<QString, std::shared_ptr<Batch>> m_batches; ///< By set that is still to end.
    QString m_copied; ///< Of which set the clipboard has something, if it still is ours.
};

} // namespace Tokenwright
