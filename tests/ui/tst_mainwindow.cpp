// SPDX-License-Identifier: MIT
#include "CopyFormat.h"
#include "CredentialTable.h"
#include "Icons.h"
#include "MainToolBar.h"
#include "MainWindow.h"
#include "Origin.h"
#include "RotateDialog.h"
#include "SearchField.h"
#include "TestProgram.h"
#include "WholeWindow.h"
#include "WindowBench.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>

#include <optional>

using namespace Tokenwright;
using Operation = FakeSecretStore::Operation;

namespace {

/// The window itself, worked as people do.
struct ShownWindow : WindowBench
{
    bool show()
    {
        window = std::make_unique<MainWindow>(parts);
        window->show();
        return isReady() && isWhole(window.get()) && QTest::qWaitForWindowActive(window.get());
    }

    CredentialTable *table() const { return window->findChild<CredentialTable *>(); }
    MainToolBar *toolBar() const { return window->findChild<MainToolBar *>(); }
    QLineEdit *search() const { return window->findChild<QLineEdit *>(); }
    QAbstractButton *button(const QString &name) const
    {
        const auto buttons = window->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (button->isVisible()
                && (button->accessibleName() == name || button->text().remove(u'&') == name))
                return button;
        }
        return nullptr;
    }
    QToolButton *menuButton() const
    {
        const auto buttons = window->findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (button->accessibleName() == u"Menu")
                return button;
        }
        return nullptr;
    }
    QAction *action(const QString &text) const
    {
        const auto actions = window->findChildren<QAction *>();
        for (QAction *action : actions) {
            if (action->text().remove(u'&') == text)
                return action;
        }
        return nullptr;
    }
    QMessageBox *question() const
    {
        return qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
    }
    /// Waits for a question and presses one of its buttons; empty: Esc.
    bool answer(const QString &label)
    {
        if (!QTest::qWaitFor([this] { return question() != nullptr; }, 5'000))
            return false;
        if (label.isEmpty()) {
            QTest::keyClick(question(), Qt::Key_Escape);
            return true;
        }
        const auto buttons = question()->buttons();
        for (QAbstractButton *button : buttons) {
            if (button->text().remove(u'&') == label) {
                button->click();
                return true;
            }
        }
        return false;
    }
    QString said() const
    {
        const auto labels = window->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->accessibleDescription() == u"Status")
                return label->text();
        }
        return {};
    }
    bool shows(const QString &part) const
    {
        const auto labels = window->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&part](const QLabel *label) {
            return label->isVisible() && label->text().contains(part);
        });
    }
    int mints() const { return machine.server.requestCount("/identity/v1/oauth2/token"); }

    std::unique_ptr<MainWindow> window;
};

