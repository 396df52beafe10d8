// SPDX-License-Identifier: MIT
#pragma once

#include "DetailsPanel.h"
#include "FailureBlock.h"
#include "NotesPage.h"
#include "TokenPage.h"
#include "WholeWindow.h"
#include "WindowBench.h"

#include <QAction>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>

#include <algorithm>
#include <memory>

/// The details panel of a program with one set, with actions that do nothing, worked and read as
/// people do.
struct PanelBench : WindowBench
{
    PanelBench()
    {
        copyAs.menuAction()->setText(QStringLiteral("Copy &as…"));
        more.addAction(QStringLiteral("Duplicate"));
        set = program.addSet();
        panel = std::make_unique<Tokenwright::DetailsPanel>(
            parts,
            Tokenwright::DetailsPanel::Actions{.token = {.copy = &copyHeader,
                                                         .copyAs = copyAs.menuAction(),
                                                         .mint = &mint,
                                                         .cancel = &cancel,
                                                         .check = &check},
                                               .set = {.edit = &edit, .more = &more}});
        panel->resize(900, 420);
        panel->show();
        isSeen = isWhole(panel.get());
    }

    bool isReady() const { return WindowBench::isReady() && isSeen; }

    /// What stands beside the title of a fact; empty when that is not shown.
    QString fact(const QString &title) const
    {
        const auto labels = panel->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->text() == title && label->isVisible() && label->buddy())
                return qobject_cast<QLabel *>(label->buddy())->text();
        }
        return {};
    }
    /// What \a description's label says, where it is to be seen.
    QString saysOf(const QString &description) const
    {
        const auto labels = panel->findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->accessibleDescription() == description)
                return label->isVisible() ? label->text() : QString();
        }
        return QStringLiteral("there is no place for it");
    }
    QString failureShown() const { return saysOf(QStringLiteral("Failure")); }
    QString lifetimeShown() const { return saysOf(QStringLiteral("Token")); }
    bool says(const QString &text) const
    {
        const auto labels = panel->findChildren<QLabel *>();
        return std::ranges::any_of(labels, [&text](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }
    QAbstractButton *button(const QString &name) const
    {
        const auto buttons = panel->findChildren<QAbstractButton *>();
        for (QAbstractButton *button : buttons) {
            if (button->isVisible()
                && (button->accessibleName() == name || button->text().remove(u'&') == name))
                return button;
        }
        return nullptr;
    }
    Tokenwright::FailureBlock *block() const
    {
        return panel->findChild<Tokenwright::FailureBlock *>();
    }
    void turnTo(const QString &page) const
    {
        auto *tabs = panel->findChild<QTabBar *>();
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->tabText(i) == page)
                tabs->setCurrentIndex(i);
        }
    }

    QAction copyHeader{QStringLiteral("&Copy bearer header")};
    QMenu copyAs;
    QAction mint{QStringLiteral("&Mint token")};
    QAction cancel{QStringLiteral("Ca&ncel")};
    QAction check{QStringLiteral("Chec&k token")};
    QAction edit{QStringLiteral("&Edit credential set")};
    QMenu more;
    QString set;
    std::unique_ptr<Tokenwright::DetailsPanel> panel;
    bool isSeen = false; ///< With its pages.
};
