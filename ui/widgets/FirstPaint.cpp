// SPDX-License-Identifier: MIT
#include "FirstPaint.h"

#include "Literals.h"

#include <QEvent>
#include <QTimer>
#include <QWidget>

#include <utility>

using namespace std::chrono_literals;

namespace Tokenwright {

namespace {

constexpr auto patience = 500ms;
constexpr auto rest = 10ms; // until what was painted has been sent to the display

class FirstPaint final : public QObject
{
public:
    FirstPaint(QWidget *widget, std::function<void()> then)
        : QObject(widget)
        , m_then(std::move(then))
    {
        setObjectName(u"FirstPaint"_s); // as long as something is to come
        m_timer.setSingleShot(true);
        m_timer.callOnTimeout([this] {
            setObjectName({});
            deleteLater();
            m_then();
        });
        m_timer.start(patience);
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject *widget, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            widget->removeEventFilter(this);
            m_timer.start(rest);
        }
        return false;
    }

private:
    QTimer m_timer;
    std::function<void()> m_then;
};

} // namespace

void afterFirstPaint(QWidget *widget, std::function<void()> then)
{
    new FirstPaint(widget, std::move(then));
}

} // namespace Tokenwright