QStringList textsOf(const QList<QAction *> &actions)
{
    QStringList texts;
    for (const QAction *action : actions) {
        if (action->isSeparator())
            texts.append(u"-"_s);
        else if (!action->text().isEmpty())
            texts.append(action->text());
    }
    return texts;
}

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_shown = std::make_unique<ShownWindow>(); }
    void cleanup() { m_shown.reset(); }

    void whereActionsAre()
    {
        m_shown->program.addSet();
        QVERIFY(m_shown->show());
        QList<QAction *> ofToolBar;
        for (const QToolButton *button : m_shown->toolBar()->buttons())
            ofToolBar.append(button->defaultAction());
        QCOMPARE(textsOf(ofToolBar), (QStringList{u"&Add credential set"_s, u"&Import…"_s}));
        QCOMPARE(textsOf(m_shown->menuButton()->menu()->actions()),
                 (QStringList{u"&Copy bearer header"_s,
                              u"Cop&y in your usual format"_s,
                              u"Copy the current token &without minting"_s,
                              u"&Mint token"_s,
                              u"Keep fres&h"_s,
                              u"Chec&k token"_s,
                              u"For&get token"_s,
                              u"Revoke &token…"_s,
                              u"-"_s,
                              u"&Edit credential set"_s,
                              u"R&otate secret…"_s,
                              u"&Duplicate"_s,
                              u"Dup&licate to the other environment…"_s,
                              u"&Favourite"_s,
                              u"&Remove credential set"_s,
                              u"Undo remove"_s,
                              u"-"_s,
                              u"&Import…"_s,
                              u"Import from the clip&board"_s,
                              u"E&xport…"_s,
                              u"-"_s,
                              u"Fi&nd"_s,
                              u"Quick search…"_s,
                              u"Pro&viders…"_s,
                              u"&Preferences…"_s,
                              u"Keyboard &shortcuts"_s,
                              u"&About Tokenwright"_s,
                              u"-"_s,
                              u"&Quit"_s}));
        const QPoint row = m_shown->table()->visualRect(m_shown->table()->currentIndex()).center();
        Q_EMIT m_shown->table()->customContextMenuRequested(row);
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QCOMPARE(textsOf(menu->actions()),
                 (QStringList{
                     u"&Copy bearer header"_s, u"Copy &as…"_s, u"Cop&y in your usual format"_s,
                     u"Copy the current token &without minting"_s, u"&Mint token"_s,
                     u"Keep fres&h"_s, u"Chec&k token"_s, u"For&get token"_s, u"Revoke &token…"_s,
                     u"Ca&ncel"_s, u"-"_s, u"&Edit credential set"_s, u"R&otate secret…"_s,
                     u"&Duplicate"_s, u"Dup&licate to the other environment…"_s, u"&Favourite"_s,
                     u"&Remove credential set"_s, u"Undo remove"_s}));
        menu->close();
        Q_EMIT m_shown->table()->customContextMenuRequested(
            m_shown->table()->viewport()->rect().bottomLeft());
        QVERIFY(!QApplication::activePopupWidget()); // there is no row
        for (const QString &name :
             {u"Copy bearer header"_s, u"Mint token"_s, u"Check token"_s, u"Copy as…"_s,
              u"Edit credential set"_s, u"Remove credential set"_s, u"More actions"_s})
            QVERIFY2(m_shown->button(name), qPrintable(name));
        QVERIFY(!m_shown->button(u"Cancel"_s));
    }

    void keysOfActions_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QList<QKeySequence>>("keys");
        const auto add = [](const QString &text, const QList<QKeySequence> &keys) {
            QTest::newRow(qPrintable(text)) << text << keys;
        };
        add(u"Copy bearer header"_s,
            {QKeySequence(u"Ctrl+C"_s), QKeySequence(u"Return"_s), QKeySequence(u"Enter"_s)});
        add(u"Copy the current token without minting"_s, {QKeySequence(u"Ctrl+Shift+C"_s)});
        add(u"Mint token"_s, {QKeySequence(u"Ctrl+M"_s)});
        add(u"Keep fresh"_s, {QKeySequence(u"Ctrl+R"_s)});
        add(u"Check token"_s, {QKeySequence(u"Ctrl+K"_s)});
        add(u"Cancel"_s, {QKeySequence(u"Ctrl+."_s)});
        add(u"Edit credential set"_s, {QKeySequence(u"F2"_s)});
        add(u"Rotate secret…"_s, {QKeySequence(u"Ctrl+Shift+R"_s)});
        add(u"Duplicate"_s, {QKeySequence(u"Ctrl+D"_s)});
        add(u"Remove credential set"_s, {QKeySequence(u"Del"_s)});
        add(u"Add credential set"_s, {QKeySequence(u"Ctrl+N"_s)});
        add(u"Import…"_s, {QKeySequence(u"Ctrl+I"_s)});
        add(u"Export…"_s, {QKeySequence(u"Ctrl+E"_s)});
        add(u"Find"_s, {QKeySequence(u"Ctrl+F"_s)});
        add(u"Quit"_s, {QKeySequence(u"Ctrl+Q"_s)});
    }

    void keysOfActions()
    {
        QFETCH(const QString, text);
        QFETCH(const QList<QKeySequence>, keys);
        QVERIFY(m_shown->show());
        const QAction *action = m_shown->action(text);
        QVERIFY(action);
        QCOMPARE(action->shortcuts(), keys);
    }

    void whatActionsNeed()
    {
        const QString id = m_shown->program.addSet();
        QVERIFY(m_shown->show());
        const auto isPossible = [this](const QString &text) {
            return m_shown->action(text)->isEnabled();
        };
        const QStringList ofASet{u"Copy bearer header"_s,
                                 u"Copy as…"_s,
                                 u"Copy the current token without minting"_s,
                                 u"Mint token"_s,
                                 u"Keep fresh"_s,
                                 u"Edit credential set"_s,
                                 u"Duplicate"_s,
                                 u"Remove credential set"_s};
        for (const QString &text : ofASet)
            QVERIFY2(isPossible(text), qPrintable(text));
        QVERIFY(isPossible(u"Export…"_s));
        QVERIFY(!m_shown->action(u"Cancel"_s)->isVisible());

        m_shown->machine.keychain.holdNext(Operation::Read);
        QTest::keyClick(m_shown->window.get(), Qt::Key_M, Qt::ControlModifier);
        QTRY_VERIFY(m_shown->machine.keychain.isHolding());
        QVERIFY(!isPossible(u"Mint token"_s));
        QVERIFY(isPossible(u"Copy bearer header"_s)); // waits for the same answer
        QTRY_VERIFY(m_shown->button(u"Cancel"_s));
        QTest::keyClick(m_shown->window.get(), Qt::Key_Period, Qt::ControlModifier);
        m_shown->machine.keychain.release();
        QTRY_COMPARE(m_shown->said(), u"Cancelled “Catalogue”."_s);
        QVERIFY(isPossible(u"Mint token"_s));

        m_shown->search()->setText(u"nothing is called that"_s);
        for (const QString &text : ofASet)
            QVERIFY2(!isPossible(text), qPrintable(text));
        QVERIFY(isPossible(u"Export…"_s));
        m_shown->search()->clear();
        VERIFY_OK(await(m_shown->program.manager.remove(id)));
        QTRY_VERIFY(!isPossible(u"Export…"_s));
        QVERIFY(!m_shown->search()->isEnabled());
        QVERIFY(m_shown->button(u"Add credential set"_s)); // in place of the list
    }

    void enterCopies()
    {
        m_shown->program.addSet();
        QVERIFY(m_shown->show());
        QTest::keyClick(m_shown->table(), Qt::Key_Return);
        QTRY_VERIFY(m_shown->said().startsWith(u"Copied the header of “Catalogue” (Sandbox)."));
        QVERIFY(m_shown->desktop.text().startsWith(u"Authorization: Bearer "));
        m_shown->button(u"Clear now"_s)->click();
        QTRY_COMPARE(m_shown->said(), u"The clipboard was cleared."_s);
        QVERIFY(m_shown->desktop.text().isEmpty());
        QVERIFY(!m_shown->button(u"Clear now"_s));
        QCOMPARE(m_shown->mints(), 1);
    }

    /// Type, and Enter: what is found is copied, again and again.
    void theSearchIsACommandLine()
    {
        m_shown->program.addSet();
        m_shown->program.addSet(u"Orders"_s);
        m_shown->program.addSet(u"Parcels"_s);
        QVERIFY(m_shown->show());
        const auto current = [this] {
            const CredentialSet *set = m_shown->program.registry.find(
                m_shown->table()->currentSet());
            return set ? set->name : QString();
        };
        QTest::keyClick(m_shown->window.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(m_shown->search()->hasFocus());
        QTest::keyClicks(m_shown->search(), u"orders"_s);
        QCOMPARE(current(), u"Orders"_s);
        QTest::keyClick(m_shown->search(), Qt::Key_Return);
        QTRY_VERIFY(m_shown->said().startsWith(u"Copied the header of “Orders”"));
        QTest::keyClick(m_shown->search(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(m_shown->search(), u"sandbox parc"_s); // the second search has one as well
        QCOMPARE(current(), u"Parcels"_s);
        QTest::keyClick(m_shown->search(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_shown->said().startsWith(u"Minted a token for “Parcels”"));
        QTest::keyClick(m_shown->search(), Qt::Key_C, Qt::ControlModifier);
        QTRY_VERIFY(m_shown->said().startsWith(u"Copied the header of “Parcels”"));
        QTest::keyClick(m_shown->search(), Qt::Key_Escape);
        QCOMPARE(m_shown->search()->text(), QString());
        QTest::keyClick(m_shown->search(), Qt::Key_Up);
        QVERIFY(m_shown->table()->hasFocus());
        QCOMPARE(current(), u"Orders"_s);
        m_shown->search()->setFocus();
        QTest::keyClick(m_shown->search(), Qt::Key_Escape);
        QVERIFY(m_shown->table()->hasFocus());
        m_shown->search()->setText(u"nobody is called that"_s);
        QTest::keyClick(m_shown->search(), Qt::Key_Return); // there is nothing to copy
        m_shown->button(u"Clear search"_s)->click();
        QCOMPARE(m_shown->search()->text(), QString());
        QVERIFY(!current().isEmpty());
    }

    /// The row that was clicked is the one that is shown, whatever comes of it.
    void aRowsActionSelectsIt()
    {
        m_shown->program.addSet();
        const QString wrong = m_shown->program.addSet(u"Wrong"_s, u"not the secret"_s);
        QVERIFY(m_shown->show());
        const QModelIndex action = m_shown->table()->model()->index(1,
                                                                    CountdownModel::ActionColumn);
        QTest::mouseClick(m_shown->table()->viewport(), Qt::LeftButton, {},
                          m_shown->table()->visualRect(action).center());
        QTRY_COMPARE(m_shown->said(), u"eBay rejected the credentials (“Wrong”)."_s);
        QCOMPARE(m_shown->table()->currentSet(), wrong);
    }

    /// One set goes without a question, and can be had back.
    void aRemovalCanBeUndone_data()
    {
        QTest::addColumn<bool>("isUndone");
        QTest::newRow("undone") << true;
        QTest::newRow("not") << false;
    }

    void aRemovalCanBeUndone()
    {
        QFETCH(const bool, isUndone);
        const QString id = m_shown->program.addSet();
        QVERIFY(m_shown->show());
        QTest::keyClick(m_shown->table(), Qt::Key_Delete);
        QTRY_COMPARE(m_shown->said(), u"Removed “Catalogue” (Sandbox)."_s);
        QVERIFY(m_shown->program.registry.find(id)); // for now it is hidden here alone
        QCOMPARE(m_shown->table()->model()->rowCount(), 0);
        const QAbstractButton *undo = m_shown->button(u"Undo remove"_s);
        QVERIFY(undo && undo->isVisible());
        QVERIFY2(undo->mapTo(m_shown->window.get(), undo->rect().topRight()).x()
                     < m_shown->window->width() - 2,
                 "it keeps a margin");
        QVERIFY(m_shown->shows(u"10 s"_s)); // until when is to be seen
        QTRY_VERIFY(m_shown->shows(u"9 s"_s));
        if (isUndone) {
            QTest::keyClick(m_shown->window.get(), Qt::Key_Z, Qt::ControlModifier);
            QCOMPARE(m_shown->said(), u"“Catalogue” (Sandbox) is there again."_s);
            QCOMPARE(m_shown->table()->currentSet(), id);
        } else {
            m_shown->window->removals().finishNow();
            QTRY_COMPARE(m_shown->said(),
                         u"“Catalogue” (Sandbox) was removed; the keychain holds nothing of it."_s);
        }
        QVERIFY(!m_shown->button(u"Undo remove"_s));
        QCOMPARE(m_shown->program.registry.find(id) != nullptr, isUndone);
    }

    /// A failure that is told belongs to the set that is shown.
    void aFailureIsNotToldOfAnother()
    {
        const QString first = m_shown->program.addSet();
        const QString wrong = m_shown->program.addSet(u"Wrong"_s, u"not the secret"_s);
        QVERIFY(m_shown->show());
        QVERIFY(m_shown->table()->select(wrong));
        m_shown->action(u"Mint token"_s)->trigger();
        QTRY_COMPARE(m_shown->said(), u"eBay rejected the credentials (“Wrong”)."_s);
        QVERIFY(m_shown->table()->select(first));
        QCOMPARE(m_shown->said(), QString());
    }

    /// Where there is little room, rows of the list are seen before more of the details, and all of
    /// the tool bar is.
    void littleRoomIsShared()
    {
        for (int i = 0; i < 6; ++i)
            m_shown->program.addSet(u"Set %1"_s.arg(i));
        QVERIFY(m_shown->show());
        m_shown->window->resize(700, 460);
        QTRY_COMPARE(m_shown->window->height(), 460);
        const int row = m_shown->table()->rowHeight(0);
        QTRY_VERIFY2(m_shown->table()->viewport()->height() >= 3 * row,
                     qPrintable(QString::number(m_shown->table()->viewport()->height())));
        m_shown->window->resize(m_shown->window->minimumSizeHint());
        QTRY_COMPARE(m_shown->window->size(), m_shown->window->minimumSizeHint());
        QVERIFY(m_shown->window->width() <= 560);
        const MainToolBar *bar = m_shown->toolBar();
        QList<const QWidget *> all{m_shown->menuButton(), m_shown->search()};
        for (const QToolButton *button : bar->buttons())
            all.append(button);
        for (const QWidget *each : all)
            QTRY_VERIFY(each->isVisible() && bar->rect().contains(each->geometry()));
    }

    /// Words go where there is no room for them, and nothing else does.
    void aToolBarOfManyWords()
    {
        QAction add(icon(Icon::Add), u"Something that takes a great many words to be added"_s);
        QMenu menu;
        QMainWindow window;
        auto *bar = new MainToolBar({&add}, &menu, &window);
        window.setCentralWidget(bar);
        window.resize(900, 100);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QCOMPARE(QAccessible::queryAccessibleInterface(bar)->role(), QAccessible::ToolBar);
        const QToolButton *button = bar->buttons().constFirst();
        QCOMPARE(button->defaultAction(), &add);
        QCOMPARE(button->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
        QVERIFY(button->focusPolicy() & Qt::TabFocus);
        window.resize(window.minimumSizeHint().width(), 100);
        QTRY_COMPARE(button->toolButtonStyle(), Qt::ToolButtonIconOnly);
        QVERIFY(button->isVisible() && bar->rect().contains(button->geometry()));
        QVERIFY(bar->search()->isVisible() && bar->rect().contains(bar->search()->geometry()));
        window.resize(900, 100);
        QTRY_COMPARE(button->toolButtonStyle(), Qt::ToolButtonTextBesideIcon);
    }

    void whereTheRestIsFound()
    {
        m_shown->program.addSet();
        QVERIFY(m_shown->show());
        QSignalSpy wanted(m_shown->window.get(), &MainWindow::quickSearchWanted);
        QTest::keyClick(m_shown->window.get(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(wanted.size(), 1);
        QTimer::singleShot(0, this, [this] { // the menu has a loop of its own
            QMenu *menu = m_shown->menuButton()->menu();
            m_seesMenu = QTest::qWaitFor([menu] { return menu->isVisible(); });
            menu->close();
        });
        QTest::keyClick(m_shown->window.get(), Qt::Key_F10);
        QTRY_VERIFY(m_seesMenu);
    }

    /// Several are named before they go.
    void severalRemovalsAreAskedFor_data()
    {
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("goes");
        QTest::newRow("agreed") << u"Remove"_s << true;
        QTest::newRow("not") << u"Cancel"_s << false;
        QTest::newRow("left") << QString() << false;
    }

    void severalRemovalsAreAskedFor()
    {
        QFETCH(const QString, answer);
        QFETCH(const bool, goes);
        m_shown->program.addSet();
        m_shown->program.addSet(u"Parcels"_s);
        QVERIFY(m_shown->show());
        m_shown->table()->selectAll();
        QTest::keyClick(m_shown->table(), Qt::Key_Delete);
        QTRY_VERIFY(m_shown->question());
        const QString named = m_shown->question()->informativeText();
        QVERIFY2(named.contains(u"“Catalogue” (Sandbox)") && named.contains(u"“Parcels” (Sandbox)"),
                 qPrintable(named));
        QCOMPARE(m_shown->question()->defaultButton()->text().remove(u'&'), u"Cancel"_s);
        QVERIFY(m_shown->answer(answer));
        QTRY_VERIFY(!m_shown->question());
        if (goes)
            QTRY_COMPARE(m_shown->said(), u"Removed 2 credential sets."_s);
        QCOMPARE(m_shown->table()->model()->rowCount(), goes ? 0 : 2);
        QCOMPARE(m_shown->program.registry.sets().size(), 2);
        if (!goes)
            return;
        m_shown->action(u"Undo remove"_s)->trigger();
        QCOMPARE(m_shown->said(), u"2 credential sets are there again."_s);
        QCOMPARE(m_shown->table()->model()->rowCount(), 2);
        m_shown->table()->selectAll();
        QTest::keyClick(m_shown->table(), Qt::Key_Delete);
        QVERIFY(m_shown->answer(answer));
        QTRY_COMPARE(m_shown->table()->model()->rowCount(), 0);
        m_shown->window->removals().finishNow();
        QTRY_COMPARE(m_shown->said(),
                     u"2 credential sets were removed; the keychain holds nothing of them."_s);
    }

    /// What acts on several says so where it is offered, and tells of all when it is done.
    void severalAreMintedTogether()
    {
        m_shown->program.addSet();
        m_shown->program.addSet(u"Parcels"_s);
        QVERIFY(m_shown->show());
        QVERIFY(m_shown->button(u"Mint token"_s) && m_shown->button(u"Remove credential set"_s));
        m_shown->table()->selectAll();
        QVERIFY(m_shown->shows(u"2 credential sets selected"_s));
        QVERIFY(m_shown->shows(u"shown: Catalogue"_s));
        QVERIFY(m_shown->button(u"Remove 2 credential sets"_s));
        m_shown->button(u"Mint 2 tokens"_s)->click();
        QTRY_COMPARE(m_shown->said(), u"Minted 2 tokens."_s);
        QCOMPARE(m_shown->mints(), 2);

        const QString wrong = m_shown->program.addSet(u"Wrong"_s, u"not the secret"_s);
        QTRY_COMPARE(m_shown->table()->model()->rowCount(), 3);
        m_shown->table()->selectAll();
        m_shown->button(u"Mint 3 tokens"_s)->click();
        QTRY_COMPARE(m_shown->said(),
                     u"Minted 2 of 3 tokens. The list says what became of the others."_s);
        QVERIFY(m_shown->table()->select(wrong));
        QVERIFY(!m_shown->shows(u"credential sets selected"_s));
        QVERIFY(m_shown->button(u"Mint token"_s));
    }

    /// Whoever presses a button has it still, and not its neighbour, whatever becomes of it.
    void thePressedButtonKeepsTheKeyboard()
    {
        m_shown->program.addSet();
        QVERIFY(m_shown->show());
        m_shown->machine.keychain.holdNext(Operation::Read);
        QTest::mouseClick(m_shown->button(u"Mint token"_s), Qt::LeftButton);
        QTRY_VERIFY(m_shown->button(u"Cancel"_s));
        QCOMPARE(m_shown->window->focusWidget(), m_shown->button(u"Cancel"_s));
        m_shown->machine.keychain.release();
        QTRY_VERIFY(m_shown->button(u"Mint token"_s));
        QCOMPARE(m_shown->window->focusWidget(), m_shown->button(u"Mint token"_s));
        QTRY_VERIFY(m_shown->said().startsWith(u"Minted a token"));
        QTest::keyClick(m_shown->window->focusWidget(), Qt::Key_Space);
        QTRY_COMPARE(m_shown->mints(), 2);
        QCOMPARE(m_shown->machine.server.requests().size(), 2); // nothing was checked
    }

    void productionIsAskedForWhereThatIsChosen_data()
    {
        QTest::addColumn<bool>("isChosen");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<bool>("isCopied");
        QTest::newRow("not chosen") << false << QString() << true;
        QTest::newRow("agreed") << true << u"Copy"_s << true;
        QTest::newRow("not") << true << u"Cancel"_s << false;
    }

    void productionIsAskedForWhereThatIsChosen()
    {
        QFETCH(const bool, isChosen);
        QFETCH(const QString, answer);
        QFETCH(const bool, isCopied);
        m_shown->revise([](QJsonObject &provider) {
            QJsonObject environments = provider.value(u"environments").toObject();
            QJsonObject sandbox = environments.value(u"sandbox").toObject();
            sandbox.insert(u"production"_s, true);
            environments.insert(u"sandbox"_s, sandbox);
            provider.insert(u"environments"_s, environments);
        });
        m_shown->program.addSet();
        m_shown->settings.setAsksBeforeProductionCopies(isChosen);
        QVERIFY(m_shown->show());
        QTest::keyClick(m_shown->table(), Qt::Key_Return);
        if (isChosen) {
            QTRY_VERIFY(m_shown->question());
            QCOMPARE(m_shown->mints(), 0);
            QVERIFY(m_shown->answer(answer));
        }
        if (isCopied)
            QTRY_VERIFY(m_shown->said().startsWith(u"Copied the header of “Catalogue”"));
        else
            QTRY_COMPARE(m_shown->said(), u"Nothing was copied."_s);
        QCOMPARE(m_shown->mints(), isCopied ? 1 : 0);
    }

    /// Where a new token makes the present one invalid, somebody may lose by it.
    void aRevokingMintIsAskedFor_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<QString>("answer");
        QTest::addColumn<int>("mints");
        QTest::addColumn<QString>("said");
        const QString copied = u"Copied the header of “Catalogue”"_s;
        const QString left = u"Cancelled “Catalogue”."_s;
        QTest::newRow("mint") << u"Mint token"_s << u"Mint a new one"_s << 2
                              << u"Minted a token for “Catalogue”"_s;
        QTest::newRow("mint, not") << u"Mint token"_s << u"Cancel"_s << 1 << left;
        QTest::newRow("copy") << u"Copy bearer header"_s << u"Mint a new one"_s << 2 << copied;
        QTest::newRow("copy, not") << u"Copy bearer header"_s << QString() << 1 << left;
        QTest::newRow("copy what is left")
            << u"Copy bearer header"_s << u"Copy the present token"_s << 1 << copied;
    }

    void aRevokingMintIsAskedFor()
    {
        QFETCH(const QString, action);
        QFETCH(const QString, answer);
        QFETCH(const int, mints);
        QFETCH(const QString, said);
        m_shown->revise([](QJsonObject &provider) {
            provider.insert(u"policy"_s, QJsonObject{{u"revokesPrevious"_s, true}});
        });
        const QString id = m_shown->program.addSet();
        VERIFY_OK(await(m_shown->program.ask(id)));
        QVERIFY(m_shown->show());
        m_shown->machine.clock.advance(7'000'000); // little is left, and it is not reused
        m_shown->action(action)->trigger();
        QTRY_VERIFY(m_shown->question());
        QVERIFY(m_shown->question()->informativeText().contains(u"3 min"));
        QVERIFY(m_shown->answer(answer));
        QTRY_VERIFY(m_shown->said().startsWith(said));
        QCOMPARE(m_shown->mints(), mints);
    }

    void aRefusedScopeIsLeftOut()
    {
        m_shown->revise([](QJsonObject &provider) {
            QJsonObject request = provider.value(u"request"_s).toObject();
            QJsonObject scopes = request.value(u"scopes"_s).toObject();
            scopes.insert(u"default"_s, QJsonArray{u"https://api.ebay.com/oauth/api_scope"_s});
            request.insert(u"scopes"_s, scopes);
            provider.insert(u"request"_s, request);
        });
        const QString id = m_shown->program.addSet();
        CredentialSet asking = *m_shown->program.registry.find(id);
        asking.scopes = QStringList{u"https://example.com/not-granted"_s};
        VERIFY_OK(await(m_shown->program.edit(asking)));
        QVERIFY(m_shown->show());
        m_shown->action(u"Mint token"_s)->trigger();
        QTRY_VERIFY(m_shown->button(u"Retry with the base scope alone…"_s));
        m_shown->button(u"Retry with the base scope alone…"_s)->click();
        QTRY_VERIFY(m_shown->question());
        QCOMPARE(m_shown->question()->defaultButton()->text().remove(u'&'), u"Retry"_s);
        QVERIFY(
            m_shown->question()->informativeText().contains(u"https://example.com/not-granted"));
        QVERIFY(m_shown->answer(u"Retry"_s));
        QTRY_VERIFY(m_shown->said().startsWith(u"Minted a token for “Catalogue”"));
        QCOMPARE(m_shown->program.registry.find(id)->scopes,
                 QStringList{u"https://api.ebay.com/oauth/api_scope"_s});
        QTRY_VERIFY(!m_shown->button(u"Retry with the base scope alone…"_s));
    }

    void aMovedEndpointIsAgreedTo_data()
    {
        QTest::addColumn<bool>("agrees");
        QTest::newRow("agreed") << true;
        QTest::newRow("not") << false;
    }

    void aMovedEndpointIsAgreedTo()
    {
        QFETCH(const bool, agrees);
        const QString id = m_shown->program.addSet();
        QJsonObject pair = QJsonDocument::fromJson(m_shown->machine.keychain.value(clientKey(id)))
                               .object();
        pair.insert(u"origin"_s, u"https://elsewhere.example:443"_s);
        m_shown->machine.keychain.put(clientKey(id), QJsonDocument(pair).toJson());
        QVERIFY(m_shown->show());
        QTest::keyClick(m_shown->table(), Qt::Key_Return);
        QTRY_VERIFY(m_shown->question());
        QVERIFY(
            m_shown->question()->text().contains(originOf(m_shown->machine.server.url(u"/"_s))));
        QVERIFY(m_shown->question()->informativeText().contains(u"https://elsewhere.example:443"));
        QCOMPARE(m_shown->mints(), 0);
        QVERIFY(m_shown->answer(agrees ? u"Send it there from now on"_s : u"Cancel"_s));
        if (agrees)
            QTRY_VERIFY(m_shown->said().startsWith(u"Copied the header"));
        QTest::qWait(100);
        QCOMPARE(m_shown->mints(), agrees ? 1 : 0);
    }

    void aMovedApiIsAgreedTo_data()
    {
        QTest::addColumn<bool>("agrees");
        QTest::newRow("agreed") << true;
        QTest::newRow("not") << false;
    }

    /// A command to paste says where the token goes.
    void aMovedApiIsAgreedTo()
    {
        QFETCH(const bool, agrees);
        const QString id = m_shown->program.addSet();
        m_shown->revise([](QJsonObject &provider) {
            QJsonObject places = provider.value(u"environments"_s).toObject();
            for (auto place = places.begin(); place != places.end(); ++place) {
                QJsonObject moved = place->toObject();
                moved.insert(u"apiBaseUrl"_s, u"https://elsewhere.example/v1"_s);
                *place = moved;
            }
            provider.insert(u"environments"_s, places);
        });
        QVERIFY(m_shown->show());
        m_shown->controller.copy(id, *copyFormat(u"curl"_s));
        QTRY_VERIFY(m_shown->question());
        QVERIFY(m_shown->question()->text().contains(u"https://elsewhere.example:443"));
        QVERIFY(!m_shown->desktop.text().contains(u"elsewhere"));
        QVERIFY(m_shown->answer(agrees ? u"Send it there from now on"_s : u"Cancel"_s));
        if (agrees)
            QTRY_VERIFY(m_shown->said().startsWith(u"Copied a curl command"));
        QTest::qWait(100);
        QCOMPARE(m_shown->desktop.text().contains(u"'https://elsewhere.example/v1'"), agrees);
        // the header says nothing of a place
        m_shown->controller.copyHeader(id);
        QTRY_VERIFY(m_shown->said().startsWith(u"Copied the header"));
        QCOMPARE(m_shown->mints(), 1);
    }

    void aSetIsKeptFresh()
    {
        const QString id = m_shown->program.addSet();
        QVERIFY(m_shown->show());
        QAction *keepFresh = m_shown->action(u"Keep fresh"_s);
        QVERIFY(keepFresh->isCheckable() && !keepFresh->isChecked());
        keepFresh->trigger();
        QTRY_COMPARE(m_shown->said(), u"“Catalogue” is kept fresh while Tokenwright runs."_s);
        QVERIFY(m_shown->program.registry.find(id)->keepFresh && keepFresh->isChecked());
        keepFresh->trigger();
        QTRY_COMPARE(m_shown->said(), u"“Catalogue” is no longer kept fresh."_s);
        QVERIFY(!m_shown->program.registry.find(id)->keepFresh && !keepFresh->isChecked());

        QFile index(m_shown->machine.profile.profile.configFolder + u"/credential-sets.json");
        QVERIFY(index.open(QIODevice::WriteOnly | QIODevice::Truncate));
        index.write("damaged");
        index.close();
        keepFresh->trigger();
        QTRY_VERIFY(m_shown->said().endsWith(u" (“Catalogue”)."));
        QVERIFY(!keepFresh->isChecked()); // nothing is promised that was not written
    }

    void whatIsMadeIsSelected()
    {
        m_shown->program.addSet();
        m_shown->program.addSet(u"Other"_s);
        QVERIFY(m_shown->show());
        m_shown->search()->setText(u"Other"_s);
        m_shown->action(u"Duplicate"_s)->trigger();
        QTRY_COMPARE(m_shown->said(),
                     u"Duplicated. The copy shares the credentials and no token."_s);
        QCOMPARE(m_shown->program.registry.find(m_shown->table()->currentSet())->name,
                 u"Other 2"_s);
        m_shown->search()->setText(u"Catalogue"_s); // and what a search hides is shown
        m_shown->machine.keychain.holdNext(Operation::Read);
        m_shown->action(u"Duplicate"_s)->trigger();
        QTRY_VERIFY(m_shown->machine.keychain.isHolding());
        m_shown->search()->setText(u"Other"_s);
        m_shown->machine.keychain.release();
        QTRY_COMPARE(m_shown->search()->text(), QString());
        QCOMPARE(m_shown->program.registry.find(m_shown->table()->currentSet())->name,
                 u"Catalogue 2"_s);
    }

    void whatConcernsTheProgramIsToldAcrossTheTop()
    {
        m_shown->program.addSet();
        QVERIFY(m_shown->show());
        const auto told = [this](const QString &text) {
            const auto labels = m_shown->window->findChildren<QLabel *>();
            return std::ranges::any_of(labels, [&](const QLabel *label) {
                return label->isVisible() && label->accessibleDescription() == u"Message"
                    && label->text().contains(text);
            });
        };
        QVERIFY(!told(QString()));
        Q_EMIT m_shown->machine.keychain.keychainLost();
        QVERIFY(told(u"No keychain service answers"_s));
        m_shown->window->tell(u"And another thing."_s);
        QVERIFY(told(u"And another thing."_s));
        m_shown->button(u"Dismiss"_s)->click();
        QVERIFY(!told(u"No keychain service answers"_s));
        QVERIFY(told(u"And another thing."_s));
    }

    /// Another set's header stays on the clipboard, ready to be pasted by mistake: that is said.
    void aFailedCopySaysWhatIsStillThere()
    {
        m_shown->program.addSet();
        const QString wrong = m_shown->program.addSet(u"Wrong"_s, u"not the secret"_s);
        QVERIFY(m_shown->show());
        m_shown->action(u"Copy bearer header"_s)->trigger();
        QTRY_VERIFY(m_shown->said().startsWith(u"Copied the header of “Catalogue”"));
        QVERIFY(m_shown->table()->select(wrong));
        m_shown->action(u"Copy bearer header"_s)->trigger();
        QTRY_COMPARE(m_shown->said(),
                     u"Nothing copied; the clipboard still holds “Catalogue” (Sandbox)."_s);
        QVERIFY(m_shown->desktop.text().startsWith(u"Authorization: Bearer "));
        QVERIFY(!m_shown->question()); // a failed copy opens no dialog
        m_shown->button(u"Clear now"_s)->click();
        QVERIFY(m_shown->desktop.text().isEmpty());
        const int before = m_shown->mints();
        m_shown->button(u"Try again"_s)->click();
        QTRY_COMPARE(m_shown->mints(), before + 1);
    }

    /// What an API has refused would be handed out for hours.
    void aRefusedTokenIsNotHandedOutAgain()
    {
        const QString id = m_shown->program.addSet();
        QVERIFY(m_shown->show());
        VERIFY_OK(await(m_shown->program.ask(id)));
        m_shown->machine.server.setResponder([](const PracticeRequest &request) {
            if (!request.target.startsWith("/api/"))
                return practiceAnswer("another-practice-token");
            PracticeAnswer refusal;
            refusal.status = 401;
            refusal.body = R"({"errors":[{"errorId":1001,"message":"Invalid access token"}]})";
            return refusal;
        });
        QTRY_VERIFY(m_shown->action(u"Check token"_s)->isEnabled());
        m_shown->action(u"Check token"_s)->trigger();
        QTRY_VERIFY(m_shown->said().contains(u"refused (HTTP 401)"));
        QVERIFY(!m_shown->machine.keychain.contains(tokenKey(id)));
        QTRY_COMPARE(m_shown->model.indexOf(id, CountdownModel::TokenColumn).data().toString(),
                     u"no token yet"_s);
        QVERIFY(m_shown->copy(id));
        QCOMPARE(m_shown->desktop.text(), u"Authorization: Bearer another-practice-token"_s);
    }

    /// The token that is kept goes, here alone or at the provider as well.
    void forgottenAndRevoked()
    {
        const QString id = m_shown->program.addSet();
        QVERIFY(m_shown->show());
        QAction *forget = m_shown->action(u"Forget token"_s);
        QAction *revoke = m_shown->action(u"Revoke token…"_s);
        QVERIFY(!forget->isEnabled() && !revoke->isEnabled());
        VERIFY_OK(await(m_shown->program.ask(id)));
        QTRY_VERIFY(forget->isEnabled());
        QVERIFY(!revoke->isEnabled()); // the provider's file names no address
        QVERIFY(revoke->toolTip().contains(u"names no address"));
        forget->trigger();
        QTRY_VERIFY(m_shown->said().startsWith(u"Forgot the token of “Catalogue” (Sandbox)."));
        QVERIFY(!m_shown->machine.keychain.contains(tokenKey(id)));
        QTRY_VERIFY(!forget->isEnabled());

        m_shown->revise([this](QJsonObject &provider) {
            QJsonObject environments = provider.value(u"environments").toObject();
            QJsonObject sandbox = environments.value(u"sandbox").toObject();
            sandbox.insert(u"revocationUrl", m_shown->machine.server.url(u"/revoke"_s).toString());
            environments.insert(u"sandbox", sandbox);
            provider.insert(u"environments", environments);
        });
        VERIFY_OK(await(m_shown->program.ask(id)));
        QTRY_VERIFY(revoke->isEnabled());
        m_shown->machine.server.setResponder(
            [](const PracticeRequest &) { return PracticeAnswer(); });
        revoke->trigger();
        QVERIFY(m_shown->answer({}));
        QCOMPARE(m_shown->machine.server.requestCount("/revoke"), 0);
        revoke->trigger();
        QTRY_VERIFY(m_shown->question());
        QVERIFY(m_shown->question()->text().contains(u"“Catalogue” (Sandbox)"));
        QVERIFY(m_shown->question()->informativeText().contains(u"eBay ends it at once"));
        QVERIFY(m_shown->answer(u"Revoke"_s));
        QTRY_COMPARE(m_shown->said(), u"The token of “Catalogue” (Sandbox) is revoked."_s);
        QCOMPARE(m_shown->machine.server.requestCount("/revoke"), 1);
        QVERIFY(!m_shown->machine.keychain.contains(tokenKey(id)));
    }

    void rotatedInADialog()
    {
        const QString id = m_shown->program.addSet(u"Catalogue"_s, u"SBX-practice-old-secret"_s);
        QVERIFY(m_shown->show());
        m_shown->action(u"Rotate secret…"_s)->trigger();
        auto *dialog = m_shown->window->findChild<RotateDialog *>();
        QVERIFY(dialog);
        const auto edits = dialog->findChildren<QLineEdit *>();
        for (QLineEdit *edit : edits) {
            if (edit->accessibleName() == u"Cert ID (Client Secret)") {
                QTRY_VERIFY(edit->isEnabled());
                edit->setText(PracticeTokenServer::ebayClientSecret());
            }
        }
        const auto buttons = dialog->findChildren<QPushButton *>();
        const auto rotate = std::ranges::find_if(buttons, &QPushButton::isDefault);
        QVERIFY(rotate != buttons.end());
        (*rotate)->click(); // by Return, if the window system gives the dialog the keyboard in time
        QTRY_COMPARE(m_shown->said(), u"“Catalogue” (Sandbox) has its new secret."_s);
        const auto pair = ClientCredentials::fromPayload(
            Secret(m_shown->machine.keychain.value(clientKey(id))));
        QCOMPARE(pair->clientSecret.revealText(), PracticeTokenServer::ebayClientSecret());
    }

    void aCommandLineGetsATokenWhenSomebodyAgrees_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<bool>("agreed");
        QTest::newRow("agreed to") << u"Give it"_s << true;
        QTest::newRow("refused") << u"Refuse"_s << false;
        QTest::newRow("Esc") << QString() << false;
    }

    void aCommandLineGetsATokenWhenSomebodyAgrees()
    {
        QFETCH(const QString, button);
        const QString id = m_shown->program.addSet();
        QVERIFY(m_shown->show());
        std::optional<bool> answer;
        QObject asker;
        m_shown->window->tokens().askAboutHandOver(
            {id}, u"exec"_s, u"./deploy.sh"_s, [&answer](bool agreed) { answer = agreed; }, &asker);
        QTRY_VERIFY(m_shown->question());
        QVERIFY(m_shown->question()->text().contains(u"“Catalogue” (Sandbox)"));
        QVERIFY(m_shown->question()->informativeText().contains(u"./deploy.sh"));
        QVERIFY(!answer);
        QVERIFY(m_shown->answer(button));
        QTRY_VERIFY(answer);
        QTEST(*answer, "agreed");
    }

    /// Nobody waits for an answer any more.
    void theQuestionGoesWithTheCommandLine()
    {
        const QString id = m_shown->program.addSet();
        QVERIFY(m_shown->show());
        std::optional<bool> answer;
        auto asker = std::make_unique<QObject>();
        m_shown->window->tokens().askAboutHandOver(
            {id}, u"header"_s, {}, [&answer](bool agreed) { answer = agreed; }, asker.get());
        QTRY_VERIFY(m_shown->question());
        asker.reset();
        QTRY_VERIFY(!m_shown->question());
        QCOMPARE(answer.value_or(true), false);
    }

private:
    std::unique_ptr<ShownWindow> m_shown;
    bool m_seesMenu = false;
};

WIDGET_TEST_IN_PROGRAM(TestMainWindow)
#include "tst_mainwindow.moc"
