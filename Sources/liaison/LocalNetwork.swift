import Glibc

/// This machine in its own network.
enum LocalNetwork {
    /// An IPv4 address that phones of the same network can reach; nil when there is none.
    static var address: String? {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return nil }
        defer { freeifaddrs(list) }
        var next = list
        while let entry = next {
            next = entry.pointee.ifa_next
            guard let address = entry.pointee.ifa_addr,
                address.pointee.sa_family == sa_family_t(AF_INET),
                Int32(entry.pointee.ifa_flags) & Int32(IFF_LOOPBACK) == 0
            else { continue }
            var name = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let size = socklen_t(MemoryLayout<sockaddr_in>.size)
            guard
                getnameinfo(
                    address,
                    size,
                    &name,
                    socklen_t(name.count),
                    nil,
                    0,
                    NI_NUMERICHOST
                ) == 0
            else { continue }
            return String(
                decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
                as: UTF8.self
            )
        }
        return nil
    }
}
