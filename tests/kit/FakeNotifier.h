// SPDX-License-Identifier: MIT
#pragma once

#include "Notifier.h"

#include <QList>

/// A desktop that shows every notice, and nobody who looks.
class FakeNotifier final : public Tokenwright::Notifier
{
public:
    NoticeId show(const Tokenwright::Notice &notice, NoticeId) override
    {
        told.append(notice);
        return NoticeId(told.size());
    }
    void withdraw(NoticeId) override { }
    void withdrawAll() override { }

    QList<Tokenwright::Notice> told;
};
