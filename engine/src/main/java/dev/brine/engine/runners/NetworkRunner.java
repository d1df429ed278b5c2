package dev.brine.engine.runners;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.network.MagicPacket;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Wakes machines over the network. Salt 3006: runners/network.py. */
@Module("network")
public final class NetworkRunner {
    private static final String NO_CARD = "00:00:00:00:00:00";

    private final MinionCache cache;
    private final Function<Target, Expected> expected;

    NetworkRunner(MinionCache cache, Function<Target, Expected> expected) {
        this.cache = cache;
        this.expected = expected;
    }

    @Fn(doc = """
                    Send a "Magic Packet" to wake up a machine

                    mac: its address; bcast: the broadcast address; destport: the port

                    CLI Example:

                        salt-run network.wol 08-00-27-13-69-77
                        salt-run network.wol 080027136977 255.255.255.255 7
                    """)
    public boolean wol(String mac, @Arg(dflt = "'255.255.255.255'") String bcast, @Arg(dflt = "9") long destport) {
        MagicPacket.send(mac, bcast, destport);
        return true;
    }

    @Fn(doc = """
                    Send a "Magic Packet" to wake up a list of machines

                    maclist: a file on the master with one address a line

                    CLI Example:

                        salt-run network.wollist '/path/to/maclist'
                    """)
    public List<Object> wollist(
            String maclist, @Arg(dflt = "'255.255.255.255'") String bcast, @Arg(dflt = "9") long destport) {
        List<Object> woken = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(Path.of(maclist))) {
                if (!line.isBlank()) {
                    wol(line.strip(), bcast, destport);
                    woken.add("Waking up " + line.strip());
                }
            }
        } catch (IOException e) {
            throw new FunctionError("Failed to open the MAC file. Error: " + e.getMessage(), e);
        }
        return woken;
    }

    @Fn(doc = """
                    Send a "Magic Packet" to wake up minions, by the addresses in their cached grains

                    CLI Example:

                        salt-run network.wolmatch minion_id
                        salt-run network.wolmatch 192.168.0.0/16 tgt_type='ipcidr'
                    """)
    public List<Object> wolmatch(
            Object tgt,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "'255.255.255.255'") String bcast,
            @Arg(dflt = "9") long destport) {
        List<Object> woken = new ArrayList<>();
        for (String id :
                RunnerTarget.expected(expected, RunnerTarget.of(tgt, tgtType)).minions()) {
            Object cards = cache.fetch(id, MinionCache.GRAINS).orElse(Map.of()).get("hwaddr_interfaces");
            for (Object mac : cards instanceof Map<?, ?> map ? map.values() : List.of()) {
                if (!NO_CARD.equals(mac)) {
                    wol(String.valueOf(mac), bcast, destport);
                    woken.add(String.valueOf(mac));
                }
            }
        }
        return woken;
    }
}
