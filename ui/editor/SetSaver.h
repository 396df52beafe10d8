// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"
#include "CredentialManager.h"
#include "CredentialRegistry.h"

#include <QObject>

#include <optional>

namespace Tokenwright {

/// Saves what a form describes, and knows what index and keychain hold of it by then: a new set is
/// made once, and from then on it is edited. Lives in the GUI thread; registry and manager are
/// borrowed.
class SetSaver : public QObject
{
    Q_OBJECT

public:
    /// What is known of the pair in the keychain.
    enum class Pair {
        None, ///< There is none: the set is new, or it was lost.
        Read,
        Unreadable, ///< There may be one; it stays unless another is entered.
    };

    /// For \a set, which is made when it has no id.
    SetSaver(CredentialRegistry &registry, CredentialManager &manager, CredentialSet set,
             QObject *parent);

    bool isNew() const { return m_set.id.isEmpty(); }
    /// As it was when it was read, or as it was saved last.
    const CredentialSet &set() const { return m_set; }
    const std::optional<ClientCredentials> &pair() const { return m_pair; }

    /// Reads the pair; ends in pairRead().
    void readPair();
    /// Saves; ends in saved(), failed() or endpointMoved(). \a provider is borrowed for as long as
    /// this lives.
    void save(const CredentialForm &form, const Provider &provider,
              OriginConsent consent = OriginConsent::NotGiven);

Q_SIGNALS:
    void pairRead(Tokenwright::SetSaver::Pair pair, const Tokenwright::Error &error);
    void saved();
    void failed(const Tokenwright::Error &error);
    /// Nothing was saved: the secret would go to \a now, and was kept for \a before, which is empty
    /// when nobody knows. With consent, save() does it.
    void endpointMoved(const QString &before, const QString &now);

private:
    void create(const CredentialForm &form, const Provider &provider);
    void onCreateFailed(const CredentialSet &set, const Error &error);
    void editWithPair(const CredentialForm &form, const Provider &provider, OriginConsent consent);
    void onEdited(const Result<void> &outcome, const CredentialSet &set,
                  const std::optional<ClientCredentials> &pair);

    CredentialRegistry &m_registry;
    CredentialManager &m_manager;
    CredentialSet m_set;
    Pair m_pairState = Pair::None;
    std::optional<ClientCredentials> m_pair; ///< As read, or saved.
    bool m_pairIsCertain = true; ///< No, once a write timed out: then it may have landed.
};

} // namespace Tokenwright
