// SPDX-License-Identifier: MIT
// Bruno's .bru files: requests, collection.bru and folder.bru, and environments.
// docs.usebruno.com; github.com/usebruno/bruno, packages/bruno-lang/v2/src.
#include "ImportFormat.h"
#include "Text.h"
#include "assignments/KeyedPairs.h"
#include "bruno/BruText.h"
#include "bruno/BrunoAuth.h"
#include "bruno/BrunoJson.h"

#include <QRegularExpression>

#include <algorithm>

namespace Tokenwright {

namespace {

constexpr QStringView httpMethods[]{u"get",     u"post", u"put",     u"delete", u"patch",
                                    u"options", u"head", u"connect", u"trace",  u"http"};

const BruBlock *blockNamed(const QList<BruBlock> &blocks, QStringView name)
{
    const auto found = std::ranges::find(blocks, name, &BruBlock::name);
    return found == blocks.end() ? nullptr : &*found;
}

const BruBlock *requestBlock(const QList<BruBlock> &blocks)
{
    const auto found = std::ranges::find_if(blocks, [](const BruBlock &block) {
        return std::ranges::find(httpMethods, QStringView(block.name)) != std::end(httpMethods);
    });
    return found == blocks.end() ? nullptr : &*found;
}

QList<NameValue> switchedOn(const BruBlock *block)
{
    QList<NameValue> fields;
    if (!block)
        return fields;
    for (const BruPair &pair : block->pairs) {
        if (!pair.isOff)
            fields.append({pair.name, pair.value});
    }
    return fields;
}

VariableValues bruVariables(const QList<BruBlock> &blocks, QStringView name)
{
    VariableValues variables;
    for (const BruBlock &block : blocks) {
        if (block.name == name) {
            for (const auto &[variable, value] : switchedOn(&block))
                variables.values.insert(variable, value);
        }
        if (name == u"vars" && block.name == u"vars:secret") {
            for (const BruPair &item : block.items) {
                if (!item.isOff)
                    variables.elsewhere.insert(item.name);
            }
        }
        if (name == u"vars" && block.name.startsWith(u"vars:externalsecrets:")) {
            for (const auto &[variable, value] : switchedOn(&block))
                variables.elsewhere.insert(variable);
        }
    }
    return variables;
}

ToolAuth bruOAuth2(const QList<BruBlock> &blocks, const BruBlock &block)
{
    BrunoOAuth2 settings{.grant = block.value(u"grant_type"),
                         .tokenUrl = block.value(u"access_token_url"),
                         .clientId = block.value(u"client_id"),
                         .clientSecret = block.value(u"client_secret"),
                         .scope = block.value(u"scope"),
                         .placement = block.value(u"credentials_placement"),
                         .tokenPlace = block.value(u"token_placement"),
                         .tokenPrefix = block.value(u"token_header_prefix"),
                         .tokenSource = block.value(u"token_source")};
    const QString further = u"auth:oauth2:additional_params:access_token_req:"_s;
    for (const BruBlock &other : blocks) {
        if (!other.name.startsWith(further))
            continue;
        for (const auto &[name, value] : switchedOn(&other))
            settings.parameters.append({name, value, other.name.sliced(further.size())});
    }
    return toolAuth(settings);
}

/// By the mode that a request or a level says; without one by what there is. Nothing: inherited.
std::optional<ToolAuth> bruAuth(const QList<BruBlock> &blocks, const QString &mode)
{
    const BruBlock *oauth2 = blockNamed(blocks, u"auth:oauth2");
    if (oauth2 && (mode.isEmpty() || mode == u"oauth2"))
        return bruOAuth2(blocks, *oauth2);
    if (mode.isEmpty() || mode == u"inherit")
        return {};
    const BruBlock *block = blockNamed(blocks, QString(u"auth:" + mode));
    const auto value = [&](QStringView key) { return block ? block->value(key) : QString(); };
    return ToolAuth{.kind = mode == u"none" ? QString() : mode,
                    .basic = {value(u"username"), value(u"password")},
                    .apiKey = {value(u"key"), value(u"value")},
                    .isApiKeyInUrl = brunoPlace(value(u"placement")) == BrunoPlace::Url};
}

/// \a url with ":name" of its path filled in.
QString withPath(QString url, const QList<NameValue> &parameters)
{
    for (const auto &[name, value] : parameters) {
        const QRegularExpression place(u"(?<=/):" + QRegularExpression::escape(name)
                                       + u"(?=[/?#]|$)");
        if (!name.isEmpty())
            url.replace(place, QString(value).replace(u"\\"_s, u"\\\\"_s));
    }
    return url;
}

SeenRequest bruRequest(const QList<BruBlock> &blocks, const BruBlock &block)
{
    SeenRequest seen;
    seen.url = withPath(block.value(u"url"), switchedOn(blockNamed(blocks, u"params:path")));
    seen.method = block.name == u"http" ? block.value(u"method") : block.name.toUpper();
    seen.headers = switchedOn(blockNamed(blocks, u"headers"));
    const QString mode = block.value(u"body");
    if (mode == u"form-urlencoded" || mode == u"formUrlEncoded") {
        seen.fields = switchedOn(blockNamed(blocks, u"body:form-urlencoded"));
    } else if (mode == u"multipart-form" || mode == u"multipartForm") {
        seen.fields = switchedOn(blockNamed(blocks, u"body:multipart-form"));
        seen.isMultipart = true;
    } else if (const BruBlock *body = blockNamed(blocks, QString(u"body:" + mode))) {
        seen.body = body->text.trimmed();
    }
    if (blockNamed(blocks, u"script:pre-request"))
        seen.leftOut.append(Text::tr("the script that runs before the request"));
    return seen;
}

bool isEnvironment(const QList<BruBlock> &blocks)
{
    return std::ranges::any_of(blocks, [](const BruBlock &block) {
        return block.name == u"vars" || block.name == u"vars:secret"
            || block.name.startsWith(u"vars:externalsecrets:");
    });
}

} // namespace

bool isBruno(const ImportContent &content)
{
    if (content.json)
        return isBrunoJson(*content.json);
    static const QRegularExpression block(
        u"^(?:(?:meta|auth|auth:[a-z0-9-]+|vars|vars:(?:pre-request|post-response)|"
        "vars:externalsecrets:[^\\s{]+)[ \\t]*\\{|vars:secret[ \\t]*\\[)"_s,
        QRegularExpression::MultilineOption);
    return block.match(content.text).hasMatch();
}

Result<ImportedFile> readBruno(const ImportContent &content, const ProviderCatalog &catalog)
{
    ImportedFile file;
    ToolCollection collection;
    if (content.json) {
        collection = brunoCollection(*content.json);
    } else {
        const auto blocks = readBru(content.text);
        if (!blocks)
            return failure(blocks.error());
        if (isEnvironment(*blocks)) {
            takeVariables(file, bruVariables(*blocks, u"vars"), content.baseName(), catalog);
            return file;
        }
        const BruBlock *meta = blockNamed(*blocks, u"meta");
        const BruBlock *mode = blockNamed(*blocks, u"auth");
        const BruBlock *request = requestBlock(*blocks);
        ToolLevel level{.name = meta ? meta->value(u"name") : QString(),
                        .auth = bruAuth(*blocks,
                                        request    ? request->value(u"auth")
                                            : mode ? mode->value(u"mode")
                                                   : QString()),
                        .variables = bruVariables(*blocks, u"vars:pre-request")};
        if (level.name.isEmpty())
            level.name = content.baseName();
        if (request)
            level.request = bruRequest(*blocks, *request);
        collection.root.name = level.name;
        collection.root.levels.push_back(std::move(level));
    }
    if (const auto taken = takeCollection(file, collection, content.environments, catalog); !taken)
        return failure(taken.error());
    return file;
}

/// Those of a file of an environment; the variables of a collection or a folder count for all that
/// is read beside it.
QList<ImportEnvironment> brunoEnvironments(const ImportContent &content)
{
    if (content.json)
        return brunoCollection(*content.json).environments;
    const auto blocks = readBru(content.text);
    if (!blocks)
        return {};
    if (isEnvironment(*blocks))
        return {{.name = content.baseName(), .variables = bruVariables(*blocks, u"vars")}};
    const VariableValues variables = bruVariables(*blocks, u"vars:pre-request");
    if (variables.isEmpty() || requestBlock(*blocks))
        return {};
    return {{.variables = variables, .isCommon = true}};
}

} // namespace Tokenwright
