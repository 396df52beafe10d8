// SPDX-License-Identifier: MIT
// What others wrote, made harmless for window and terminal.
#include "FuzzTarget.h"

#include "EntryRules.h"
#include "VisibleText.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace Tokenwright::Fuzz::VisibleTarget {

namespace {

const Target visibleTarget("visible", [](const QByteArray &input) {
    // as UTF-8, and as UTF-16 with whatever surrogates come
    const QString wide(reinterpret_cast<const QChar *>(input.constData()), input.size() / 2);
    for (const QString &text : {textOf(input), wide}) {
        const QString visible = visibleText(text);
        require(isShowable(visible), "everything can be seen", visible);
        require(visibleText(visible) == visible, "what can be seen stays as it is", visible);
        const QString characters = visibleCharacters(text);
        require(isShowable(characters), "every character can be seen", characters);
        const QString name = cleanedName(text);
        require(name.isEmpty() || enteredName(name), "a cleaned name may enter", name);

        const QByteArray json = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
        const QByteArray shown = visibleJson(json);
        require(isShowable(textOf(shown)), "JSON can be seen", shown);
        require(text.contains(QChar::ByteOrderMark) // which Qt's parser loses
                    || QJsonDocument::fromJson(shown) == QJsonDocument::fromJson(json),
                "JSON means the same", shown);
    }
});

} // namespace

} // namespace Tokenwright::Fuzz::VisibleTarget
