// SPDX-License-Identifier: MIT
#include "SpokenLanguage.h"

#include "Languages.h"
#include "Literals.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace Tokenwright {

namespace {

/// How dates and numbers are written in the language \a code: as in the system's country, if that
/// language is known there.
QLocale localeFor(const QString &code)
{
    const QLocale system = QLocale::system();
    const QLocale chosen(code);
    const QLocale there(chosen.language(), chosen.script(), system.territory());
    return there.territory() == system.territory() ? there : chosen;
}

bool isOfTheSystem(const QString &code)
{
    const QLocale::Language language = QLocale::system().language();
    return QLocale(code).language() == (language == QLocale::C ? QLocale::English : language);
}

} // namespace

SpokenLanguage::SpokenLanguage(const QString &chosen)
    : m_code(chosen.isEmpty() || isWordsFile(chosen)
                 ? languageAmong(QLocale::system().uiLanguages())
                 : chosen)
{
    if (m_code == chosen && !isOfTheSystem(chosen))
        QLocale::setDefault(localeFor(chosen));
    // Qt's own are in English, and are where Qt was installed for those who want others
    if (m_code != u"en"
        && m_wordsOfQt.load(u"qtbase_"_s + m_code,
                            QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&m_wordsOfQt);
    }
    if (m_words.load(isWordsFile(chosen) ? chosen : wordsFile(m_code)))
        QCoreApplication::installTranslator(&m_words);
}

SpokenLanguage::~SpokenLanguage() = default;

QString SpokenLanguage::wordsFile(const QString &code)
{
    return u":/translations/tokenwright_%1.qm"_s.arg(code);
}

} // namespace Tokenwright
