// SPDX-License-Identifier: MIT
#pragma once

#include "CredentialForm.h"

#include <QObject>

class QComboBox;
class QToolButton;

namespace Tokenwright {

class DurationSpinBox;
class FormLayout;
class LabelledField;
class LinesEdit;
class RequestPreview;
class TextField;

/// The rows that few sets need, behind a button that opens and closes them: the user's own words on
/// the set, how the client authenticates, extra parameters and headers, and the request that comes
/// of it all. What somebody chose or wrote stays when another provider is shown.
class MoreOptions : public QObject
{
    Q_OBJECT

public:
    MoreOptions(FormLayout *form, QWidget *parent);

    /// Shows what the owner of \a set wrote about it.
    void setOwnWords(const CredentialSet &set);
    /// Shows what \a set says, or, if it is null, what \a provider says alone.
    void setProvider(const Provider &provider, const CredentialSet *set);
    /// \a taken: see withMnemonic().
    void setToggleLabel(QString &taken);
    void setLabels(QString &taken);
    /// The names of all secret parameters that the keychain keeps; those without a field of their
    /// own have a line.
    void setKeptSecrets(const QStringList &names);
    /// What these rows describe is what \a set and the keychain, with secret parameters of those
    /// \a names, hold by now.
    void setSaved(const CredentialSet &set, const QStringList &names);
    /// Writes what these rows hold into \a form.
    void read(CredentialForm &form) const;

    bool isExpanded() const;
    void setExpanded(bool expanded);
    /// Takes the whole of it away.
    void hide();

    /// The URL that assertions are for unless something else is entered; empty: not known yet.
    void setTokenUrl(const QString &url);
    void setPreview(const QString &text);
    /// Says that the day on which the secret expires is of the one before.
    void setExpiryIsOld(bool isOld);
    /// As if somebody had chosen ClientAuthenticationMethod::id \a method; empty: as the provider
    /// says.
    void chooseAuthentication(const QString &method);

    /// The field of a problem; null when it is none of these.
    LabelledField *field(DraftField::Kind kind) const;
    QList<LabelledField *> fields() const;
    QWidget *toggle() const;
    QList<QWidget *> tabChain() const;

Q_SIGNALS:
    void changed();
    void left();
    void authenticationChanged();
    void expandedChanged();
    /// The user opened it.
    void opened();

private:
    void showUsual();
    void fillAuthentication(const Provider &provider, const QString &chosen);
    void fillAlgorithm(const QString &chosen);
    void showRows();
    void showLines();
    void showKept();

    Provider m_provider;
    std::optional<CredentialSet> m_set; ///< Whose rows these are, at its own provider.
    QStringList m_keptSecrets; ///< In the keychain.
    QStringList m_shownSecrets; ///< Those that have lines.
    bool m_wasToggled = false; ///< By hand: then it stays as the user wants it.
    AssertionRules m_usualAssertion; ///< What these rows showed before anybody touched them.
    QString m_usualAuthentication;
    int m_usualMinimum;
    QToolButton *m_toggle;
    TextField *m_tags;
    LinesEdit *m_notes;
    LabelledField *m_notesField;
    TextField *m_expires;
    QComboBox *m_authentication;
    LabelledField *m_authenticationField;
    TextField *m_keyId;
    QComboBox *m_algorithm;
    LabelledField *m_algorithmField;
    TextField *m_audience;
    LinesEdit *m_parameters;
    LabelledField *m_parametersField;
    LinesEdit *m_headers;
    LabelledField *m_headersField;
    DurationSpinBox *m_minimum;
    LabelledField *m_minimumField;
    RequestPreview *m_preview;
    LabelledField *m_previewField;
};

} // namespace Tokenwright
