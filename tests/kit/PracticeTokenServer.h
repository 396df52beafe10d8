// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QObject>
#include <QSslCertificate>
#include <QUrl>

#include <chrono>
#include <functional>
#include <memory>

/// A request as the practice server received it.
struct PracticeRequest
{
    QByteArray method;
    QByteArray target; ///< Path and query.
    QList<std::pair<QByteArray, QByteArray>> headers; ///< In order, names as received.
    QByteArray body;
    QByteArray httpVersion; ///< "HTTP/1.1"
    /// The SHA-256 of the certificate (DER) that the client showed; empty: none.
    QByteArray clientCertificate;

    QByteArray header(const QByteArray &name) const; ///< In any case; empty if absent.
};

/// What the practice server answers.
struct PracticeAnswer
{
    int status = 200;
    QByteArray body{};
    QList<std::pair<QByteArray, QByteArray>> headers{{"Content-Type", "application/json"}};
    std::chrono::milliseconds delay{0};
    bool closeWithoutAnswer = false; ///< After `delay`.
    bool reset = false; ///< The same, without a farewell: of TLS nor of TCP.
    bool neverAnswer = false;
    QByteArray raw{}; ///< When not empty: sent instead of everything above, then closed.
    std::chrono::milliseconds drip{0}; ///< When not 0: one byte of the body each so often.
};

/// A token server on loopback, with real TLS from a certificate authority made at run time (its PEM
/// is at caFile(), its keys exist in a temporary folder only). Without a responder of the test's
/// own it behaves like eBay at /identity/v1/oauth2/token and like Pitney Bowes at /oauth/token, to
/// the letter of their documents: each knows one client, checks method, headers and body, answers
/// 401 or 400 in the provider's shape when they are wrong, and a fresh token otherwise. Anything
/// under /api/ accepts the tokens it gave.
class PracticeTokenServer : public QObject
{
    Q_OBJECT

public:
    enum class Transport { Tls, Plain };

    explicit PracticeTokenServer(Transport transport = Transport::Tls, QObject *parent = nullptr);
    ~PracticeTokenServer() override;

    bool isListening() const;
    QString problem() const; ///< Why it does not listen.
    quint16 port() const;
    /// For example url("/oauth/token").
    QUrl url(const QString &path) const;
    QString caFile() const;

    /// What the built-in providers accept. Obviously fake values.
    static QString ebayClientId(); ///< "Practice-Tokenwri-SBX-0123456789ab-0123abcd"
    static QString ebayClientSecret(); ///< "SBX-practice-not-a-secret-0001"
    static QString pitneyBowesKey(); ///< "practice-api-key-0001"
    static QString pitneyBowesSecret(); ///< "practice-api-secret-0001"

    enum class ClientCertificates { NotAskedFor, AskedFor, Demanded };
    /// For the connections to come, over TLS. Whoever asks takes any, whoever demands takes none
    /// but those of authorities it knows: \a known.
    void setClientCertificates(ClientCertificates certificates,
                               const QList<QSslCertificate> &known = {});

    /// Answers instead of the built-in providers when it returns something.
    using Responder = std::function<PracticeAnswer(const PracticeRequest &)>;
    void setResponder(Responder responder);
    /// Lifetimes of the built-in providers, in seconds; 7200 and 35999 unless set. The tokens given
    /// from then on are accepted under /api/ for as long.
    void setLifetimes(int ebaySeconds, int pitneyBowesSeconds);

    /// Begins a family of refresh tokens at eBay and gives the first of it. A \a rotating one is
    /// good for one use, which brings the next; a second use ends the family.
    QByteArray beginRefreshTokens(bool rotating = true);
    QByteArray refreshToken() const; ///< The one that may be used next.
    QList<QByteArray> refreshTokensSent() const; ///< In order.
    bool isRefreshFamilyRevoked() const;

    /// Closes every connection, whatever is under way on it.
    void hangUp();

    /// Every request received, whole.
    const QList<PracticeRequest> &requests() const;
    /// For whoever measures memory; counted anew from here.
    void forgetRequests();
    int requestCount(const QByteArray &pathPrefix = {}) const;
    int connectionCount() const;
    /// Those on which the other side said something, over TLS beyond the handshake.
    int spokenConnectionCount() const;
    /// Every token given.
    QList<QByteArray> tokensGiven() const;

    /// Provider files, `ebay.json` and `pitney-bowes.json`, with the ids, names, labels and
    /// rules of the real ones but with both environments pointing here; written to \a folder.
    void writeProviderFiles(const QString &folder) const;
    /// The same of `ebay-user.json`.
    void writeUserProviderFile(const QString &folder) const;

Q_SIGNALS:
    void requestReceived();

private:
    class Private;
    std::unique_ptr<Private> d;
};
