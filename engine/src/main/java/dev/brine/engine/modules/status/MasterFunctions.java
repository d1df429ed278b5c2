package dev.brine.engine.modules.status;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.modules.network.RemoteEnds;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code status}: the way to the master. */
@Module("status")
public final class MasterFunctions {
    private static final int PATIENCE_MILLIS = 5000;

    private final ModuleParts parts;
    private final Host host;

    MasterFunctions(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    @Fn(doc = """
            Return whether there is a connection to a master's publish port; nothing when its name is unknown.

            master: name or address of the master
            connected: accepted as Salt accepts it
            """)
    public @Nullable Object master(@Arg(dflt = "None") @Nullable String master, @Arg(dflt = "True") boolean connected) {
        Set<String> addresses = Truth.of(master) ? RemoteEnds.addresses(String.valueOf(master)) : Set.of();
        if (addresses.isEmpty()) {
            return null;
        }
        Object port = parts.opts().get("publish_port");
        long number = port instanceof Long given && given > 0 ? given : 4505;
        boolean seen = RemoteEnds.of(host, number).stream().anyMatch(addresses::contains);
        return seen || (parts.minion().config().network().publishPort() == 0 && own(String.valueOf(master)));
    }

    /** A master names its publish port itself, where the minion's configuration does not. */
    private boolean own(String master) {
        return parts.master().connected()
                && parts.minion().config().master().stream()
                        .anyMatch(each -> each.equals(master) || each.startsWith(master + ":"));
    }

    /** Salt 3006 sends a ping to the master; here the connection is enough. */
    @Fn(doc = """
            Return whether a master takes connections at its request port.

            master: its name or address, perhaps with :port
            """)
    public boolean pingMaster(@Nullable String master) {
        if (!Truth.of(master)) {
            return false;
        }
        String name = String.valueOf(master);
        int colon = name.lastIndexOf(':');
        boolean ported = colon > 0
                && name.indexOf(':') == colon
                && name.substring(colon + 1).matches("[0-9]{1,5}");
        Object option = parts.opts().get("master_port");
        int port = ported
                ? Integer.parseInt(name.substring(colon + 1))
                : option instanceof Long given ? given.intValue() : 4506;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(ported ? name.substring(0, colon) : name, port), PATIENCE_MILLIS);
            return true;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    @Fn(doc = """
            Return whether the device behind a proxy minion was connected anew: never, as this is no proxy minion.

            proxy_name: name of the proxy module
            opts: options instead of the minion's own
            """)
    public boolean proxyReconnect(String proxyName, @Arg(dflt = "None") @Nullable Map<String, Object> opts) {
        return false;
    }
}
