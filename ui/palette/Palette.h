// SPDX-License-Identifier: MIT
#pragma once

#include "PaletteModel.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QListView;
class QPushButton;
class QStackedLayout;

namespace Tokenwright {

class CopyController;
class ElidedLabel;
class FieldNote;
class TokenService;
struct Error;
struct RevokingQuestion;

/// One small search over all sets, in the middle of the screen: Enter copies the bearer header and
/// closes, Ctrl+Enter mints, Esc or another window closes. While a copy takes its time it stays and
/// says so, also while the keychain's own window asks for a password; what fails stays to be read.
/// What has to be asked is asked by the window. Remembers nothing, keeps its size while it is
/// there, and is gone once closed. Lives in the GUI thread; what it is given is borrowed.
class Palette : public QWidget
{
    Q_OBJECT

public:
    struct Parts
    {
        CountdownModel &model;
        const LastUsed &lastUsed;
        CopyController &controller;
        TokenService &service;
    };
    explicit Palette(const Parts &parts, QWidget *parent = nullptr);
    ~Palette() override;

    /// Says why there is nothing to be found.
    void tell(const QString &problem);
    /// Shows itself on the screen that its user works on.
    void present();

Q_SIGNALS:
    /// The window is wanted, where \a setId is to be shown unless it is empty.
    void windowRequested(const QString &setId);

protected:
    void closeEvent(QCloseEvent *event) override;
    bool event(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void createSearch();
    void createList();
    void createFooter();
    int rowHeight() const;
    void sizeToScreen();
    void wire();

    bool takeKey(const QKeyEvent &key);
    void search(const QString &text);
    void selectRow(int row);
    QString currentSet() const;
    void copy();
    void mint();
    void begin(const QString &setId);
    void forgetOutcome();
    void finish(const QString &sentence);
    void fail(const QString &setId, const Error &error);
    void cancelOrClose();
    void openWindow();
    void updateFooter();
    void updateEmptyState();

    const Parts m_parts;
    PaletteModel m_sets;
    QLineEdit *m_search = nullptr;
    QListView *m_list = nullptr;
    QLabel *m_nothing = nullptr; ///< In the list's place while it is empty.
    QStackedLayout *m_stack = nullptr;
    FieldNote *m_failure = nullptr;
    QWidget *m_told = nullptr; ///< Screen readers tell the hint in it when it comes up.
    ElidedLabel *m_hint = nullptr;
    QPushButton *m_open = nullptr;
    QTimer m_second; ///< Runs while it is shown: time passes in the rows.
    QString m_current; ///< The set whose row is selected.
    QString m_asked; ///< The set whose copy or mint was asked for here and has not ended.
    QString m_failed; ///< The set that the window is to show.
    QElapsedTimer m_since; ///< That was asked for.
    QString m_said; ///< What came of the last one, instead of the hint.
    bool m_wasActive = false;
};

} // namespace Tokenwright
