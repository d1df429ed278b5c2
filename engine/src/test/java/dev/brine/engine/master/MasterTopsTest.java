package dev.brine.engine.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Module;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.data.Data;
import dev.brine.transport.channel.Reply;
import dev.brine.transport.wire.MinionId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code master_tops} name for a minion. */
class MasterTopsTest {

    @Test
    void sourcesAddUpAndOneThatFailsIsLeftOut() {
        Map<String, Object> sources = new LinkedHashMap<>();
        sources.put("ext_nodes", "classify");
        sources.put("bad", true);
        sources.put("nosuch", true);
        sources.put("racks", true);
        assertThat(tops(sources, "{environment: base, classes: {web: {}, users: {}}}"))
                .isEqualTo(Map.of("base", List.of("web", "users", "rack-of-web1-b7"), "dev", List.of("try")));
    }

    @Test
    void aNodeClassifierMayPrintAListOrNothing() {
        assertThat(tops(Map.of("ext_nodes", "classify"), "classes: [web, db]"))
                .isEqualTo(Map.of("base", List.of("web", "db")));
        assertThat(tops(Map.of("ext_nodes", "classify"), "parameters: {}")).isEqualTo(Map.of());
        assertThat(tops(Map.of("ext_nodes", "classify"), "")).isEqualTo(Map.of());
        assertThat(tops(Map.of("ext_nodes", "classify"), "a: [")).isEqualTo(Map.of());
    }

    /** The sender says that it is another one; its session proves that it is web1. */
    private static Object tops(Map<String, Object> sources, String printed) {
        RawConfig raw = new RawConfig(Path.of("conf"), Map.of()).with("master_tops", sources);
        MasterTops tops = new MasterTops(
                raw,
                line -> {
                    assertThat(line).isEqualTo("classify web1");
                    return printed;
                },
                new Invoker(new Functions(new Own())));
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("opts", Map.of("id", "other", "grains", Map.of("rack", "b7")));
        Reply reply = tops.handle(new MinionCall(new MinionId("web1"), Data.of("load", load), false, 0))
                .toCompletableFuture()
                .join();
        return ((Reply.Value) reply).value();
    }

    private static final class Own implements Catalog {
        @Override
        public Set<String> modules() {
            return Set.of("racks", "bad");
        }

        @Override
        public Object create(String module) {
            return module.equals("racks") ? new Racks() : module.equals("bad") ? new Bad() : null;
        }
    }

    /** A source of users. */
    @Module("racks")
    public static final class Racks {
        @Fn(doc = "Names the rack.")
        public Object top(Map<String, Object> opts, Map<String, Object> grains) {
            return Map.of(
                    "base",
                    List.of("users", "rack-of-" + opts.get("id") + "-" + grains.get("rack")),
                    "dev",
                    List.of("try"));
        }
    }

    /** One that fails. */
    @Module("bad")
    public static final class Bad {
        @Fn(doc = "Fails.")
        public Object top(Map<String, Object> opts, Map<String, Object> grains) {
            throw new FunctionError("no such table");
        }
    }
}
