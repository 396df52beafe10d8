// SPDX-License-Identifier: MIT
#include "export/EnvironmentTemplate.h"

#include "ClientAuthentication.h"
#include "ProviderMatch.h"
#include "Text.h"
#include "VisibleText.h"
#include "assignments/KeyNames.h"

#include <QSet>

namespace Tokenwright {

namespace {

/// \a text as words that every reader of such a file takes in a name.
QStringList plainWords(const QString &text)
{
    QStringList words;
    for (const QString &word : keyWords(text)) {
        QString plain;
        for (const QChar character : word)
            plain += character.unicode() < 128 ? character : u'_';
        words.append(plain);
    }
    return words;
}

/// Writes one set after another; what is called alike in two of them gets a number.
class TemplateWriter
{
public:
    explicit TemplateWriter(const ProviderCatalog &catalog)
        : m_catalog(catalog)
    { }

    QString text{};

    void add(const CredentialSet &set)
    {
        const Provider *known = m_catalog.provider(set.provider);
        const Provider provider = known ? *known : Provider();
        const ProviderEnvironment *environment = provider.environment(set.environment);
        const bool isGeneric = genericMatch(m_catalog, u"https://localhost/"_s).provider
            == provider.id;
        const QStringList beginning = beginningFor(set, provider, isGeneric);
        QStringList pairWords = beginning;
        if (const QString word = wordFor(environment); !word.isEmpty())
            pairWords.append(word);

        remark(Text::tr("%1 (%2, %3)")
                   .arg(set.name, known ? provider.name : set.provider,
                        environment ? environment->name : set.environment));
        if (environment && !isGeneric)
            remark(Text::tr("Token endpoint: %1").arg(environment->tokenUrl));
        const ClientAuthenticationMethod *method = methodOf(provider, set.clientAuthentication);
        line(pairWords, u"CLIENT_ID");
        if (!method || method->needsSecret())
            line(pairWords, u"CLIENT_SECRET");
        if (isGeneric)
            line(pairWords, u"TOKEN_URL");
        if (!set.scopes.isEmpty() || provider.request.scopes.required)
            line(pairWords, u"SCOPES");
        addRest(set, provider, beginning, isGeneric ? nullptr : environment);
        text += u'\n';
    }

private:
    /// What tells the provider, and the set where it has a name of its own.
    QStringList beginningFor(const CredentialSet &set, const Provider &provider, bool isGeneric)
    {
        QStringList words = isGeneric ? QStringList() : plainWords(provider.id);
        QStringList own = plainWords(set.name);
        own.removeIf(
            [&](const QString &word) { return isEnvironmentWord(word) || words.contains(word); });
        words += own;
        if (words.isEmpty() || words.first().front().isDigit())
            words.prepend(u"OAUTH"_s);
        const QString base = words.join(u'_');
        const QString place = base + u'/' + set.environment;
        if (const int number = ++m_places[place]; number > 1)
            words.append(QString::number(number));
        return words;
    }

    static QString wordFor(const ProviderEnvironment *environment)
    {
        if (!environment)
            return {};
        const QString word = environment->id.toUpper();
        if (isEnvironmentWord(word))
            return word;
        return environment->production ? u"PRODUCTION"_s : u"SANDBOX"_s;
    }

    /// The provider's variables and parameters, which count for all its environments.
    void addRest(const CredentialSet &set, const Provider &provider, const QStringList &beginning,
                 const ProviderEnvironment *environment)
    {
        for (const Variable &variable : provider.variables) {
            const bool isUsed = environment
                && (environment->tokenUrl.contains(u'{' + variable.name + u'}')
                    || set.variables.contains(variable.name));
            if (isUsed)
                line(beginning, plainWords(variable.name).join(u'_'));
        }
        for (const RequestParameter &parameter : provider.request.parameters) {
            if (parameter.secret || parameter.required || set.parameters.contains(parameter.name))
                line(beginning, plainWords(parameter.name).join(u'_'));
        }
    }

    void remark(const QString &words) { text += u"# " + visibleText(words) + u'\n'; }

    void line(const QStringList &beginning, QStringView ending)
    {
        const QString name = beginning.join(u'_') + u'_' + ending;
        if (m_names.contains(name))
            return;
        m_names.insert(name);
        text += name + u"=\n";
    }

    const ProviderCatalog &m_catalog;
    QSet<QString> m_names{};
    QHash<QString, int> m_places{};
};

} // namespace

QByteArray environmentTemplate(const QList<CredentialSet> &sets, const ProviderCatalog &catalog)
{
    TemplateWriter writer(catalog);
    for (const CredentialSet &set : sets)
        writer.add(set);
    return writer.text.trimmed().toUtf8() + '\n';
}

} // namespace Tokenwright
