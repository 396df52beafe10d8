// SPDX-License-Identifier: MIT
#include "TokenOptions.h"

#include "HandOver.h"
#include "SetName.h"

#include "Async.h"
#include "GrantedScopes.h"
#include "Text.h"
#include "VisibleText.h"

#include <QCommandLineParser>
#include <QSet>

#include <memory>

namespace Tokenwright {

namespace {

constexpr qint64 usualMinimum = 300; // seconds

/// What --min-ttl says; nothing if it says nothing, below zero if it says no number of seconds.
std::optional<qint64> wantedMinimum(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"min-ttl"_s))
        return {};
    bool isNumber = false;
    const qint64 seconds = parser.value(u"min-ttl"_s).toLongLong(&isNumber);
    return isNumber ? seconds : -1;
}

/// The scopes that the options ask for, unless they are \a set's own.
std::optional<QStringList> otherScopes(const QCommandLineParser &parser, const CredentialSet &set)
{
    const QStringList scopes = parser.values(u"scope"_s);
    const bool areItsOwn = QSet(scopes.begin(), scopes.end())
        == QSet(set.scopes.begin(), set.scopes.end());
    return scopes.isEmpty() || areItsOwn ? std::nullopt : std::optional(scopes);
}

/// Says it when a token was granted fewer scopes than were asked for.
void sayIfNarrower(const Program &program, const CredentialSet &set, const AccessToken &token)
{
    const Provider *provider = program.providerOf(set);
    const QString words = provider ? scopesNotGrantedText(set, *provider, token.scope) : QString();
    if (!words.isEmpty())
        program.say(visibleCharacters(words));
}

/// The tokens asked for so far, and those still to be asked for.
struct Fetching
{
    QList<CredentialSet> sets;
    QList<NamedToken> tokens;
    std::function<void(const QList<NamedToken> &)> done;
    bool force = false;
};

void fetchNext(Program &program, const QCommandLineParser &parser,
               const std::shared_ptr<Fetching> &fetching);

void take(Program &program, const QCommandLineParser &parser,
          const std::shared_ptr<Fetching> &fetching, const CredentialSet &set,
          const Result<IssuedToken> &issued)
{
    if (!issued && issued.error().kind == ErrorKind::NoToken) {
        return program.refuse(errorExitCode(ErrorKind::NoToken),
                              Text::tr("“%1” has no valid token, and --no-mint "
                                       "forbids to mint one.")
                                  .arg(visibleCharacters(set.name)));
    }
    if (!issued)
        return program.fail(issued.error(), program.providerOf(set));
    CredentialSet asked = set;
    asked.scopes = otherScopes(parser, set).value_or(set.scopes);
    if (issued->minted) {
        program.say(Text::tr("Minted a token for “%1”.").arg(visibleCharacters(set.name)));
        sayIfNarrower(program, asked, issued->token);
    }
    fetching->tokens.append({asked, issued->token});
    sayIfTooShort(program, parser, fetching->tokens.last());
    fetchNext(program, parser, fetching);
}

void fetchNext(Program &program, const QCommandLineParser &parser,
               const std::shared_ptr<Fetching> &fetching)
{
    if (fetching->tokens.size() == fetching->sets.size()) {
        fetching->done(fetching->tokens);
        return;
    }
    const CredentialSet &set = fetching->sets.at(fetching->tokens.size());
    const TokenQuery query{
        .force = fetching->force,
        .minimumSeconds = wantedMinimum(parser).value_or(set.minimumSeconds.value_or(usualMinimum)),
        .neverMint = parser.isSet(u"no-mint"_s),
        .scopes = otherScopes(parser, set)};
    Async::onResult(program.service.token(set.id, query), &program,
                    [&program, &parser, fetching, set](const Result<IssuedToken> &issued) {
                        program.afterExchanges([&program, &parser, fetching, set, issued] {
                            take(program, parser, fetching, set, issued);
                        });
                    });
}

} // namespace

