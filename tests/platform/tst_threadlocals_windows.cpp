// SPDX-License-Identifier: MIT
#include "TestProgram.h"

#include <QTest>
#include <QThread>

#include <memory>
#include <optional>

#include <malloc.h>
#include <windows.h>

namespace {

std::optional<bool> wasThere; ///< Whether the memory was still its own, when it was destroyed.

/// The compiler's block of memory for a thread_local begins with a pointer before it.
struct Watched
{
    void *block = nullptr;

    bool isThere() const
    {
        return HeapValidate(reinterpret_cast<HANDLE>(_get_heap_handle()), 0, block);
    }
    ~Watched() { wasThere = isThere(); }
};

bool isThereInThread()
{
    thread_local Watched watched;
    watched.block = reinterpret_cast<void **>(&watched)[-1];
    return watched.isThere();
}

} // namespace

/// What is thread_local, at its thread's end.
class TestThreadLocals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isDestroyedBeforeItsMemoryIsFreed()
    {
        bool wasThereBefore = false;
        const std::unique_ptr<QThread> thread(
            QThread::create([&] { wasThereBefore = isThereInThread(); }));
        thread->start();
        QVERIFY(thread->wait());
        QVERIFY(wasThereBefore); // or the block is another one
        QVERIFY(wasThere.has_value());
        QVERIFY(*wasThere);
    }
};

TEST_IN_PROGRAM(TestThreadLocals)
#include "tst_threadlocals_windows.moc"
