// SPDX-License-Identifier: MIT
#include "CredentialDialog.h"
#include "DetailsPanel.h"
#include "ProvidersDialog.h"
#include "ShownText.h"
#include "TestProgram.h"
#include "TrayContents.h"
#include "WindowBench.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QRadioButton>
#include <QTest>
#include <QTextBrowser>
#include <QTextDocumentFragment>

using namespace Tokenwright;

namespace {

/// What others may write, and how it is to be read.
const QString written = u"A<b>b</b> & \u001b[2J\u202e\u0007Z"_s;
const QString asShown = u"A<b>b</b> & \\u001B[2J\\u202E\\u0007Z"_s;

/// What somebody sees of a text in a widget that takes markup for what it is.
QString seen(const QString &text)
{
    return Qt::mightBeRichText(text) ? QTextDocumentFragment::fromHtml(text).toPlainText() : text;
}

QString seenIn(const QLabel *label)
{
    return label->textFormat() == Qt::PlainText ? label->text() : seen(label->text());
}

/// The texts of \a widget's labels, without the mnemonics of those that have a buddy.
QStringList labelsOf(const QWidget &widget)
{
    QStringList texts;
    const auto labels = widget.findChildren<QLabel *>();
    for (const QLabel *label : labels) {
        QString text = seenIn(label);
        if (label->buddy()) {
            text.replace(u"&&"_s, u"\1"_s);
            text.remove(u'&');
            text.replace(u'\1', u'&');
        }
        texts.append(text);
    }
    return texts;
}

bool isRaw(const QString &text)
{
    return text.contains(u'\u001b') || text.contains(u'\u202e') || text.contains(u'\u0007');
}

} // namespace

/// Names that somebody else wrote, in every kind of widget: read as they are, never as markup.
class TestShownText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void lines();
    void toolTips_data();
    void toolTips();
    void menus();
    void boxes();
    void cells();
    void details();
    void dialog();
    void providers();

private:
    WindowBench m_bench;
    QString m_id;
};

void TestShownText::initTestCase()
{
    const QString folder = m_bench.machine.profile.profile.providersFolder();
    QVERIFY(QDir().mkpath(folder));
    const auto write = [](const QString &name, const QJsonObject &json) {
        QFile file(name);
        return file.open(QIODevice::WriteOnly) && file.write(QJsonDocument(json).toJson()) > 0;
    };
    const QJsonObject environment{{u"name"_s, written}, {u"tokenUrl"_s, u"https://example.com/"_s}};
    QVERIFY(write(folder + u"/odd.json",
                  {{u"id"_s, u"odd"_s},
                   {u"name"_s, written},
                   {u"labels"_s, QJsonObject{{u"clientId"_s, written}}},
                   {u"policy"_s, QJsonObject{{u"note"_s, written}}},
                   {u"environments"_s, QJsonObject{{u"sandbox"_s, environment}}}}));
    m_bench.machine.providers = ProviderCatalog::load(ProviderCatalog::shippedFolder(), folder);
    QVERIFY(m_bench.machine.providers.problems().isEmpty());
    // as an earlier version may have stored it
    QVERIFY(write(m_bench.machine.profile.profile.configFolder + u"/credential-sets.json",
                  {{u"schema"_s, 1},
                   {u"credentialSets"_s,
                    QJsonArray{QJsonObject{{u"id"_s, u"11111111-2222-3333-4444-555555555555"_s},
                                           {u"name"_s, written},
                                           {u"provider"_s, u"odd"_s},
                                           {u"environment"_s, u"sandbox"_s}}}}}));
    VERIFY_OK(m_bench.program.registry.refresh());
    QCOMPARE(m_bench.program.registry.sets().size(), 1);
    m_id = m_bench.program.registry.sets().first().id;
}

void TestShownText::lines()
{
    QCOMPARE(visibleTextLines(u"one\ntwo\u202e\n\nthree\r\n"_s), u"one\ntwo\\u202E\n\nthree\n"_s);
}

void TestShownText::toolTips_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown");
    QTest::newRow("plain") << u"Plain & simple"_s << u"Plain & simple"_s;
    QTest::newRow("markup") << written << asShown;
    QTest::newRow("image") << u"<img src=\"file:///etc/passwd\">"_s
                           << u"<img src=\"file:///etc/passwd\">"_s;
}

void TestShownText::toolTips()
{
    QFETCH(QString, text);
    QTEST(seen(toolTipText(text)), "shown");
}

void TestShownText::menus()
{
    QCOMPARE(menuText(u"R&D & more"_s), u"R&&D && more"_s);
    const QString entry = trayEntryText(written, u"2 min left"_s);
    QVERIFY(entry.startsWith(QString(asShown).replace(u'&', u"&&"_s)));
    QVERIFY(!isRaw(entry));
}