QList<QCommandLineOption> tokenChoiceOptions()
{
    return {
        {u"min-ttl"_s,
         Text::tr("A token with less life left than this is not reused (default: 300, or what the "
                  "set says)."),
         u"SECONDS"_s},
        {u"force"_s, Text::tr("Mint a new token even if one is valid.")},
        {u"no-mint"_s, Text::tr("Only a token that is there already.")},
        confirmOption(),
    };
}

QCommandLineOption scopeOption()
{
    return {u"scope"_s,
            Text::tr("A scope instead of the set's own; may be repeated. Such a token is always "
                     "minted and not kept."),
            u"SCOPE"_s};
}

bool refusesTokenChoice(Program &program, const QCommandLineParser &parser, bool force)
{
    if (wantedMinimum(parser).value_or(0) < 0)
        program.refuse(WrongUsage, Text::tr("--min-ttl takes a number of seconds."));
    else if (force && parser.isSet(u"no-mint"_s))
        program.refuse(WrongUsage, Text::tr("--no-mint and a new token exclude each other."));
    else
        return false;
    return true;
}

void sayIfTooShort(const Program &program, const QCommandLineParser &parser,
                   const NamedToken &named)
{
    const auto whole = wholeMilliseconds(named.token.lifetime);
    if (!whole || *whole / 1000 >= wantedMinimum(parser).value_or(0))
        return;
    const int seconds = int(*whole / 1000);
    program.say(named.set.name.isEmpty()
                    ? Text::tr("The token lives %n second(s) in all, less than --min-ttl asks for.",
                               nullptr, seconds)
                    : Text::tr("The token for “%1” lives %n second(s) in all, less than --min-ttl "
                               "asks for.",
                               nullptr, seconds)
                          .arg(visibleCharacters(named.set.name)));
}

void fetchTokens(Program &program, const QCommandLineParser &parser,
                 const QList<CredentialSet> &sets, bool force,
                 std::function<void(const QList<NamedToken> &)> done)
{
    const auto fetching = std::make_shared<Fetching>();
    fetching->sets = sets;
    fetching->done = std::move(done);
    fetching->force = force || parser.isSet(u"force"_s);
    if (refusesTokenChoice(program, parser, fetching->force))
        return;
    withConsent(program, parser, sets,
                [&program, &parser, fetching] { fetchNext(program, parser, fetching); });
}

void withPair(Program &program, const CredentialSet &set, bool needed,
              std::function<void(const ClientCredentials &)> done)
{
    if (!needed) {
        done({});
        return;
    }
    Async::onResult(program.manager.credentials(set.id, Prompt::Allowed), &program,
                    [&program, done = std::move(done)](const Result<ClientCredentials> &pair) {
                        if (pair)
                            done(*pair);
                        else
                            program.fail(pair.error());
                    });
}

std::optional<QList<CredentialSet>> namedSets(Program &program, const QCommandLineParser &parser)
{
    const QStringList names = parser.positionalArguments();
    if (names.isEmpty()) {
        program.refuse(WrongUsage, Text::tr("Name at least one credential set."));
        return {};
    }
    QList<CredentialSet> sets;
    for (const QString &name : names) {
        const auto set = findSet(program.registry.sets(), program.providers, name,
                                 parser.value(u"environment"_s));
        if (!set) {
            program.refuse(NoSuchSet, set.error());
            return {};
        }
        sets.append(*set);
    }
    return sets;
}

std::optional<CredentialSet> onlySet(Program &program, const QCommandLineParser &parser)
{
    if (parser.positionalArguments().size() != 1) {
        program.refuse(WrongUsage, Text::tr("Name one credential set."));
        return {};
    }
    const auto sets = namedSets(program, parser);
    return sets ? std::optional(sets->first()) : std::nullopt;
}

} // namespace Tokenwright
