// SPDX-License-Identifier: MIT
#include "FloodedConnections.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>

#include <linux/tcp.h> // which has what the C library's does not: how many bytes came
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>

namespace Tokenwright {

namespace {

constexpr rlim_t mostDescriptors = 4096;
/// The lowest are given first: behind so many that are free there are none.
constexpr int longestGap = 256;
constexpr int established = 1; ///< TCP_ESTABLISHED, in the C library's header alone.

quint16 peerPort(int descriptor)
{
    sockaddr_in6 peer{}; // the port stands where sockaddr_in has it
    socklen_t size = sizeof peer;
    const bool isKnown = ::getpeername(descriptor, reinterpret_cast<sockaddr *>(&peer), &size) == 0
        && (peer.sin6_family == AF_INET || peer.sin6_family == AF_INET6);
    return isKnown ? ntohs(peer.sin6_port) : 0;
}

} // namespace

int endFloodedConnections(quint16 port, qint64 most)
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return 0;
    int ended = 0;
    const int beyond = int(std::min(limit.rlim_cur, mostDescriptors));
    int gap = 0;
    for (int descriptor = 0; descriptor < beyond && gap < longestGap; ++descriptor) {
        tcp_info info{};
        socklen_t size = sizeof info;
        const bool isTcp = ::getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size) == 0;
        gap = !isTcp && errno == EBADF ? gap + 1 : 0;
        const bool isFlooded = isTcp
            && size >= offsetof(tcp_info, tcpi_bytes_received) + sizeof info.tcpi_bytes_received
            && info.tcpi_state == established && qint64(info.tcpi_bytes_received) > most;
        if (isFlooded && peerPort(descriptor) == port && ::shutdown(descriptor, SHUT_RDWR) == 0)
            ++ended;
    }
    return ended;
}

} // namespace Tokenwright
