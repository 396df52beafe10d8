// SPDX-License-Identifier: MIT
// A shared file with any content: whole, it is changed and keeps the rest; damaged, nothing is
// lost.
#include "FuzzTarget.h"

#include "JsonFile.h"

#include <QDir>
#include <QJsonDocument>

namespace Tokenwright::Fuzz::JsonfileTarget {

namespace {

const Target jsonFileTarget("jsonfile", [](const QByteArray &bytes) {
    Input input(bytes);
    const Content content = input.choose(2) ? Content::Derived : Content::Original;
    const QDir folder(scratchFolder());
    const QString path = folder.filePath(u"file.json"_s);
    writeFile(path, input.rest());
    JsonFile file(path, folder.filePath(u"file.lock"_s), content);
    const auto before = file.read();
    const auto outcome = file.update([](QJsonObject &json) -> Result<void> {
        json.insert(u"added", true);
        return {};
    });
    require(outcome.isFinished(), "nobody holds the lock, so it is done at once");
    const bool isDamaged = !before;
    require(isDamaged == !QJsonDocument::fromJson(input.rest()).isObject(),
            "what is no JSON object is damaged", input.rest());
    if (isDamaged && content == Content::Original) {
        require(!outcome.result() && contentOf(path) == input.rest(),
                "an original that is damaged stays as it is", input.rest());
        return;
    }
    require(outcome.result().has_value(), "it is written", input.rest());
    if (isDamaged) {
        const QStringList kept = folder.entryList({u"file.json.damaged-*"_s});
        require(kept.size() == 1 && contentOf(folder.filePath(kept.first())) == input.rest(),
                "the damaged one is kept", input.rest());
    }
    QJsonObject expected = before.value_or(QJsonObject());
    expected.insert(u"added", true);
    const auto after = file.read();
    require(after && *after == expected, "everything else is as it was", contentOf(path));
});

} // namespace

} // namespace Tokenwright::Fuzz::JsonfileTarget
