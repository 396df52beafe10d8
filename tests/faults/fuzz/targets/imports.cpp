// SPDX-License-Identifier: MIT
// Files that credential sets are imported from: one target for each format, "import" for what is
// told by the content alone.
#include "FuzzTarget.h"

#include "EntryRules.h"
#include "ImportFormat.h"
#include "ImportPlan.h"
#include "ImportText.h"

#include <QJsonDocument>

#include <deque>

namespace Tokenwright::Fuzz::ImportsTarget {

namespace {

/// What stands in the file once and must not be told.
class Secrets
{
public:
    explicit Secrets(const QString &file)
        : m_file(file)
    { }

    void add(const ClientCredentials &pair)
    {
        add(pair.clientSecret.revealText());
        for (const Secret &value : pair.parameters)
            add(value.revealText());
    }
    void addClientId(const QString &clientId) { add(clientId); }

    void requireAbsent(const QString &text, const char *promise) const
    {
        require(text.isValidUtf16(), "what is told is text");
        for (const QString &secret : m_secrets)
            require(!text.contains(secret), promise, text);
    }

private:
    void add(const QString &secret)
    {
        if (isTelling(secret.toUtf8()) && m_file.count(secret) == 1)
            m_secrets.append(secret);
    }

    const QString &m_file;
    QStringList m_secrets;
};

QString indexRow(const CredentialSet &set)
{
    return textOf(QJsonDocument(set.toJson()).toJson(QJsonDocument::Compact));
}

void checkFile(const ImportedFile &file, const QString &text)
{
    Secrets secrets(text);
    for (const ImportedSet &set : file.sets)
        secrets.add(set.pair);
    for (const ImportedSet &set : file.sets) {
        require(set.set.id.isEmpty() && set.set.pairMark.isEmpty() && !set.set.keepFresh,
                "a set is a fresh one", set.set.id);
        require(set.set.name.isEmpty() || enteredName(set.set.name), "a name may enter",
                set.set.name);
        for (const QString &told : {set.place, set.key, set.note, set.remark, set.set.name})
            secrets.requireAbsent(told, "what is told of a set holds no secret");
    }
    for (const SkippedEntry &entry : file.skipped)
        secrets.requireAbsent(entry.place + u' ' + entry.reason, "what is skipped tells no secret");

    const QList<ImportRow> rows = planImport({{.file = u"file"_s, .content = file}}, {}, {},
                                             catalog());
    require(rows.size() == file.sets.size() + file.skipped.size(), "nothing is lost in the plan");
    for (const ImportRow &row : rows) {
        secrets.requireAbsent(row.text + row.place + row.key, "the plan tells no secret");
        if (!row.isImportable())
            continue;
        Secrets own(text);
        own.add(row.pair);
        own.addClientId(row.pair.clientId);
        own.requireAbsent(indexRow(row.set), "neither secret nor client ID gets into the index");
        require(!row.endpoint.isEmpty() || !row.hasPair(), "it is told where a secret goes");
    }
}

void readAs(const ImportFormat &format, const QByteArray &input)
{
    const auto text = importText(input);
    if (!text)
        return;
    ImportContent content{.text = *text, .json = {}};
    if (text->trimmed().startsWith(u'{')) {
        if (const auto json = strictJson(*text))
            content.json = *json;
        else
            return;
    }
    if (!format.recognises(content))
        return;
    if (const auto file = format.read(content, catalog()))
        checkFile(*file, *text);
}

const std::deque<Target> formatTargets = [] {
    std::deque<Target> targets;
    for (const ImportFormat &format : importFormats()) {
        targets.emplace_back(QByteArray(QByteArrayLiteral("import-") + format.id).constData(),
                             [&format](const QByteArray &input) { readAs(format, input); });
    }
    return targets;
}();

const Target importTarget("import", [](const QByteArray &input) {
    const auto environments = importEnvironments(input, u"beside"_s);
    ImportContent around;
    around.environments = environments;
    const auto file = readImport(input, catalog(), around);
    if (!file) {
        require(!file.error().message.isEmpty(), "what cannot be read is told why", input);
        return;
    }
    require(!file->format.isEmpty(), "what was read has a format", input);
    if (const auto text = importText(input))
        checkFile(*file, *text);
});

} // namespace

} // namespace Tokenwright::Fuzz::ImportsTarget
