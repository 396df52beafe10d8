// SPDX-License-Identifier: MIT
#pragma once

#include <QTranslator>

namespace Tokenwright {

/// What the program speaks from where this is made until it goes; made after the application
/// object, before any words. The words lie in the program uncompressed and are read where they are:
/// to load them costs nothing that grows with their number.
class SpokenLanguage
{
public:
    /// \a chosen is a code of languages(), or empty for the system's. A chosen language also
    /// decides how dates and numbers are written; otherwise that is left to the system, which has
    /// settings of its own for it. A .qm file (isWordsFile()) is taken instead of the words there
    /// are: for whoever translates.
    explicit SpokenLanguage(const QString &chosen);
    ~SpokenLanguage();
    Q_DISABLE_COPY_MOVE(SpokenLanguage)

    /// Of languages().
    QString code() const { return m_code; }

    /// Where the words of the language \a code are.
    static QString wordsFile(const QString &code);

private:
    const QString m_code;
    QTranslator m_words;
    QTranslator m_wordsOfQt; ///< Of its dialogs, of what fails on a network or in JSON.
};

} // namespace Tokenwright
