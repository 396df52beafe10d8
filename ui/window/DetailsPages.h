// SPDX-License-Identifier: MIT
#pragma once

#include <QStackedWidget>

#include <functional>
#include <vector>

namespace Tokenwright {

class DetailsPage;

/// The pages of the details panel, each made when it is turned to for the first time: a window that
/// opens shows one of them. Asks for the same room whichever those are. Lives in the GUI thread.
class DetailsPages : public QStackedWidget
{
    Q_OBJECT

public:
    using Maker = std::function<DetailsPage *()>;

    explicit DetailsPages(QWidget *parent);

    /// Puts in a page as number \a at, which \a make makes and this takes.
    void insertPage(int at, Maker make);
    int pageCount() const { return int(m_pages.size()); }
    void turnTo(int at);
    /// On every page from now on.
    void showSet(const QString &setId);

private:
    struct Page
    {
        Maker make;
        DetailsPage *page = nullptr; ///< Once it was turned to.
    };
    std::vector<Page> m_pages;
    QString m_setId;
};

} // namespace Tokenwright
