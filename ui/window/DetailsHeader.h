// SPDX-License-Identifier: MIT
#pragma once

#include "DetailsButtons.h"

class QMenu;
class QToolButton;

namespace Tokenwright {

class ElidedLabel;
class EnvironmentMark;

/// Which set the details are of, and what is done with it as a whole, as symbols at the right.
class DetailsHeader : public QWidget
{
    Q_OBJECT

public:
    /// Borrowed; what is null has no button.
    struct Actions
    {
        QAction *edit = nullptr;
        QAction *remove = nullptr;
        QMenu *more = nullptr;
    };
    explicit DetailsHeader(const Actions &actions, QWidget *parent = nullptr);

    struct Place
    {
        QString name;
        QString provider;
        QString environment;
        bool isProduction = false;
        bool isFavourite = false;
        int selected = 1; ///< How many sets are; where there are several, that comes first.
    };
    void showPlace(const Place &place);
    /// There is no set.
    void showNothing(const QString &words);

    /// The same whatever is told, so that the list beside it keeps its width.
    QSize minimumSizeHint() const override;

    bool isOpen() const { return m_isOpen; }
    void setOpen(bool open);

Q_SIGNALS:
    void favouriteWanted(bool isFavourite);
    /// Whether what is below is to be seen.
    void openChanged(bool open);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void showStar(bool isFavourite);
    void showSelected(int selected);
    void giveRoom();

    bool m_isOpen = true;
    QString m_shown; ///< The name of the set that is told of.
    ElidedLabel *m_selected = nullptr; ///< Where there are several.
    ElidedLabel *m_name = nullptr;
    EnvironmentMark *m_environment = nullptr;
    ElidedLabel *m_provider = nullptr;
    QToolButton *m_star = nullptr;
    QToolButton *m_opener = nullptr;
};

} // namespace Tokenwright
