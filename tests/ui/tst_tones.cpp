// SPDX-License-Identifier: MIT
#include "Tones.h"

#include "EnvironmentMark.h"
#include "Literals.h"
#include "TestProgram.h"

#include <QPainter>
#include <QTest>

using namespace Tokenwright;

namespace {

/// A scheme as its author chose it: what is read stands on base, what frames it on window.
QPalette scheme(QColor window, QColor base, QColor text, QColor highlight, QColor highlighted)
{
    QPalette palette(window);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, base.darker(103));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Highlight, highlight);
    palette.setColor(QPalette::HighlightedText, highlighted);
    return palette;
}

void addSchemes()
{
    QTest::addColumn<QPalette>("palette");
    QTest::newRow("Fusion, light")
        << scheme(QColor(239, 239, 239), Qt::white, Qt::black, QColor(48, 140, 198), Qt::white);
    QTest::newRow("Fusion, dark") << scheme(QColor(50, 50, 50), QColor(36, 36, 36), Qt::white,
                                            QColor(48, 140, 198), Qt::white);
    QTest::newRow("Breeze, light") << scheme(QColor(239, 240, 241), Qt::white, QColor(35, 38, 41),
                                             QColor(61, 174, 233), QColor(252, 252, 252));
    QTest::newRow("Breeze, dark") << scheme(QColor(32, 35, 38), QColor(20, 22, 24),
                                            QColor(252, 252, 252), QColor(61, 174, 233),
                                            QColor(252, 252, 252));
    QTest::newRow("high contrast")
        << scheme(Qt::black, Qt::black, Qt::white, Qt::yellow, Qt::black);
    QTest::newRow("grey on grey") << scheme(QColor(150, 150, 150), QColor(140, 140, 140), Qt::black,
                                            QColor(120, 120, 120), Qt::white);
    QTest::newRow("sepia") << scheme(QColor(244, 236, 216), QColor(250, 244, 228),
                                     QColor(91, 70, 54), QColor(193, 154, 107), Qt::white);
}

} // namespace

class TestTones : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastIsAsPublished_data();
    void contrastIsAsPublished();
    void everyToneIsRead_data() { addSchemes(); }
    void everyToneIsRead();
    void selectedTextIsRead_data() { addSchemes(); }
    void selectedTextIsRead();
    void otherTextsAreRead_data() { addSchemes(); }
    void otherTextsAreRead();
    void productionIsFilled_data() { addSchemes(); }
    void productionIsFilled();
};

void TestTones::contrastIsAsPublished_data()
{
    QTest::addColumn<QColor>("one");
    QTest::addColumn<QColor>("other");
    QTest::addColumn<double>("ratio");
    QTest::newRow("the most there is") << QColor(Qt::black) << QColor(Qt::white) << 21.0;
    QTest::newRow("none") << QColor(Qt::red) << QColor(Qt::red) << 1.0;
    QTest::newRow("the lightest grey for text") << QColor(0x767676) << QColor(Qt::white) << 4.54;
    QTest::newRow("red") << QColor(Qt::red) << QColor(Qt::white) << 4.0;
    QTest::newRow("blue, in the other order") << QColor(Qt::white) << QColor(Qt::blue) << 8.59;
}

void TestTones::contrastIsAsPublished()
{
    QFETCH(QColor, one);
    QFETCH(QColor, other);
    QFETCH(double, ratio);
    QVERIFY2(qAbs(contrastRatio(one, other) - ratio) < 0.01,
             qPrintable(QString::number(contrastRatio(one, other))));
}

void TestTones::everyToneIsRead()
{
    QFETCH(QPalette, palette);
    const bool isPossible = contrastRatio(palette.color(QPalette::Text),
                                          palette.color(QPalette::Base))
        > 4.5;
    QVERIFY(isPossible);
    for (const Tone tone : {Tone::Secondary, Tone::Good, Tone::Caution, Tone::Bad}) {
        for (const auto role : {QPalette::Base, QPalette::AlternateBase, QPalette::Window})
            QVERIFY(contrastRatio(toneColor(tone, palette), palette.color(role)) >= 4.5);
    }
}

void TestTones::selectedTextIsRead()
{
    QFETCH(QPalette, palette);
    const QPalette readable = withReadableSelection(palette);
    QVERIFY(contrastRatio(readable.color(QPalette::Highlight),
                          readable.color(QPalette::HighlightedText))
            >= 4.5);
    QCOMPARE(readable.color(QPalette::HighlightedText), palette.color(QPalette::HighlightedText));
    // who has chosen well is left alone
    QCOMPARE(withReadableSelection(readable), readable);
}

/// Links, what stands in an empty field, and what cannot be used.
void TestTones::otherTextsAreRead()
{
    QFETCH(QPalette, palette);
    palette.setColor(QPalette::PlaceholderText, QColor(127, 127, 127, 128));
    palette.setColor(QPalette::Link, Qt::blue);
    palette.setColor(QPalette::LinkVisited, Qt::darkMagenta);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(140, 140, 140));
    const QPalette readable = withReadableTexts(palette);
    const auto ratio = [&](QPalette::ColorGroup group, QPalette::ColorRole text,
                           QPalette::ColorRole ground) {
        return contrastRatio(readable.color(group, text), readable.color(group, ground));
    };
    for (const auto group : {QPalette::Active, QPalette::Inactive}) {
        QVERIFY(ratio(group, QPalette::PlaceholderText, QPalette::Base) >= 4.5);
        QVERIFY(ratio(group, QPalette::PlaceholderText, QPalette::Base)
                <= ratio(group, QPalette::Text, QPalette::Base));
        for (const auto ground : {QPalette::Base, QPalette::Window}) {
            QVERIFY(ratio(group, QPalette::Link, ground) >= 4.5);
            QVERIFY(ratio(group, QPalette::LinkVisited, ground) >= 4.5);
        }
    }
    QVERIFY(ratio(QPalette::Disabled, QPalette::Text, QPalette::Base) >= 3);
    QVERIFY(ratio(QPalette::Disabled, QPalette::WindowText, QPalette::Window) >= 3);
    QVERIFY(ratio(QPalette::Disabled, QPalette::ButtonText, QPalette::Button) >= 3);
    QCOMPARE(withReadableTexts(readable), readable);
}

void TestTones::productionIsFilled()
{
    QFETCH(QPalette, palette);
    for (const bool isSelected : {false, true}) {
        const QColor ground = palette.color(isSelected ? QPalette::Highlight : QPalette::Base);
        const auto filled = [&](bool isProduction) {
            const QSize size = environmentMarkSize(u"Live"_s, isProduction, {});
            QImage image(size, QImage::Format_RGB32);
            image.fill(ground);
            QPainter painter(&image);
            paintEnvironmentMark(&painter, image.rect(), u"Live"_s, isProduction, {}, palette,
                                 isSelected);
            painter.end();
            return image.pixelColor(size.width() / 2, 1);
        };
        QCOMPARE(filled(false), ground);
        QVERIFY(contrastRatio(filled(true), ground) >= (isSelected ? 1.5 : 4.5));
    }
    QCOMPARE(environmentMarkText(u"Live"_s, true), u"LIVE"_s);
    QCOMPARE(environmentMarkText(u"Live"_s, false), u"Live"_s);
}

WIDGET_TEST_IN_PROGRAM(TestTones)

#include "tst_tones.moc"