void TestShownText::boxes()
{
    const std::unique_ptr<QMessageBox> box(newMessageBox(
        QMessageBox::Question, u"Title"_s, u"Remove “%1”?"_s.arg(written), written, nullptr));
    const QStringList texts = labelsOf(*box);
    QVERIFY(texts.contains(u"Remove “%1”?"_s.arg(asShown)));
    QVERIFY(texts.contains(asShown));
    QVERIFY(box->testAttribute(Qt::WA_DeleteOnClose));
}

void TestShownText::cells()
{
    const auto cell = [this](int column) { return m_bench.model.index(0, column); };
    for (const int column : {CountdownModel::NameColumn, CountdownModel::EnvironmentColumn})
        QCOMPARE(cell(column).data().toString(), asShown);
    QCOMPARE(cell(CountdownModel::NameColumn).data(CountdownModel::BelowRole).toString(), asShown);
    QCOMPARE(cell(CountdownModel::NameColumn).data(Qt::AccessibleTextRole).toString(),
             QStringList({asShown, asShown, asShown, u"no token yet"_s}).join(u", "));
    QCOMPARE(cell(CountdownModel::EnvironmentColumn).data(Qt::AccessibleTextRole).toString(),
             asShown);
    QCOMPARE(seen(cell(CountdownModel::EnvironmentColumn).data(Qt::ToolTipRole).toString()),
             asShown);
    QVERIFY(seen(cell(CountdownModel::NameColumn).data(Qt::ToolTipRole).toString())
                .startsWith(asShown));
}

void TestShownText::details()
{
    DetailsPanel panel(m_bench.parts, {});
    panel.showSet(m_id);
    panel.showFailure(m_id, {.kind = ErrorKind::Rejected, .httpStatus = 400, .message = written});
    const QStringList texts = labelsOf(panel);
    QCOMPARE(texts.count(asShown), 4); // set, environment, provider, and what was answered
    QVERIFY(std::ranges::none_of(texts, isRaw));
}

void TestShownText::dialog()
{
    CredentialDialog dialog(
        {m_bench.machine.providers, m_bench.program.registry, m_bench.program.manager},
        *m_bench.program.registry.find(m_id));
    const QStringList texts = labelsOf(dialog);
    QVERIFY(texts.contains(asShown)); // the client ID's label
    QVERIFY(std::ranges::none_of(texts, isRaw));
    const auto boxes = dialog.findChildren<QComboBox *>();
    int named = 0;
    for (const QComboBox *box : boxes) {
        QVERIFY(!isRaw(box->currentText()));
        QVERIFY(!isRaw(seen(box->toolTip())));
        named += box->currentText() == asShown ? 1 : 0;
    }
    QCOMPARE(named, 1); // the provider
    const auto environments = dialog.findChildren<QRadioButton *>();
    QVERIFY(std::ranges::none_of(environments,
                                 [](const QRadioButton *button) { return isRaw(button->text()); }));
    QVERIFY(std::ranges::any_of(environments, [](const QRadioButton *button) {
        return button->accessibleName() == asShown;
    }));
    const auto edits = dialog.findChildren<QLineEdit *>();
    QVERIFY(std::ranges::any_of(
        edits, [](const QLineEdit *edit) { return edit->accessibleName() == asShown; }));
    QVERIFY(std::ranges::any_of( // what is edited is what is there
        edits, [](const QLineEdit *edit) { return edit->text() == written; }));
}

void TestShownText::providers()
{
    const ProviderWatch watch(m_bench.machine.providers,
                              m_bench.machine.profile.profile.providersFolder());
    ProvidersDialog dialog(watch, m_bench.program.registry);
    auto *list = dialog.findChild<QListView *>();
    const QAbstractItemModel *model = list->model();
    const auto items = model->match(model->index(0, 0), Qt::DisplayRole, asShown, -1,
                                    Qt::MatchStartsWith);
    QCOMPARE(items.size(), 1);
    list->setCurrentIndex(items.first());
    for (int role = Qt::DisplayRole; role < ProviderList::WordsRole; ++role)
        QVERIFY(!isRaw(items.first().data(role).toString()));
    const QString text = dialog.findChild<QTextBrowser *>()->toPlainText();
    QVERIFY(text.startsWith(asShown));
    QCOMPARE(text.count(asShown), 3); // name, environment, rule
    QVERIFY(!isRaw(text));
}

WIDGET_TEST_IN_PROGRAM(TestShownText)

#include "tst_showntext.moc"
