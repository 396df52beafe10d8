// SPDX-License-Identifier: MIT
// A day in which many sets are kept fresh: the machine is suspended several times, its clock is set
// forwards and back, and another program changes index and ledger every twenty minutes. Counts the
// renewals that were late, early, double or missing by a ledger of its own, and what heap and
// descriptors have grown by since all had been in use once.
#include "DayMachine.h"
#include "Modes.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

#include <malloc.h>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 hour = 60 * minute;

struct Use
{
    qint64 bytes = 0;
    qsizetype descriptors = 0;
    int requests = 0;
};

Use useNow()
{
    const auto heap = mallinfo2();
    return {.bytes = qint64(heap.uordblks + heap.hblkhd), .descriptors = openDescriptors()};
}

struct Happening
{
    qint64 at;
    void (DayMachine::*what)(qint64);
    qint64 milliseconds;
};

} // namespace

int simulateDay(const QStringList &options)
{
    mallopt(M_ARENA_MAX, 1); // mallinfo2() tells of the first alone
    const int sets = options.value(0, u"50"_s).toInt();
    const qint64 hours = options.value(1, u"24"_s).toInt();
    QElapsedTimer time;
    time.start();
    DayMachine machine(sets);
    if (!machine.isReady())
        return 1;
    const auto suspended = &DayMachine::sleepFor;
    const auto clockSet = &DayMachine::setClock;
    QList<Happening> happenings{
        {3 * hour, clockSet, hour},          {4 * hour, suspended, hour},
        {7 * hour, clockSet, -2 * hour},     {9 * hour + 7 * minute, clockSet, 10 * minute},
        {11 * hour, suspended, 5 * hour},    {16 * hour + 3 * minute, clockSet, -30 * minute},
        {18 * hour, suspended, 20 * minute}, {20 * hour, clockSet, 3 * hour},
        {21 * hour, suspended, 90 * minute}, {22 * hour + 50 * minute, clockSet, -11 * minute}};
    void (DayMachine::*const edits[])() = {
        &DayMachine::mintElsewhere,         &DayMachine::turnOffElsewhere,
        &DayMachine::changeScopesElsewhere, &DayMachine::addElsewhere,
        &DayMachine::turnOnElsewhere,       &DayMachine::takeIndexAway,
        &DayMachine::removeElsewhere,       &DayMachine::damageLedger,
    };
    const qint64 begin = machine.boot();
    const qint64 end = begin + hours * hour;
    Use warm;
    qsizetype turn = 0;
    for (qint64 at = begin + 20 * minute; at <= end; at += 20 * minute) {
        while (!happenings.isEmpty() && begin + happenings.first().at <= at) {
            const Happening next = happenings.takeFirst();
            machine.liveUntil(begin + next.at);
            (machine.*next.what)(next.milliseconds);
        }
        if (machine.boot() > at)
            continue; // asleep, like every program
        machine.liveUntil(at);
        (machine.*edits[turn++ % std::size(edits)])();
        // every kind of edit twice, every token twice, all at once after a suspend
        if (warm.bytes == 0 && at - begin >= hours * hour / 2) {
            warm = useNow();
            warm.requests = machine.expected().requests();
        }
    }
    const Use last = useNow();
    const ExpectedRenewals &expected = machine.expected();
    const QJsonObject told{{u"requests"_s, expected.requests()},
                           {u"kept"_s, expected.kept()},
                           {u"edits"_s, machine.edits()},
                           {u"late"_s, expected.late()},
                           {u"early"_s, expected.early()},
                           {u"words"_s, QJsonArray::fromStringList(expected.words())},
                           {u"bytes"_s, last.bytes},
                           {u"grown"_s, last.bytes - warm.bytes},
                           {u"requestsSince"_s, expected.requests() - warm.requests},
                           {u"descriptors"_s, last.descriptors},
                           {u"moreDescriptors"_s, last.descriptors - warm.descriptors},
                           {u"seconds"_s, double(time.elapsed()) / 1000}};
    std::puts(QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
    return 0;
}
