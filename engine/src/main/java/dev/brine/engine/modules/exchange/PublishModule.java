package dev.brine.engine.modules.exchange;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.ArgumentParser;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.ModuleParts;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code publish}: jobs for other minions, and runners, as far as the master's {@code peer} and {@code peer_run} allow it. */
@Module("publish")
public final class PublishModule {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 300;

    private final ModuleParts parts;

    public PublishModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Have the master publish a job and return what the minions returned.

            tgt: the minions
            fun: the function
            arg: its arguments, a list or a text with commas
            tgt_type: how to read tgt
            returner: accepted as Salt accepts it
            timeout: seconds to wait
            """)
    public Map<String, Object> publish(
            Object tgt,
            String fun,
            @Arg(dflt = "None") @Nullable Object arg,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "''") String returner,
            @Arg(dflt = "5") double timeout)
            throws InterruptedException {
        Map<String, Object> clean = new LinkedHashMap<>();
        fullData(tgt, fun, arg, tgtType, returner, timeout)
                .forEach((minion, value) -> clean.put(minion, value instanceof Map<?, ?> map ? map.get("ret") : value));
        return clean;
    }

    @Fn(doc = """
            Have the master publish a job and return what the minions returned: {minion: {ret: value}}.

            tgt: the minions
            fun: the function
            arg: its arguments, a list or a text with commas
            tgt_type: how to read tgt
            returner: accepted as Salt accepts it
            timeout: seconds to wait
            """)
    public Map<String, Object> fullData(
            Object tgt,
            String fun,
            @Arg(dflt = "None") @Nullable Object arg,
            @Arg(dflt = "'glob'") String tgtType,
            @Arg(dflt = "''") String returner,
            @Arg(dflt = "5") double timeout)
            throws InterruptedException {
        if (fun.startsWith("publish.")) {
            return new LinkedHashMap<>();
        }
        Map<String, Object> load = load("minion_pub", fun, arg);
        load.put("tgt", tgt);
        load.put("tgt_type", tgtType);
        load.put("ret", returner);
        load.put("tmo", timeout);
        load.put("form", "full");
        if (!(ask(load) instanceof Map<?, ?> published)
                || published.get("jid") == null
                || !(published.get("minions") instanceof List<?> expected)) {
            return new LinkedHashMap<>();
        }
        Map<String, Object> query = load("pub_ret", "", null);
        query.put("jid", published.get("jid"));
        long deadline = System.nanoTime() + (long) (timeout * 1e9);
        while (true) {
            Map<String, Object> returned = TextKeys.copy(ask(query));
            if (returned.keySet().containsAll(expected) || System.nanoTime() > deadline) {
                return returned;
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    @Fn(doc = """
            Have the master run a runner function and return what it returned.

            fun: the function
            arg: its arguments, a list or a text with commas
            timeout: accepted as Salt accepts it
            """)
    public @Nullable Object runner(
            String fun, @Arg(dflt = "None") @Nullable Object arg, @Arg(dflt = "5") double timeout) {
        Map<String, Object> load = load("minion_runner", fun, arg);
        load.put("tmo", timeout);
        return ask(load);
    }

    private Map<String, Object> load(String cmd, String fun, @Nullable Object arg) {
        Map<String, Object> load = new LinkedHashMap<>();
        load.put("cmd", cmd);
        load.put("id", parts.id());
        if (!fun.isEmpty()) {
            load.put("fun", fun);
            load.put("arg", arguments(arg));
        }
        return load;
    }

    private static List<Object> arguments(@Nullable Object arg) {
        if (arg == null) {
            return new ArrayList<>();
        }
        List<?> words = arg instanceof String text
                ? Arrays.asList(text.split(","))
                : arg instanceof List<?> l ? l : List.of(arg);
        return ArgumentParser.words(words).wire();
    }

    private @Nullable Object ask(Map<String, Object> load) {
        try {
            return parts.master().request(load, TIMEOUT);
        } catch (IOException e) {
            throw new FunctionError("the master could not be asked: " + e.getMessage(), e);
        }
    }
}
