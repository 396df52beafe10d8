// SPDX-License-Identifier: MIT
#pragma once

#include "Result.h"
#include "ServerMetadata.h"

#include <QDialog>
#include <QFuture>
#include <QStringList>

#include <functional>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace Tokenwright {

class FieldNote;
class FormLayout;

/// How a dialog finds out what a server says of itself. Its owner provides for that.
struct SetDiscovery
{
    struct Call
    {
        QFuture<Result<ServerMetadata>> found;
        std::function<void()> cancel; ///< Completes `found` with ErrorKind::Cancelled.
    };
    /// Finds out by the URL of an issuer, of an API or of an MCP server; \a caCertificates is a PEM
    /// file trusted besides the system's, or empty.
    std::function<Call(const QUrl &url, const QString &caCertificates)> ask;
};

/// What somebody took of what was found.
struct DiscoveredChoice
{
    ServerMetadata found; ///< Its methods begin with the one that was chosen.
    QStringList scopes; ///< That were ticked.
};

/// Finds out where tokens are had by a URL, shows what the server there says of itself, and lets
/// somebody choose among it. Sends nothing secret. Modeless use: open() it with WA_DeleteOnClose.
class DiscoveryDialog : public QDialog
{
    Q_OBJECT

public:
    /// \a caCertificates as in SetDiscovery.
    DiscoveryDialog(const SetDiscovery &discovery, const QString &caCertificates,
                    QWidget *parent = nullptr);
    ~DiscoveryDialog() override;

    /// Of what was found last; meaningful once it was accepted.
    DiscoveredChoice choice() const;
    /// Stops what is under way, or leaves.
    void reject() override;

private:
    void build();
    void find();
    void onFound(const Result<ServerMetadata> &found);
    void showFound(const ServerMetadata &found);
    void begin(const QUrl &url);
    void end();

    const SetDiscovery m_discovery;
    const QString m_caCertificates;
    ServerMetadata m_found;
    std::function<void()> m_cancel; ///< While something is under way.

    QLineEdit *m_url = nullptr;
    QPushButton *m_find = nullptr;
    QProgressBar *m_busyBar = nullptr;
    FieldNote *m_busyNote = nullptr;
    FieldNote *m_failure = nullptr;
    QWidget *m_result = nullptr;
    QLabel *m_endpoint = nullptr;
    QLabel *m_issuer = nullptr;
    QLabel *m_revocation = nullptr;
    QLabel *m_algorithms = nullptr;
    QLabel *m_source = nullptr;
    QComboBox *m_method = nullptr;
    FieldNote *m_methodNote = nullptr;
    QLabel *m_scopesLabel = nullptr;
    QListWidget *m_scopes = nullptr;
    FormLayout *m_facts = nullptr;
    QPushButton *m_use = nullptr;
};

} // namespace Tokenwright
