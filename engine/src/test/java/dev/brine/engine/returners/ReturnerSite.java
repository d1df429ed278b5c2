package dev.brine.engine.returners;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Built-in returners of a minion {@code web1} with options and pillar of a test. */
final class ReturnerSite {
    static final String JID = "20261121120000000001";

    final Map<String, Object> opts = new LinkedHashMap<>();
    final Map<String, Object> pillar = new LinkedHashMap<>();
    final ReturnerParts parts;

    ReturnerSite(Path cache) {
        Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
        parts = new ReturnerParts("web1", () -> opts, () -> pillar, cache, "sha256", clock);
    }

    ReturnerSite option(String name, Object value) {
        opts.put(name, value);
        return this;
    }

    Returner returner(String name) {
        Returner made = new BuiltInReturners(parts).create(name);
        if (made == null) {
            throw new AssertionError("there is no returner " + name);
        }
        return made;
    }

    /** A return of {@code test.ping}. */
    static Map<String, Object> ret() {
        return ret(JID, "web1", "test.ping", true);
    }

    static Map<String, Object> ret(String jid, String id, String fun, Object value) {
        Map<String, Object> ret = new LinkedHashMap<>();
        ret.put("id", id);
        ret.put("jid", jid);
        ret.put("fun", fun);
        ret.put("fun_args", new ArrayList<>(List.of()));
        ret.put("return", value);
        ret.put("retcode", 0L);
        ret.put("success", true);
        return ret;
    }
}
