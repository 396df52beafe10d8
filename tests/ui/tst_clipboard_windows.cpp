// SPDX-License-Identifier: MIT
// What of a secret is on Windows' clipboard, as its history, its cloud and monitors see it.
#include "SecretClipboard.h"

#include "FakeClock.h"
#include "TestProgram.h"

#include <QApplication>
#include <QClipboard>
#include <QTest>

#include <cstring>

#include <windows.h>

using namespace Tokenwright;

namespace {

/// The names of the formats that programs have registered, of what is there now.
QStringList registeredFormats()
{
    QStringList names;
    if (!OpenClipboard(nullptr))
        return {u"the clipboard cannot be opened"_s};
    for (UINT format = EnumClipboardFormats(0); format != 0;
         format = EnumClipboardFormats(format)) {
        wchar_t name[200]{};
        if (const int size = GetClipboardFormatNameW(format, name, 200); size > 0)
            names.append(QString::fromWCharArray(name, size));
    }
    CloseClipboard();
    return names;
}

/// What a program gets that asks for \a name; "nothing" where there is none.
QByteArray bytesOf(const QString &name)
{
    QByteArray bytes("nothing");
    if (!OpenClipboard(nullptr))
        return bytes;
    if (const HANDLE data = GetClipboardData(
            RegisterClipboardFormatW(name.toStdWString().c_str()))) {
        const void *memory = GlobalLock(data);
        bytes = QByteArray(static_cast<const char *>(memory), qsizetype(GlobalSize(data)));
        GlobalUnlock(data);
    }
    CloseClipboard();
    return bytes;
}

} // namespace

class TestClipboardWindows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretsAreKeptOut_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("begin");
        QTest::newRow("monitors") << u"ExcludeClipboardContentFromMonitorProcessing"_s
                                  << QByteArray("1");
        QTest::newRow("history") << u"CanIncludeInClipboardHistory"_s << QByteArray(4, '\0');
        QTest::newRow("cloud") << u"CanUploadToCloudClipboard"_s << QByteArray(4, '\0');
    }

    void secretsAreKeptOut()
    {
        QFETCH(const QString, format);
        QFETCH(const QByteArray, begin);
        const FakeClock clock;
        SecretClipboard clipboard(clock, *QGuiApplication::clipboard());
        QVERIFY(clipboard.put(Secret::fromText(u"Bearer not-a-real-token"_s), 30));
        QVERIFY2(registeredFormats().contains(format), qPrintable(registeredFormats().join(u'\n')));
        QVERIFY(bytesOf(format).startsWith(begin)); // Windows may give more than was asked for
        clipboard.clearNow();
        QVERIFY(!registeredFormats().contains(format));
    }

    void othersGetTheText()
    {
        const FakeClock clock;
        SecretClipboard clipboard(clock, *QGuiApplication::clipboard());
        QVERIFY(clipboard.put(Secret::fromText(u"Bearer not-a-real-token"_s), 30));
        QVERIFY(clipboard.isOurs());
        QCOMPARE(text(), u"Bearer not-a-real-token"_s);
        clipboard.clearNow();
        QCOMPARE(text(), QString());
    }

private:
    static QString text()
    {
        QString found;
        if (OpenClipboard(nullptr)) {
            if (const HANDLE data = GetClipboardData(CF_UNICODETEXT)) {
                found = QString::fromWCharArray(static_cast<const wchar_t *>(GlobalLock(data)));
                GlobalUnlock(data);
            }
            CloseClipboard();
        }
        return found;
    }
};

WIDGET_TEST_IN_PROGRAM(TestClipboardWindows)

#include "tst_clipboard_windows.moc"
