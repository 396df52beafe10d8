// SPDX-License-Identifier: MIT
#include "ProgramStyle.h"

#include "ElidedLabel.h"
#include "FormLayout.h"
#include "Icons.h"
#include "Literals.h"
#include "MenuButton.h"
#include "TestProgram.h"
#include "Tones.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QSpinBox>
#include <QStyleFactory>
#include <QTabBar>
#include <QTest>
#include <QTextLayout>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <functional>
#include <memory>

using namespace Tokenwright;

namespace {

QPalette darkPalette(QColor window, QColor base, QColor highlight)
{
    QPalette palette(window);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, base);
    for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
        palette.setColor(role, Qt::white);
    palette.setColor(QPalette::Highlight, highlight);
    return palette;
}

/// How many of \a after's pixels differ from \a before and contrast with \a ground.
qsizetype seenPixels(const QImage &before, const QImage &after, const QColor &ground)
{
    qsizetype seen = 0;
    for (int y = 0; y < after.height(); ++y) {
        for (int x = 0; x < after.width(); ++x) {
            const QColor now = after.pixelColor(x, y);
            if (now != before.pixelColor(x, y) && contrastRatio(now, ground) >= 2.9)
                ++seen;
        }
    }
    return seen;
}

/// The column of the last ink of a label, counted from where it begins.
int inkEnd(QLabel &label, int width)
{
    label.resize(width, label.sizeHint().height());
    const QImage picture = label.grab().toImage();
    int last = -1;
    for (int x = 0; x < picture.width(); ++x) {
        for (int y = 0; y < picture.height(); ++y) {
            if (contrastRatio(picture.pixelColor(x, y), picture.pixelColor(picture.width() - 1, 0))
                > 1.5)
                last = x;
        }
    }
    return last;
}

using Maker = std::function<QWidget *()>;

} // namespace

