package dev.brine.engine.master;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.Options;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Tags;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who did what on this master: one JSON object a line in {@code audit_log}.
 *
 * <pre>
 * {"time": ..., "act": "publish", "user": "root", "jid": ..., "fun": "test.ping", "tgt": "*", "tgt_type": "glob", "minions": 12, "args": 0}
 * {"time": ..., "act": "wheel", "user": "ann", "jid": ..., "fun": "key.accept", "keys": ["web1"]}
 * {"time": ..., "act": "runner", "user": "root", "jid": ..., "fun": "jobs.active"}
 * {"time": ..., "act": "key", "change": "accept", "id": "web1", "by": "local"}
 * {"time": ..., "act": "sign-in", "result": "denied", "id": "web1", "peer": "192.0.2.7", "key": "a1:b2:..."}
 * {"time": ..., "act": "publish", "result": "refused", "reason": ..., "user": "ann", "peer": "192.0.2.7", "fun": "cmd.run"}
 * {"time": ..., "act": "complaint", "about": "192.0.2.7", "text": ...}
 * {"time": ..., "act": "token", "user": "ann", "eauth": "pam", "peer": "192.0.2.7"}
 * </pre>
 *
 * <p>What was done is taken from the bus, whoever had it done: a command line, a rule of the reactor ({@code rule} names it), a
 * minion; a key change by {@code local} is {@code salt-key}'s, by {@code master} a wheel call's or a rule's. Arguments are counted and not written, keys' ids excepted: they may hold secrets. Refusals of one sender are written
 * thirty a minute at most, so that nobody can push out what was written before. Any thread; nobody waits for the disk.
 */
final class AuditLog implements AutoCloseable {
    private static final int REFUSALS = 30;
    private static final int MAX_TEXT = 300;
    private static final Pattern CALLS = Pattern.compile("salt/(job|run|wheel)/\\d{20}[^/]*/new");
    /** Acts of {@code salt/key} that change nothing. */
    private static final Set<String> OTHER = Set.of("rotate");

    private final @Nullable JsonLines lines;
    private final Clock clock;
    private final Cache<String, AtomicInteger> refusals = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private AuditLog(@Nullable JsonLines lines, Clock clock) {
        this.lines = lines;
        this.clock = clock;
    }

    /** Opens the log that the options name: by default beside the master's log file, at most twice 64 MiB; none when it is empty. */
    static AuditLog open(MasterConfig config, Clock clock) {
        Options options = new Options(config.raw());
        Path beside = config.paths().log().resolveSibling("audit");
        boolean none = options.string("audit_log", beside.toString()).isEmpty();
        Path file = config.paths().root().resolve(options.string("audit_log", beside.toString()));
        long most = options.integer("audit_log_max_bytes", 67_108_864);
        return new AuditLog(none ? null : new JsonLines(file, most), clock);
    }

    /** One that keeps nothing. */
    static AuditLog none() {
        return new AuditLog(null, Clock.systemUTC());
    }

    /** Takes from the bus what was done; a tap. */
    void heard(Event event) {
        if (lines == null) {
            return;
        }
        Map<String, Object> data = event.data();
        if (event.tag().equals(Tags.KEY) && !OTHER.contains(String.valueOf(data.get("act")))) {
            Map<String, Object> line = line("key");
            line.put("change", String.valueOf(data.get("act")));
            line.put("id", String.valueOf(data.get("id")));
            line.put("by", event.origin().kind().name().toLowerCase(Locale.ROOT));
            write(line, event.cause());
        } else if (event.tag().endsWith("/new") && CALLS.matcher(event.tag()).matches()) {
            write(event.tag().startsWith("salt/job/") ? publication(data) : call(event.tag(), data), event.cause());
        }
    }

    private Map<String, Object> publication(Map<String, Object> data) {
        Map<String, Object> line = line("publish");
        copy(data, line, "user", "jid", "fun", "tgt", "tgt_type");
        line.put("minions", data.get("minions") instanceof List<?> minions ? minions.size() : 0);
        line.put("args", data.get("arg") instanceof List<?> args ? args.size() : 0);
        return line;
    }

    private Map<String, Object> call(String tag, Map<String, Object> data) {
        boolean wheel = tag.startsWith("salt/wheel/");
        String fun = String.valueOf(data.get("fun")).replaceFirst("^(runner|wheel)\\.", "");
        Map<String, Object> line = line(wheel ? "wheel" : "runner");
        copy(data, line, "user", "jid");
        line.put("fun", fun);
        if (wheel && fun.startsWith("key.") && data.containsKey("fun_args")) {
            line.put("keys", plain(data.get("fun_args")));
        }
        return line;
    }

    /**
     * Somebody may not do what he asked for.
     *
     * @param act {@code publish}, {@code runner}, {@code wheel}, {@code token}, {@code peer}
     * @param user who he says or proved he is; empty when not even that
     * @param fun what he asked for, as it came
     */
    void refused(String act, String reason, String user, String peer, @Nullable Object fun) {
        if (lines == null || !mayWrite(peer)) {
            return;
        }
        Map<String, Object> line = line(act);
        line.put("result", "refused");
        line.put("reason", reason);
        line.put("user", shown(user));
        line.put("peer", peer);
        line.put("fun", shown(String.valueOf(fun)));
        write(line, Cause.NONE);
    }

    private boolean mayWrite(String peer) {
        AtomicInteger count = refusals.get(peer, key -> new AtomicInteger());
        return count != null && count.incrementAndGet() <= REFUSALS;
    }

    /** Something else was refused or dropped: a replay, a bad seal, a tag that is not the sender's. */
    void complaint(String sender, String text) {
        if (lines == null || !mayWrite(sender)) {
            return;
        }
        Map<String, Object> line = line("complaint");
        line.put("about", shown(sender));
        line.put("text", text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text);
        write(line, Cause.NONE);
    }

    /** A sign-in that changed something or was refused. */
    void signIn(String result, String id, String peer, String fingerprint) {
        Map<String, Object> line = line("sign-in");
        line.put("result", result);
        line.put("id", id);
        line.put("peer", peer);
        line.put("key", fingerprint);
        write(line, Cause.NONE);
    }

    /** Somebody gave a password for a token. */
    void token(String user, String backend, String peer) {
        Map<String, Object> line = line("token");
        line.put("user", user);
        line.put("eauth", backend);
        line.put("peer", peer);
        write(line, Cause.NONE);
    }

    private Map<String, Object> line(String act) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", clock.instant().toString());
        line.put("act", act);
        return line;
    }

    private static void copy(Map<String, Object> from, Map<String, Object> to, String... fields) {
        for (String field : fields) {
            if (from.get(field) != null) {
                to.put(field, plain(from.get(field)));
            }
        }
    }

    /** What JSON has a form for. */
    private static Object plain(@Nullable Object value) {
        if (value instanceof List<?> items) {
            return items.stream().map(AuditLog::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        }
        return value instanceof Boolean || value instanceof Number ? value : String.valueOf(value);
    }

    private void write(Map<String, Object> line, Cause cause) {
        if (!cause.equals(Cause.NONE)) {
            line.put("rule", cause.rule());
        }
        if (lines != null) {
            lines.write(line);
        }
    }

    private static String shown(String text) {
        return text.length() > 100 ? text.substring(0, 100) + "..." : text;
    }

    @Override
    public void close() {
        if (lines != null) {
            lines.close();
        }
    }
}
