// SPDX-License-Identifier: MIT
#include "GlobalShortcut.h"

namespace Tokenwright {

namespace {

/// No desktop that is known gives keys in this way.
class NoGlobalShortcut final : public GlobalShortcut
{
    Q_OBJECT

public:
    void bind() override { Q_EMIT unavailable(); }
};

} // namespace

std::unique_ptr<GlobalShortcut> GlobalShortcut::create(const Wish &)
{
    return std::make_unique<NoGlobalShortcut>();
}

} // namespace Tokenwright

#include "GlobalShortcut_fallback.moc"

#include "moc_GlobalShortcut.cpp"
