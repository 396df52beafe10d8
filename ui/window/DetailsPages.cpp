// SPDX-License-Identifier: MIT
#include "DetailsPages.h"

#include "DetailsPage.h"
#include "TabOrder.h"

namespace Tokenwright {

DetailsPages::DetailsPages(QWidget *parent)
    : QStackedWidget(parent)
{
    setMinimumHeight(1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
}

void DetailsPages::insertPage(int at, Maker make)
{
    m_pages.insert(m_pages.begin() + at, Page{std::move(make)});
}

void DetailsPages::turnTo(int at)
{
    Page &page = m_pages.at(std::size_t(at));
    if (!page.page) {
        page.page = page.make();
        addWidget(page.page);
        takeIntoTabOrder(*this, *page.page);
        page.page->showSet(m_setId);
    }
    setCurrentWidget(page.page);
}

void DetailsPages::showSet(const QString &setId)
{
    m_setId = setId;
    for (const Page &page : m_pages) {
        if (page.page)
            page.page->showSet(setId);
    }
}

} // namespace Tokenwright

#include "moc_DetailsPages.cpp"
