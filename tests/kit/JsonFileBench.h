// SPDX-License-Identifier: MIT
#pragma once

#include "JsonFile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <filesystem>
#include <memory>

/// A place for one JSON file and its lock, and what others do to it. For a test to inherit.
class JsonFileBench
{
protected:
    /// In a folder that nobody has used.
    void begin()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(QDir(m_folder->path()).mkpath(QStringLiteral("files")));
        m_path = m_folder->filePath(QStringLiteral("files/data.json"));
        m_lock = m_folder->filePath(QStringLiteral("data.lock"));
    }

    void writeRaw(const QByteArray &bytes) { writeTo(m_path, bytes); }
    QByteArray readRaw() const
    {
        QFile file(m_path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void replaceByRename(const QByteArray &bytes)
    {
        const QString other = m_folder->filePath(QStringLiteral("replacement"));
        writeTo(other, bytes);
        std::error_code failed; // unlike QFile's it takes a file's place, on every system
        std::filesystem::rename(other.toStdU16String(), m_path.toStdU16String(), failed);
        QVERIFY2(!failed, failed.message().c_str());
    }

    inline static const QString counter = QStringLiteral("counter");
    /// A change that counts how often it was made.
    static Tokenwright::Result<void> increment(QJsonObject &json)
    {
        json.insert(counter, json.value(counter).toInt() + 1);
        return {};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QString m_lock;

private:
    static void writeTo(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        QCOMPARE(file.write(bytes), bytes.size());
    }
};
