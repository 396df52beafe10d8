// SPDX-License-Identifier: MIT
#include "Languages.h"

#include "RegularFile.h"
#include "SpokenLanguage.h"

#include <QFile>
#include <QLocale>

#include <algorithm>
#include <array>

namespace Tokenwright {

namespace {

const QString english = u"en"_s;

constexpr std::array known{
    Language{"de", "Deutsch"},
    Language{"en", "English"},
    Language{"es", "Español"},
    Language{"fr", "Français"},
    Language{"pt_BR", "Português (Brasil)"},
    Language{"ja", "日本語"},
    Language{"zh_CN", "简体中文"},
};

bool isThere(const QString &code)
{
    return QFile::exists(SpokenLanguage::wordsFile(code));
}

/// Written another way, Chinese is another language for whoever reads it.
bool isSame(const QLocale &one, const QLocale &other)
{
    return one.language() == other.language() && one.script() == other.script();
}

} // namespace

QList<Language> languages()
{
    QList<Language> there;
    std::ranges::copy_if(known, std::back_inserter(there), [](const Language &language) {
        return isThere(QString::fromLatin1(language.code));
    });
    return there;
}

bool isWordsFile(const QString &choice)
{
    return choice.startsWith(u'/') && choice.endsWith(u".qm");
}

QString chosenLanguage(const QString &settingsFile)
{
    if (!QFile::exists(settingsFile)) // as a rule: nobody has changed a setting yet
        return {};
    const auto bytes = readRegularFile(settingsFile);
    if (!bytes)
        return {};
    const QByteArray key = QByteArray(languageKey) + '=';
    bool isInGroup = true; // the key has none, which QSettings writes as [General]
    for (const QByteArray &line : bytes->split('\n')) {
        if (line.startsWith('['))
            isInGroup = line.trimmed() == "[General]";
        if (isInGroup && line.startsWith(key)) {
            const QString code = QString::fromUtf8(line.sliced(key.size()).trimmed());
            const auto is = [&](const Language &one) {
                return code == QLatin1StringView(one.code);
            };
            const bool isKnown = std::ranges::any_of(known, is) && isThere(code);
            return isKnown || isWordsFile(code) ? code : QString();
        }
    }
    return {};
}

QString languageAmong(const QStringList &wanted)
{
    for (const QString &name : wanted) {
        if (name == u"C" || name == u"POSIX") // who has no language is spoken to in English
            break;
        const QLocale locale(name); // C's, where Qt does not know the name
        for (const Language &language : known) {
            const QString code = QString::fromLatin1(language.code);
            if (isSame(locale, QLocale(code)) && isThere(code))
                return code;
        }
    }
    return english;
}

} // namespace Tokenwright