class TestProgramStyle : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_font = QApplication::font();
        m_style = nullptr;
    }

    void cleanup()
    {
        QApplication::setFont(m_font);
        QApplication::setStyle(u"Fusion"_s);
        QApplication::setPalette(QPalette());
    }

    void theKeyboardIsSeen_data()
    {
        QTest::addColumn<QString>("style");
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<Maker>("make");
        const QList<QPair<const char *, Maker>> makers{
            {"field", [] { return new QLineEdit(u"text"_s); }},
            {"number", [] { return new QSpinBox; }},
            {"choice", [] { return new QComboBox; }},
            {"button", [] { return new QPushButton(u"Press"_s); }},
            {"box", [] { return new QCheckBox(QString(20, u' ')); }},
            {"one of several", [] { return new QRadioButton(QString(20, u' ')); }},
        };
        const auto add = [&](const QString &style, const QPalette &palette) {
            for (const auto &[name, make] : makers)
                QTest::addRow("%s, %s", qPrintable(style), name) << style << palette << make;
        };
        add(u"Fusion"_s, darkPalette(QColor(50, 50, 50), QColor(36, 36, 36), QColor(48, 140, 198)));
        for (const QString &style : {u"adwaita"_s, u"adwaita-dark"_s})
            add(style, QPalette());
    }

    void theKeyboardIsSeen()
    {
        QFETCH(QString, style);
        QFETCH(QPalette, palette);
        QFETCH(Maker, make);
        if (!QStyleFactory::keys().contains(style, Qt::CaseInsensitive))
            QSKIP("adwaita-qt6 is not installed");
        start(style, palette);
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *other = new QPushButton(u"Other"_s);
        QWidget *control = make();
        layout->addWidget(other);
        layout->addWidget(control);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        other->setFocus();
        QTRY_VERIFY(other->hasFocus());
        const auto picture = [&] { return control->grab().toImage(); };
        const QImage without = picture();
        control->setFocus();
        QTRY_VERIFY(control->hasFocus());
        const QColor ground = QApplication::palette().color(QPalette::Window);
        // a frame all around, or at the least as much as one around its words
        const qsizetype around = control->width() + control->height();
        QTRY_VERIFY_WITH_TIMEOUT(seenPixels(without, picture(), ground) >= around / 2,
                                 2000); // some styles fade
    }

    void theTabShownIsSeen_data() { addAdwaitas(); }

    /// By a line below it, on its own ground.
    void theTabShownIsSeen()
    {
        QFETCH(QString, style);
        if (!QStyleFactory::keys().contains(style, Qt::CaseInsensitive))
            QSKIP("adwaita-qt6 is not installed");
        start(style, QPalette());
        QWidget window; // in whose middle the pointer is
        window.resize(600, 400);
        QTabBar bar(&window);
        bar.setDrawBase(false);
        bar.setExpanding(false);
        for (const QString &title : {u"Token"_s, u"Requests"_s})
            bar.addTab(title);
        bar.resize(bar.sizeHint());
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        bar.setCurrentIndex(1);
        const QRect tab = bar.tabRect(1);
        const auto isMarked = [&] {
            const QImage picture = bar.grab().toImage();
            const QColor ground = picture.pixelColor(tab.center().x(), tab.top() + 3);
            for (const int x : {tab.left() + tab.width() / 4, tab.center().x()}) {
                if (contrastRatio(picture.pixelColor(x, tab.bottom() - 1), ground) < 2.9)
                    return false;
            }
            return true;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isMarked(), 2000); // it fades
        bar.setCurrentIndex(0);
        QTRY_VERIFY_WITH_TIMEOUT(!isMarked(), 2000);
    }

    void symbolsOfButtonsAreSeen_data() { addAdwaitas(); }

    /// Also of the one that has the keyboard, whose ground is no selection's.
    void symbolsOfButtonsAreSeen()
    {
        QFETCH(QString, style);
        if (!QStyleFactory::keys().contains(style, Qt::CaseInsensitive))
            QSKIP("adwaita-qt6 is not installed");
        start(style, QPalette());
        QWidget window; // in whose middle the pointer is
        window.resize(600, 400);
        QPushButton button(icon(Icon::Add), QString(), &window);
        button.resize(60, 40);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        button.setFocus();
        QTRY_VERIFY(button.hasFocus());
        constexpr int edge = 6; // with the keyboard's mark in it
        const auto inked = [&] {
            const QImage picture = button.grab().toImage();
            const QColor ground = picture.pixelColor(edge + 1, edge + 1);
            int pixels = 0;
            for (int y = edge; y < picture.height() - edge; ++y) {
                for (int x = edge; x < picture.width() - edge; ++x)
                    pixels += contrastRatio(picture.pixelColor(x, y), ground) >= 4.5 ? 1 : 0;
            }
            return pixels;
        };
        QTRY_VERIFY_WITH_TIMEOUT(inked() >= 20, 2000);
    }

    void fieldsAreSeenOnBlack_data()
    {
        QTest::addColumn<Maker>("make");
        QTest::newRow("line") << Maker([] { return new QLineEdit; });
        QTest::newRow("lines") << Maker([] { return new QPlainTextEdit; });
        QTest::newRow("number") << Maker([] { return new QSpinBox; });
        QTest::newRow("choice") << Maker([] { return new QComboBox; });
        QTest::newRow("button") << Maker([] { return new QPushButton(u"Press"_s); });
    }

    /// Also while they have the keyboard.
    void fieldsAreSeenOnBlack()
    {
        QFETCH(Maker, make);
        start(u"Fusion"_s, darkPalette(Qt::black, Qt::black, Qt::yellow));
        QWidget window;
        auto *layout = new QVBoxLayout(&window);
        auto *other = new QCheckBox;
        QWidget *control = make();
        layout->addWidget(other);
        layout->addWidget(control);
        window.show();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (QWidget *focused : {static_cast<QWidget *>(other), control}) {
            focused->setFocus();
            QTRY_VERIFY(focused->hasFocus());
            const QImage picture = control->grab().toImage();
            int framed = 0; // columns in whose upper quarter something is seen
            for (int x = 0; x < picture.width(); ++x) {
                for (int y = 0; y < picture.height() / 4; ++y) {
                    if (contrastRatio(picture.pixelColor(x, y), Qt::black) >= 2.9) {
                        ++framed;
                        break;
                    }
                }
            }
            QVERIFY2(framed > picture.width() * 9 / 10, qPrintable(QString::number(framed)));
        }
    }

    void labelsAreNotCutOff_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text :
             {"&Tags", "&Token URL", "T&ags", "&AVAVAV", "Cer&t && more", "名前(&D)"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }

    /// A letter to reach a field by makes a label no wider than it says it is.
    void labelsAreNotCutOff()
    {
        QFETCH(QString, text);
        start(u"Fusion"_s, QPalette());
        QFont large = m_font;
        large.setPointSizeF(13.5);
        QApplication::setFont(large);
        QLineEdit field;
        QLabel label(text);
        label.setBuddy(&field);
        const int hint = label.sizeHint().width();
        QCOMPARE(inkEnd(label, hint + 40), inkEnd(label, hint));
        // and the letter is underlined, below the line it stands on
        QLabel plain(QString(text).replace(u"&&"_s, u"\x01"_s).remove(u'&').replace(u'\x01', u'&'));
        label.resize(hint, label.sizeHint().height());
        plain.resize(label.size());
        QTextLayout layout(plain.text(), label.font());
        layout.beginLayout();
        const QTextLine line = layout.createLine();
        layout.endLayout();
        const qreal ground = (label.height() - line.height()) / 2 + line.ascent();
        const QImage with = label.grab().toImage();
        const QImage without = plain.grab().toImage();
        int underlined = 0;
        for (int y = 0; y < with.height(); ++y) {
            for (int x = 0; x < with.width(); ++x) {
                if (with.pixel(x, y) == without.pixel(x, y))
                    continue;
                QVERIFY2(y >= ground - 1, qPrintable(QString::number(y)));
                ++underlined;
            }
        }
        QVERIFY(underlined > 4);
    }

    /// Nor at the bottom, where letters of another, higher font stand among them.
    void linesAreNotCutOff()
    {
        start(u"Fusion"_s, QPalette());
        ElidedLabel label;
        const int width = label.fontMetrics().horizontalAdvance(u"gyp"_s);
        const auto beginning = [&](const QString &text) {
            label.showLine(text);
            label.resize(label.sizeHint());
            return label.grab().toImage().copy(0, 0, width, label.height());
        };
        const QImage expected = beginning(u"gyp"_s);
        QCOMPARE(beginning(u"gyp \u4e00"_s), expected);
        QCOMPARE(beginning(u"gyp \u304b\u306a"_s), expected);
    }

    /// Also one that is wider than its text, as the first one of a form is.
    void labelsOfAFormEndTogether_data()
    {
        QTest::addColumn<QString>("style");
        for (const char *style : {"fusion", "adwaita"})
            QTest::newRow(style) << QString::fromLatin1(style);
    }

    void labelsOfAFormEndTogether()
    {
        QFETCH(QString, style);
        if (!QStyleFactory::keys().contains(style, Qt::CaseInsensitive))
            QSKIP("adwaita-qt6 is not installed");
        start(style, QPalette());
        QWidget window;
        auto *form = new FormLayout(&window);
        auto *wide = new QLabel(u"Provider"_s);
        auto *usual = new QLabel(u"Environment"_s);
        wide->setMinimumWidth(300);
        form->addRow(wide, new QLineEdit);
        form->addRow(usual, new QLineEdit);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto edge = [&](QLabel *label) {
            const QRect text = label->style()->itemTextRect(
                label->fontMetrics(), label->rect(),
                int(QStyle::visualAlignment(label->layoutDirection(), label->alignment())), true,
                label->text());
            const bool isRight = form->labelAlignment() & Qt::AlignRight;
            return label->mapTo(&window, isRight ? text.topRight() : text.topLeft()).x();
        };
        QCOMPARE(edge(wide), edge(usual));
    }

    /// Of a symbol that opens a menu: styles put theirs over it, or below it.
    void menuButtonsHaveNoArrow()
    {
        start(u"Fusion"_s, QPalette());
        QMenu menu;
        MenuButton button({}, QIcon(), &menu); // nothing but the arrow would be seen
        button.resize(40, 40);
        const QImage picture = button.grab().toImage();
        const QColor ground = picture.pixelColor(0, 0);
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                QVERIFY(contrastRatio(picture.pixelColor(x, y), ground) < 1.5);
        }
    }

    void whatIsChosenIsElided()
    {
        start(u"Fusion"_s, QPalette());
        QComboBox box;
        box.addItem(QString(40, u'\u2588')); // whole blocks
        box.setMinimumContentsLength(2);
        box.resize(120, box.sizeHint().height());
        QStyleOptionComboBox option;
        option.initFrom(&box);
        const QRect field = m_style->subControlRect(QStyle::CC_ComboBox, &option,
                                                    QStyle::SC_ComboBoxEditField, &box);
        const QImage picture = box.grab().toImage();
        const auto inkAt = [&](int x) { return picture.pixelColor(x, field.center().y()); };
        const QColor ground = picture.pixelColor(field.center().x(), field.top() + 1);
        QVERIFY(contrastRatio(inkAt(field.center().x()), ground) > 3);
        QVERIFY(contrastRatio(inkAt(field.right() - 2), ground) < 3);
    }

    void titlesOfColumnsAreElided_data()
    {
        addAdwaitas();
        QTest::newRow("Fusion") << u"Fusion"_s;
    }

    void titlesOfColumnsAreElided()
    {
        QFETCH(QString, style);
        if (!QStyleFactory::keys().contains(style, Qt::CaseInsensitive))
            QSKIP("adwaita-qt6 is not installed");
        start(style, QPalette());
        QTreeWidget tree;
        tree.setHeaderLabels({QString(40, u'\u2588'), QString()}); // whole blocks
        QHeaderView *header = tree.header();
        header->resizeSection(0, 120);
        tree.show();
        QVERIFY(QTest::qWaitForWindowExposed(&tree));
        QStyleOptionHeader option;
        option.initFrom(header);
        option.rect = QRect(0, 0, 120, header->height());
        const QRect label = m_style->subElementRect(QStyle::SE_HeaderLabel, &option, header);
        const QImage picture = header->grab().toImage();
        const auto inkAt = [&](int x) { return picture.pixelColor(x, label.center().y()); };
        const QColor ground = picture.pixelColor(label.center().x(), 0);
        QVERIFY(contrastRatio(inkAt(label.center().x()), ground) > 3);
        QVERIFY(contrastRatio(inkAt(label.right() - 2), ground) < 3);
    }

    void dialogsOfQtFitTheScreen()
    {
        start(u"Fusion"_s, QPalette());
        QDialog dialog;
        const QSize room = dialog.screen()->availableSize();
        dialog.resize(room + QSize(100, 100));
        dialog.show();
        QVERIFY(QTest::qWaitForWindowExposed(&dialog));
        QVERIFY(dialog.height() < room.height());
        QVERIFY(dialog.width() <= room.width());
    }

private:
    static void addAdwaitas()
    {
        QTest::addColumn<QString>("style");
        for (const char *style : {"adwaita", "adwaita-dark"})
            QTest::newRow(style) << QString::fromLatin1(style);
    }

    void start(const QString &style, QPalette palette)
    {
        m_style = new ProgramStyle(style);
        QApplication::setPalette(QPalette());
        QApplication::setStyle(m_style); // which owns it
        if (palette != QPalette()) {
            m_style->polish(palette);
            QApplication::setPalette(palette);
        }
    }

    QFont m_font;
    ProgramStyle *m_style = nullptr;
};

WIDGET_TEST_IN_PROGRAM(TestProgramStyle)
#include "tst_programstyle.moc"
