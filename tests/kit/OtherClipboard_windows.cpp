// SPDX-License-Identifier: MIT
#include "OtherClipboard.h"

#include "Literals.h"

#include <QStringList>
#include <QTest>

#include <atomic>
#include <cstring>
#include <functional>
#include <thread>

#include <windows.h>

using namespace Tokenwright;

namespace {

/// Does \a work with the clipboard open, on a thread that has no window; false if it is not to be
/// had. Another one may have it open for a moment.
bool withOtherClipboard(const std::function<bool()> &work)
{
    std::atomic<bool> isOver = false;
    bool isDone = false;
    std::thread other([&] {
        bool isOpen = false;
        for (int tries = 0; tries < 100 && !isOpen; ++tries) {
            isOpen = OpenClipboard(nullptr);
            if (!isOpen)
                Sleep(20);
        }
        if (isOpen) {
            isDone = work();
            CloseClipboard();
        }
        isOver = true;
    });
    while (!isOver) // what it waits for is answered here
        static_cast<void>(QTest::qWaitFor([&] { return isOver.load(); }, 1'000));
    other.join();
    return isDone;
}

QString nameOfFormat(UINT format)
{
    if (format == CF_UNICODETEXT)
        return u"text/plain"_s;
    wchar_t name[200];
    return QString::fromWCharArray(name, GetClipboardFormatNameW(format, name, std::size(name)));
}

UINT formatOf(const QString &target)
{
    return target.isEmpty() ? CF_UNICODETEXT
                            : RegisterClipboardFormatW(target.toStdWString().c_str());
}

} // namespace

QString OtherClipboard::read(const QString &, const QString &target)
{
    QString found;
    withOtherClipboard([&] {
        if (target == u"TARGETS") {
            QStringList names;
            for (UINT format = EnumClipboardFormats(0); format;
                 format = EnumClipboardFormats(format))
                names.append(nameOfFormat(format));
            found = names.join(u'\n');
            return true;
        }
        const HANDLE data = GetClipboardData(formatOf(target));
        const void *bytes = data ? GlobalLock(data) : nullptr;
        if (!bytes)
            return false;
        if (target.isEmpty())
            found = QString::fromWCharArray(static_cast<const wchar_t *>(bytes));
        else
            found = QString::fromUtf8(static_cast<const char *>(bytes),
                                      qsizetype(GlobalSize(data)));
        GlobalUnlock(data);
        return true;
    });
    return found;
}

bool OtherClipboard::copy(const QString &text)
{
    return withOtherClipboard([&] {
        const std::wstring letters = text.toStdWString();
        const std::size_t size = (letters.size() + 1) * sizeof(wchar_t);
        const HANDLE data = GlobalAlloc(GMEM_MOVEABLE, size);
        if (!data || !EmptyClipboard())
            return false;
        std::memcpy(GlobalLock(data), letters.c_str(), size);
        GlobalUnlock(data);
        return SetClipboardData(CF_UNICODETEXT, data) != nullptr;
    });
}
