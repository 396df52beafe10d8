// SPDX-License-Identifier: MIT
#pragma once

#include "DialogBench.h"

#include "ImportDialog.h"

#include <QAbstractItemModelTester>
#include <QTableView>
#include <QTemporaryDir>

/// What tests of the window's import have in common: the dialog, and a hand to work it with. Finds
/// controls as people do, by their names.
class ImportDialogTest : public QObject
{
protected:
    void open()
    {
        m_dialog = std::make_unique<Tokenwright::ImportDialog>(
            Tokenwright::ImportDialog::Parts{.providers = m_bench->catalog,
                                             .registry = m_bench->registry,
                                             .manager = m_bench->manager});
        m_dialog->show();
        new QAbstractItemModelTester(table()->model(),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_dialog.get());
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }
    void close()
    {
        m_dialog.reset();
        m_bench.reset();
    }

    /// A file to be imported.
    QString file(const char *name, const QByteArray &content) const
    {
        QFile target(m_folder.filePath(QString::fromLatin1(name)));
        if (!target.open(QIODevice::WriteOnly))
            return {};
        target.write(content);
        return target.fileName();
    }

    QTableView *table() const { return m_dialog->findChild<QTableView *>(); }
    QModelIndex index(int row, int column) const { return table()->model()->index(row, column); }
    QString cell(int row, int column) const { return index(row, column).data().toString(); }

    QPushButton *button(const char *start) const
    {
        const auto buttons = m_dialog->findChildren<QPushButton *>();
        for (QPushButton *candidate : buttons) {
            if (!candidate->isHidden()
                && candidate->accessibleName().startsWith(QLatin1StringView(start)))
                return candidate;
        }
        return nullptr;
    }
    /// A field of the current row, if it asks for something.
    template <class Field> Field *field(const char *name) const
    {
        const auto fields = m_dialog->findChildren<Field *>();
        for (Field *candidate : fields) {
            if (candidate->isVisible() && candidate->accessibleName() == QLatin1StringView(name))
                return candidate;
        }
        return nullptr;
    }

    std::unique_ptr<DialogBench> m_bench;
    std::unique_ptr<Tokenwright::ImportDialog> m_dialog;

private:
    QTemporaryDir m_folder;
};
