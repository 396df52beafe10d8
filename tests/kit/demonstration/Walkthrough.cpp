// SPDX-License-Identifier: MIT
#include "Walkthrough.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QImage>
#include <QPixmap>
#include <QScreen>
#include <QTest>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace {

constexpr int F4 = 0xffc1; // XK_F4

/// As the window calls it, in the language that both speak.
QString called(const char *context, const char *source)
{
    return QCoreApplication::translate(context, source).remove(u'&');
}
QString tableName()
{
    return called("Tokenwright::CredentialTable", "Credential sets");
}

int columnTitled(const AccessibleControl &table, const QString &title)
{
    const int columns = table.columnCount();
    for (int column = 0; column < columns; ++column) {
        if (table.columnTitle(column) == title)
            return column;
    }
    return -1;
}

} // namespace

Walkthrough::Walkthrough(const PracticeProfile &profile, qint64 processId)
    : m_profile(profile)
    , m_window(processId)
{
    m_window.setPatience(std::chrono::seconds(30));
}

bool Walkthrough::fail(const QString &problem)
{
    m_problem = problem;
    return false;
}

bool Walkthrough::run()
{
    if (!m_window.waitUntilShown())
        return fail(m_window.problem());
    for (const PracticeProfile::Set &set : m_profile.sets()) {
        if (!copyHeader(set))
            return false;
    }
    return true;
}

bool Walkthrough::copyHeader(const PracticeProfile::Set &set)
{
    const int row = m_window.rowOf(tableName(), set.name);
    if (row < 0 || !m_window.selectRow(tableName(), row))
        return fail(m_window.problem());
    const AccessibleControl table = m_window.table(tableName());
    const int column = columnTitled(table, called("Tokenwright", "Token"));
    if (column < 0)
        return fail(u"The list has no column \"Token\"."_s);
    const QString before = table.cell(row, column).name();

    const qsizetype given = m_profile.server().tokensGiven().size();
    if (!m_window.press(called("Tokenwright", "&Copy bearer header"), AccessibleRole::Button))
        return fail(m_window.problem());
    // Pasted as another program would, over the display; only a token that was given just now
    // counts.
    QString header;
    const bool copied = m_window.waitFor(
        [&] {
            header = QGuiApplication::clipboard()->text();
            const auto tokens = m_profile.server().tokensGiven();
            return tokens.size() > given
                && header == u"Authorization: Bearer " + QString::fromLatin1(tokens.constLast());
        },
        u"A fresh header on the clipboard"_s);
    QString remaining;
    const QString left = called("Tokenwright", "%1 left").remove(u"%1"_s).trimmed();
    const bool counting = copied
        && m_window.waitFor(
            [&] {
                remaining = table.cell(row, column).name();
                return remaining != before && remaining.contains(left);
            },
            u"The countdown of \"%1\""_s.arg(set.name));
    if (!counting)
        return fail(m_window.problem());

    QTextStream(stdout) << set.name << " (" << set.provider << ", " << set.environment << "), "
                        << remaining << ":\n"
                        << header << "\n\n";
    return true;
}

bool Walkthrough::takePicture(const QString &file)
{
    QScreen *screen = QGuiApplication::primaryScreen();
    const QStringList titles = m_window.windowTitles();
    const QRect area = titles.isEmpty()
        ? screen->geometry()
        : m_window.find(titles.constFirst()).geometry().intersected(screen->geometry());
    // The display tells nobody when a window has finished painting: two equal pictures in a row do.
    QImage picture;
    const bool settled = QTest::qWaitFor([&] {
        const QImage previous = picture;
        picture = screen->grabWindow(0, area.x(), area.y(), area.width(), area.height()).toImage();
        return !picture.isNull() && picture == previous;
    });
    return settled && picture.save(file);
}

void Walkthrough::close()
{
    m_window.pressKey(AccessibleWindow::Key(F4), AccessibilityBus::Alt);
}
