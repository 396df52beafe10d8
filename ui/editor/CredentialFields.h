// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"
#include "DiscoveryDialog.h"
#include "ProviderCatalog.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;
class QTimer;

namespace Tokenwright {

class EnvironmentChoice;
class ExtraFields;
class FormLayout;
class LabelledField;
class MoreOptions;
class PairFields;
class ProviderBox;
class ScopesField;
class TextField;

/// The fields that describe a credential set, and what is wrong with what is in them. Knows nothing
/// of keychain and index. Nothing that was typed goes when another provider or environment is
/// chosen: what has no place there is back with the provider it was typed for.
class CredentialFields : public QWidget
{
    Q_OBJECT

public:
    /// What the fields have to know of what is around them.
    struct Surroundings
    {
        ProviderCatalog providers; ///< A copy, so that the files may be read anew meanwhile.
        QHash<QString, int> uses; ///< How many sets there are of each provider, by its id.
        NameTaken nameTaken;
        /// A name like \a name that is free within \a environment.
        std::function<QString(const QString &name, const QString &environment)> freeName;
        QString reservedLetters; ///< The mnemonics of what else the window holds.
        SetDiscovery discovery{}; ///< Empty: servers are not found by a URL.
    };

    /// \a base is what the fields start from; without provider, an empty form.
    CredentialFields(Surroundings surroundings, CredentialSet base, QWidget *parent = nullptr);

    /// Null when there is none of the set's: then nothing can be edited.
    const Provider *provider() const;
    /// Chooses the provider \a id, if there is one.
    void suggestProvider(const QString &id);
    CredentialForm form() const;

    void setPair(const ClientCredentials &pair);
    /// What the pair has to be from now on, and what is to be said about that.
    void setPairRule(PairRule rule, const QString &note = {}, const QString &placeholder = {});
    void setPairEnabled(bool enabled);
    /// \a set is what index and keychain hold by now of what is in the fields, with \a pair if it
    /// is known; nothing is touched any more.
    void setSaved(const CredentialSet &set, const std::optional<ClientCredentials> &pair);

    /// Whether somebody typed or chose anything since.
    bool isTouched() const { return m_isTouched; }
    void hideSecrets();
    /// Puts the focus into the first field that is empty and takes text, or else on the name.
    void focusFirstEmpty();
    void focusName();

    /// Tidies what was pasted and tells whether all can be saved: null. If not, each field says
    /// what is wrong with it, and the first control of which something is said is returned.
    QWidget *check();

Q_SIGNALS:
    void touched();
    /// Once they were refused: the first thing that is wrong with what is in the fields by now; or,
    /// empty, nothing any more.
    void mistakeChanged(const QString &text);
    /// The user opened "More options", which begins with \a begin.
    void moreOpened(const QWidget *begin);

protected:
    void changeEvent(QEvent *event) override;

private:
    void buildRows();
    void connectRows();
    void fillProviders();
    void tellNotFound(const QString &text);
    void onProviderChosen();
    void showProvider();
    QString setLabels();
    void showUnknownProvider(QString &taken);
    void showEnvironments(const Provider &provider);
    void showEnvironment();
    void showTokenUrl();
    void addDiscoveryRow(FormLayout *rows);
    void showDiscoveryRow(const Provider &provider);
    void labelDiscoveryRow(QString &taken);
    void discover();
    void takeOver(const DiscoveredChoice &choice);
    void showPairRows();
    void showPreview();
    void suggestName();
    void alignLabels();
    void onChanged();
    void onLeft();
    Entry known() const;
    PairWarnings warnings() const;
    bool hasOldExpiry() const;
    QList<LabelledField *> allFields() const;
    QList<DraftProblem> review(bool whole);
    LabelledField *field(const DraftField &field) const;
    QList<QWidget *> tabChain() const;
    void setTabOrderOfRows();

    const Surroundings m_surroundings;
    CredentialSet m_base;
    bool m_suggestsName; ///< As long as it has none of the user's own, and is not saved.
    PairRule m_pairRule = PairRule::Whole;
    QString m_pairPlaceholder;
    std::optional<ClientCredentials> m_known; ///< What the keychain holds, once it was read.
    const QString m_previewUuid; ///< The preview's, so that it changes with the fields alone.
    bool m_wasRefused = false; ///< Once refused, all problems are kept up to date.
    bool m_isFilling = true; ///< What changes now is not the user's doing.
    bool m_isTouched = false;
    QString m_suggestedName;
    QHash<QString, QString> m_environments; ///< Chosen by hand, of each provider.
    std::optional<ProviderEnvironment> m_lastEnvironment; ///< That was chosen by hand.

    ProviderBox *m_provider;
    LabelledField *m_providerField;
    EnvironmentChoice *m_environment;
    LabelledField *m_environmentField;
    QLabel *m_tokenUrl;
    TextField *m_name;
    FormLayout *m_rows = nullptr;
    QPushButton *m_discover = nullptr;
    ExtraFields *m_variables;
    PairFields *m_pair;
    ScopesField *m_scopes;
    ExtraFields *m_parameters;
    MoreOptions *m_more;
    QTimer *m_previewTimer; ///< One preview for any number of changes at once.
};

} // namespace Tokenwright
