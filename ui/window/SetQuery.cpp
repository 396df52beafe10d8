// SPDX-License-Identifier: MIT
#include "SetQuery.h"

#include "Text.h"
#include "VisibleText.h"

#include <algorithm>

namespace Tokenwright {

namespace {

struct StateWord
{
    const char *word;
    bool (*holds)(const TokenStatus &status);
};

/// THE table of what `is:` may ask of a status. Not translated: it is a language of its own.
constexpr StateWord stateWords[]{
    {"failed", [](const TokenStatus &status) { return status.state == TokenState::Failed; }},
    {"expired", [](const TokenStatus &status) { return status.state == TokenState::Expired; }},
    {"expiring",
     [](const TokenStatus &status) {
         return status.isCounting() && countingState(status.remaining) != TokenState::Fresh;
     }},
    {"valid",
     [](const TokenStatus &status) {
         return status.isCounting() || status.state == TokenState::UnknownLifetime
             || status.state == TokenState::Ready;
     }},
    {"secret-expiring", [](const TokenStatus &status) { return status.secretEnds; }},
    {"minting", [](const TokenStatus &status) { return status.state == TokenState::Working; }},
};
constexpr QLatin1StringView favouriteWord("favourite");

bool isStateWord(const QString &begun)
{
    return std::ranges::any_of(stateWords, [&](const StateWord &known) {
        return QLatin1StringView(known.word).startsWith(begun);
    });
}

bool isKindOfEnvironment(const QString &begun)
{
    return QStringView(u"production").startsWith(begun)
        || QStringView(u"sandbox").startsWith(begun);
}

QString folded(const QString &text)
{
    return visibleText(text).toCaseFolded();
}

/// What a status of that kind is called, in folded case. How much time is left is not searched: it
/// is another after each second.
QString stateText(const TokenStatus &status)
{
    QString text = tokenStatusText(
        {.state = status.state, .failure = status.failure, .reason = status.reason});
    if (status.failure && !status.reason.isEmpty())
        text += u' ' + status.failure->code;
    if (status.isCounting() || status.state == TokenState::Ready)
        text = Text::tr("valid") + u' ' + Text::tr("%1 left").arg(QString()) + u' '
            + (status.state == TokenState::Ready ? text : QString());
    // what is: asks for is found as a word as well
    for (const StateWord &known : stateWords) {
        if (known.holds(status))
            text += u' ' + QLatin1StringView(known.word);
    }
    if (status.state == TokenState::Failed)
        text += u' ' + Text::tr("failed");
    return text.toCaseFolded();
}

/// Of all but Failed, which says why.
const QStringList &stateTexts()
{
    static const QStringList texts = [] {
        QStringList all;
        for (const TokenState state :
             {TokenState::None, TokenState::Working, TokenState::Soon, TokenState::Expired,
              TokenState::UnknownLifetime, TokenState::Ready})
            all.append(stateText({.state = state,
                                  .remaining = state == TokenState::Soon ? 300'000 : 0,
                                  .failure = {},
                                  .secretEnds = true}));
        return all;
    }();
    return texts;
}

bool isQuote(QChar character)
{
    return u"\"“”„«»「」『』"_s.contains(character); // as the languages quote that there are
}

/// A word of a search as it was written, and where in it a colon stood outside of quotation marks.
struct WrittenWord
{
    QString text;
    qsizetype colon = -1;
};

QList<WrittenWord> writtenWords(const QString &text)
{
    QList<WrittenWord> words;
    WrittenWord word;
    bool isQuoted = false;
    const auto end = [&] {
        if (!word.text.isEmpty())
            words.append(word);
        word = {};
    };
    for (const QChar character : text) {
        if (isQuote(character)) {
            isQuoted = !isQuoted;
        } else if (character.isSpace() && !isQuoted) {
            end();
        } else {
            if (character == u':' && !isQuoted && word.colon < 0)
                word.colon = word.text.size();
            word.text += character;
        }
    }
    end();
    return words;
}

} // namespace

SetQuery::Place::Place(const ProviderPlace &place, const QString &providerId,
                       const QString &environmentId)
    : isProduction(place.environment && place.environment->production)
    , provider(folded(place.providerName) + u'\n' + folded(providerId))
    , environment(folded(place.environmentName) + u'\n' + folded(environmentId))
{ }

SetQuery::SetQuery(const QString &text)
{
    const QList<WrittenWord> words = writtenWords(text);
    for (const WrittenWord &written : words) {
        const QString word = folded(written.text);
        const QString prefix = written.text.left(written.colon).toCaseFolded();
        const QString rest = folded(written.text.mid(written.colon + 1));
        Term term{Kind::Text, word};
        if (written.colon >= 0) {
            if (prefix == u"is" && (favouriteWord.startsWith(rest) || isStateWord(rest)))
                term = {Kind::Is, rest};
            else if (prefix == u"env" || (prefix == u"is" && isKindOfEnvironment(rest)))
                term = {Kind::Environment, rest};
            else if (prefix == u"provider")
                term = {Kind::Provider, rest};
            else if (prefix == u"tag")
                term = {Kind::Tag, rest};
        }
        add(term);
    }
}

SetQuery::Unknown SetQuery::unknownIn(const QString &text)
{
    const QList<WrittenWord> words = writtenWords(text);
    for (const WrittenWord &written : words) {
        const QString prefix = written.text.left(written.colon).toCaseFolded();
        const QString rest = folded(written.text.mid(written.colon + 1));
        if (written.colon < 0 || rest.isEmpty())
            continue;
        if (prefix == u"env" && !isKindOfEnvironment(rest))
            return Unknown::Environment;
        if (prefix == u"is" && !favouriteWord.startsWith(rest) && !isStateWord(rest)
            && !isKindOfEnvironment(rest))
            return Unknown::Is;
    }
    return Unknown::Nothing;
}

QStringList SetQuery::isWords()
{
    QStringList words;
    for (const StateWord &known : stateWords)
        words.append(QLatin1StringView(known.word));
    return words << favouriteWord << u"production"_s << u"sandbox"_s;
}

void SetQuery::add(const Term &term)
{
    if (m_terms.size() >= mostTerms || term.word.isEmpty()) // "is:" asks for nothing yet
        return;
    const Terms bit = Terms(1) << m_terms.size();
    m_terms.append(term);
    m_all |= bit;
    if (term.kind == Kind::Is && isStateWord(term.word))
        m_state |= bit;
    if (term.kind != Kind::Text)
        return;
    m_text |= bit;
    if (std::ranges::any_of(stateTexts(),
                            [&](const QString &state) { return state.contains(term.word); }))
        m_inStates |= bit;
}

QString SetQuery::wordsOf(const CredentialSet &set)
{
    // a line each, so that tag: finds where one begins, and names sort by what stands first
    QString words = folded(set.name) + u'\n';
    for (const QString &tag : set.tags)
        words += folded(tag) + u'\n';
    if (!set.notes.isEmpty())
        words += u'\t' + folded(set.notes.simplified());
    if (set.keepFresh)
        words += u'\t' + Text::tr("kept fresh").toCaseFolded();
    return words;
}

template <class Has> SetQuery::Terms SetQuery::foundBy(Terms wanted, Has has) const
{
    Terms found = 0;
    for (qsizetype i = 0; i < m_terms.size(); ++i) {
        const Terms bit = Terms(1) << i;
        if ((wanted & bit) && has(m_terms.at(i)))
            found |= bit;
    }
    return found;
}

SetQuery::Terms SetQuery::foundIn(const Place &place) const
{
    return foundBy(m_all, [&](const Term &term) {
        switch (term.kind) {
        case Kind::Text:
            return place.provider.contains(term.word) || place.environment.contains(term.word);
        case Kind::Environment:
            return place.environment.contains(term.word)
                || (place.isProduction ? u"production"_s : u"sandbox"_s).startsWith(term.word);
        case Kind::Provider:
            return place.provider.contains(term.word);
        default:
            return false;
        }
    });
}

SetQuery::Terms SetQuery::foundIn(const QString &words, const CredentialSet &set,
                                  Terms wanted) const
{
    return foundBy(wanted, [&](const Term &term) {
        switch (term.kind) {
        case Kind::Text:
            return words.contains(term.word);
        case Kind::Is:
            return set.isFavourite && favouriteWord.startsWith(term.word);
        case Kind::Tag:
            return !set.tags.isEmpty() && words.contains(u'\n' + term.word);
        default:
            return false;
        }
    });
}

bool SetQuery::mayBeInStatus(Terms wanted, bool mayHaveFailed) const
{
    return (wanted & ~(m_state | (mayHaveFailed ? m_text : m_inStates))) == 0;
}

SetQuery::Terms SetQuery::foundIn(const TokenStatus &status, const TokenStatus &resting,
                                  Terms wanted) const
{
    const QString text = wanted & m_text ? stateText(status) + u'\n' + stateText(resting)
                                         : QString();
    return foundBy(wanted, [&](const Term &term) {
        if (term.kind == Kind::Text)
            return text.contains(term.word);
        return term.kind == Kind::Is
            && std::ranges::any_of(stateWords, [&](const StateWord &known) {
                   return QLatin1StringView(known.word).startsWith(term.word)
                       && (known.holds(status) || known.holds(resting));
               });
    });
}

} // namespace Tokenwright
