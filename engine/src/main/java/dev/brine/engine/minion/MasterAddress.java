package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import java.util.List;

/**
 * Where a master listens.
 *
 * @param host name or address
 * @param requestPort {@code master_port}, or what stands behind the host in {@code master: host:port}
 */
record MasterAddress(String host, int requestPort) {

    static List<MasterAddress> of(MinionConfig config) {
        return config.master().stream()
                .map(text -> parse(text.strip(), config.network().masterPort()))
                .toList();
    }

    private static MasterAddress parse(String text, int port) {
        int colon = text.lastIndexOf(':');
        boolean ipv6 = text.indexOf(':') != colon && !text.startsWith("[");
        if (colon < 0 || ipv6 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return new MasterAddress(text, port);
        }
        return new MasterAddress(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }

    String requests() {
        return "tcp://" + host + ":" + requestPort;
    }

    String publications(int port) {
        return "tcp://" + host + ":" + port;
    }
}
