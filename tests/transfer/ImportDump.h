// SPDX-License-Identifier: MIT
#pragma once

#include "ImportFormat.h"

#include <QFile>
#include <QTest>

inline QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// What a file was read as, in lines that a test can compare.
inline QStringList dumped(const Tokenwright::ImportedFile &file)
{
    const auto joined = [](const auto &map, auto textOf) {
        QStringList texts;
        for (auto it = map.begin(); it != map.end(); ++it)
            texts.append(it.key() + u'=' + textOf(it.value()));
        return texts.join(u',');
    };
    QStringList lines;
    for (const auto &[set, pair, tokenUrl, place, key, note, isAssumed, remark, asksForPair] :
         file.sets) {
        QString line = set.name + u" @ " + set.provider + u'/' + set.environment + u' '
            + pair.clientId + u':' + pair.clientSecret.revealText();
        if (!set.scopes.isEmpty())
            line += u" scopes=" + set.scopes.join(u'|');
        if (!set.variables.isEmpty())
            line += u" variables="
                + joined(set.variables, [](const QString &text) { return text; });
        if (!set.parameters.isEmpty())
            line += u" parameters="
                + joined(set.parameters, [](const QStringList &texts) { return texts.join(u'|'); });
        if (!pair.parameters.isEmpty())
            line += u" secret=" + joined(pair.parameters, [](const Tokenwright::Secret &secret) {
                        return secret.revealText();
                    });
        if (!set.clientAuthentication.isEmpty())
            line += u" by " + set.clientAuthentication;
        if (!set.method.isEmpty())
            line += u" method=" + set.method;
        if (!set.bodyFormat.isEmpty())
            line += u" body=" + set.bodyFormat;
        if (asksForPair)
            line += u" asks for its pair";
        for (const Tokenwright::NameValue &header : set.headers)
            line += u" {" + header.name + u": " + header.value + u'}';
        lines.append(line);
    }
    for (const auto &[place, reason] : file.skipped)
        lines.append(u"- " + place + u": " + reason);
    return lines;
}

/// The same, for what may be no file at all: "error: …".
inline QStringList dumped(const Tokenwright::Result<Tokenwright::ImportedFile> &file)
{
    return file ? dumped(*file) : QStringList{QString(u"error: " + file.error().message)};
}

inline QByteArray importFile(const QString &name)
{
    QFile file(QStringLiteral(TOKENWRIGHT_IMPORT_FILES "/") + name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline Tokenwright::ProviderCatalog shippedCatalog()
{
    return Tokenwright::ProviderCatalog::load(Tokenwright::ProviderCatalog::shippedFolder(), {});
}

/// Compares lists of lines and says both when they differ.
#define COMPARE_LINES(actual, expected)                                                            \
    do {                                                                                           \
        const QStringList linesRead = (actual);                                                    \
        const QStringList linesWanted = (expected);                                                \
        QVERIFY2(linesRead == linesWanted,                                                         \
                 qPrintable(QString(u"is:\n" + linesRead.join(u'\n') + u"\nshould be:\n"           \
                                    + linesWanted.join(u'\n'))));                                  \
    } while (false)
