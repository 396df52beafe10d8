// SPDX-License-Identifier: MIT
#include "LifetimeBar.h"
#include "TestProgram.h"
#include "Tones.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace Tokenwright;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

QPalette schemeOf(const QString &name)
{
    const auto palette = [](QColor window, QColor base, QColor text, QColor highlight) {
        QPalette made(text, window, window.lighter(), window.darker(), window.darker(130), text,
                      Qt::white, base, window);
        made.setColor(QPalette::AlternateBase, base);
        made.setColor(QPalette::Highlight, highlight);
        made.setColor(QPalette::HighlightedText, Qt::white);
        return made;
    };
    if (name == u"dark")
        return palette({50, 50, 50}, {35, 35, 35}, Qt::white, {48, 140, 198});
    if (name == u"dark, with a dark highlight") // as many distributions have it
        return palette({45, 45, 45}, {30, 30, 30}, Qt::white, {42, 52, 62});
    if (name == u"high contrast")
        return palette(Qt::black, Qt::black, Qt::white, {0, 0, 120});
    return palette({239, 239, 239}, Qt::white, Qt::black, {48, 140, 198});
}

} // namespace

/// What is left of a token, told apart by length and colour in every scheme.
class TestLifetimeBar : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lengths()
    {
        for (const qint64 whole : {30 * minute, 2 * hour, 24 * hour, 30 * 24 * hour}) {
            QCOMPARE(lifetimeShare(0, whole), 0.0);
            QCOMPARE(lifetimeShare(-5, whole), 0.0);
            QCOMPARE(lifetimeShare(whole, whole), 1.0); // just minted
            QCOMPARE(lifetimeShare(whole / 2, whole), 0.5);
            QCOMPARE(lifetimeShare(whole + minute, whole), 1.0); // the clock was set back
        }
        QCOMPARE(lifetimeShare(hour, 0), 1.0); // of what nobody knows
    }

    void contrasts_data()
    {
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<qint64>("left");
        for (const QString &scheme :
             {u"light"_s, u"dark"_s, u"dark, with a dark highlight"_s, u"high contrast"_s}) {
            for (const qint64 left : {30'000LL, 4 * minute, 2 * hour})
                QTest::addRow("%s, %lld s", qPrintable(scheme), left / 1000) << scheme << left;
        }
    }
    /// Measured from pixels.
    void contrasts()
    {
        QFETCH(const QString, scheme);
        QFETCH(const qint64, left);
        const QPalette palette = schemeOf(scheme);
        for (const auto role : {QPalette::Base, QPalette::Window, QPalette::Highlight}) {
            QImage image(100, 10, QImage::Format_RGB32);
            image.fill(palette.color(role));
            QPainter painter(&image);
            TokenStatus status;
            status.state = countingState(left);
            status.remaining = left;
            status.whole = 4 * hour;
            paintLifetimeBar(&painter, image.rect(), status, {.palette = palette, .role = role});
            painter.end();
            const QColor filled = image.pixelColor(4, 5);
            const QColor rest = image.pixelColor(94, 5);
            QVERIFY2(contrastRatio(filled, palette.color(role)) >= 3
                         || role == QPalette::Highlight, // which the scheme answers for
                     qPrintable(filled.name()));
            if (role != QPalette::Highlight)
                QVERIFY2(contrastRatio(filled, rest) >= 3, qPrintable(rest.name()));
        }
    }

    void colours()
    {
        const QPalette palette = schemeOf(u"light"_s);
        const BarGround ground{.palette = palette};
        const QColor fresh = lifetimeBarColor(TokenState::Fresh, ground);
        const QColor soon = lifetimeBarColor(TokenState::Soon, ground);
        const QColor last = lifetimeBarColor(TokenState::LastMinute, ground);
        QVERIFY(fresh != soon && soon != last && fresh != last);
        QCOMPARE(last, toneColor(Tone::Bad, palette));
        QCOMPARE(lifetimeBarColor(TokenState::LastMinute,
                                  {.palette = palette, .role = QPalette::Highlight}),
                 palette.color(QPalette::HighlightedText));
    }

    void whichEnd()
    {
        const QPalette palette = schemeOf(u"light"_s);
        TokenStatus status;
        status.state = TokenState::Soon;
        status.remaining = 5 * minute;
        status.whole = 2 * hour;
        for (const auto direction : {Qt::LeftToRight, Qt::RightToLeft}) {
            QImage image(100, 10, QImage::Format_RGB32);
            image.fill(Qt::white);
            QPainter painter(&image);
            paintLifetimeBar(&painter, image.rect(), status,
                             {.palette = palette, .direction = direction});
            painter.end();
            const int beginning = direction == Qt::LeftToRight ? 6 : 93;
            QCOMPARE(image.pixelColor(beginning, 5).name(),
                     lifetimeBarColor(TokenState::Soon, {.palette = palette}).name());
            QCOMPARE(image.pixelColor(99 - beginning, 5).name(),
                     lifetimeTrackColor({.palette = palette}).name());
        }
    }

    void nothingCounts()
    {
        const QPalette palette = schemeOf(u"light"_s);
        QImage image(100, 10, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintLifetimeBar(&painter, image.rect(), {}, {.palette = palette});
        painter.end();
        for (const int x : {5, 50, 95})
            QCOMPARE(image.pixelColor(x, 5).name(),
                     lifetimeTrackColor({.palette = palette}).name());
    }
};

WIDGET_TEST_IN_PROGRAM(TestLifetimeBar)
#include "tst_lifetimebar.moc"
