// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"
#include "ProviderCatalog.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;
class QTimer;

namespace Tokenwright {

class ExtraFields;
class LabelledField;
class MoreOptions;
class PairFields;
class ScopesEdit;
class TextField;

/// The fields that describe a credential set, and what is wrong with what is in them. Knows nothing
/// of keychain and index.
class CredentialFields : public QWidget
{
    Q_OBJECT

public:
    /// \a base is what the fields start from; without provider, an empty form. \a reservedLetters
    /// are the mnemonics of what else the window holds. \a providers is a copy, so that the files
    /// may be read anew meanwhile.
    CredentialFields(ProviderCatalog providers, CredentialSet base, NameTaken nameTaken,
                     const QString &reservedLetters, QWidget *parent = nullptr);

    /// Null when there is none of the set's: then nothing can be edited.
    const Provider *provider() const;
    /// Chooses the provider \a id, if there is one.
    void suggestProvider(const QString &id);
    CredentialForm form() const;

    void setPair(const ClientCredentials &pair);
    /// What the pair has to be from now on, and what is to be said about that.
    void setPairRule(PairRule rule, const QString &note = {}, const QString &placeholder = {});
    void setPairEnabled(bool enabled);

    /// Tidies what was pasted and tells whether all can be saved. If not, each field says what is
    /// wrong with it and the first of those gets the focus.
    bool check();

Q_SIGNALS:
    /// The user closed "More options": there is less to see.
    void moreClosed();

private:
    void buildRows();
    void fillProviders();
    void showProvider();
    void showUnknownProvider(QString &taken);
    void showEnvironment();
    void showTokenUrl();
    void showScopes(const Provider &provider);
    void showPairRows();
    void showPreview();
    void pickScopes();
    void onChanged();
    void onLeft();
    Entry known() const;
    PairWarnings warnings() const;
    QList<DraftProblem> review(bool whole);
    LabelledField *field(const DraftField &field) const;
    void setTabOrderOfRows();

    const ProviderCatalog m_providers;
    const CredentialSet m_base;
    const NameTaken m_nameTaken;
    const QString m_reservedLetters;
    PairRule m_pairRule = PairRule::Whole;
    std::optional<ClientCredentials> m_known; ///< What the keychain holds, once it was read.
    const QString m_previewUuid; ///< The preview's, so that it changes with the fields alone.
    bool m_wasRefused = false; ///< Once refused, all problems are kept up to date.

    TextField *m_name;
    QComboBox *m_provider;
    LabelledField *m_providerField;
    QComboBox *m_environment;
    LabelledField *m_environmentField;
    ExtraFields *m_variables;
    QLabel *m_tokenUrl;
    PairFields *m_pair;
    ScopesEdit *m_scopes;
    LabelledField *m_scopesField;
    QPushButton *m_chooseScopes;
    ExtraFields *m_parameters;
    MoreOptions *m_more;
    QTimer *m_previewTimer; ///< One preview for any number of changes at once.
};

} // namespace Tokenwright
