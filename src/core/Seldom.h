// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <utility>

namespace Tokenwright {

/// A value that most of ten thousand objects leave as a T() is: it takes the room of a pointer, and
/// of another T only where it was set. Copies are copies.
template <class T> class Seldom
{
public:
    Seldom() = default;
    Seldom(T value)
        : m_value(std::make_unique<T>(std::move(value)))
    { }
    Seldom(const Seldom &other)
        : m_value(other.m_value ? std::make_unique<T>(*other.m_value) : nullptr)
    { }
    Seldom(Seldom &&) noexcept = default;
    Seldom &operator=(Seldom other) noexcept
    {
        m_value.swap(other.m_value);
        return *this;
    }
    ~Seldom() = default;

    const T &operator*() const { return m_value ? *m_value : usual(); }
    const T *operator->() const { return &**this; }
    /// To be changed.
    T &edit()
    {
        if (!m_value)
            m_value = std::make_unique<T>();
        return *m_value;
    }
    void reset() { m_value.reset(); }

    /// Whether it is another than a T().
    explicit operator bool() const { return m_value && *m_value != usual(); }
    bool operator==(const Seldom &other) const { return **this == *other; }

private:
    static const T &usual()
    {
        static const T value{};
        return value;
    }

    std::unique_ptr<T> m_value;
};

} // namespace Tokenwright
