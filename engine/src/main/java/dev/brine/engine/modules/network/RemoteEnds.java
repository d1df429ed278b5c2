package dev.brine.engine.modules.network;

import dev.brine.engine.modules.host.Host;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is at the other end of the host's TCP connections. Stateless. */
public final class RemoteEnds {
    private RemoteEnds() {}

    /** Addresses to whose port the host has connections. */
    public static Set<String> of(Host host, long port) {
        Set<String> addresses = new LinkedHashSet<>();
        for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            SocketFunctions.TcpSocket.read(host.file(file)).stream()
                    .filter(socket -> socket.established() && socket.remotePort() == port)
                    .map(SocketFunctions.TcpSocket::remoteAddress)
                    .forEach(addresses::add);
        }
        return addresses;
    }

    /** All addresses of a name; none when it is unknown. */
    public static Set<String> addresses(String name) {
        Set<String> addresses = new LinkedHashSet<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                addresses.add(ReachFunctions.text(address));
            }
        } catch (UnknownHostException e) {
            addresses.clear();
        }
        return addresses;
    }
}
