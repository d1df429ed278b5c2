package dev.brine.states.module;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Invoker;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rule that one state run goes on at a time, unless a call waits its turn ({@code queue}) or says {@code concurrent}. */
final class Conflict {
    private static final DateTimeFormatter JID = DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSSSSS");
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("uuuu, MMM dd HH:mm:ss.SSSSSS", Locale.ENGLISH);

    private final Supplier<Invoker> functions;

    Conflict(Supplier<Invoker> functions) {
        this.functions = functions;
    }

    /** What stands in the way of the call, in Salt's words; empty when nothing does. Waits if the call may. */
    List<String> of(Call call, @Nullable Object queue, Map<String, Object> kwargs) {
        if (Boolean.TRUE.equals(kwargs.get("concurrent"))) {
            return List.of();
        }
        boolean waits = Boolean.TRUE.equals(queue)
                || (queue instanceof Long most && running(call, true).size() < most);
        if (waits) {
            await(call);
            return List.of();
        }
        return lines(running(call, false));
    }

    /** One line for each run that goes on. */
    List<String> lines(List<Map<?, ?>> active) {
        List<String> lines = new ArrayList<>();
        for (Map<?, ?> run : active) {
            lines.add("The function \"" + run.get("fun") + "\" is running as PID " + run.get("pid")
                    + " and was started at " + time(String.valueOf(run.get("jid"))) + " with jid " + run.get("jid"));
        }
        return lines;
    }

    /** The state runs of other jobs; with {@code before} only those that began earlier. */
    List<Map<?, ?>> running(Call call, boolean before) {
        List<Map<?, ?>> found = new ArrayList<>();
        if (functions.get().table().find("saltutil.is_running").isEmpty()) {
            return found;
        }
        Object active = functions.get().value(List.of("state.*"), Map.of(), call.nested("saltutil.is_running"));
        for (Object each : active instanceof List<?> runs ? runs : List.of()) {
            if (each instanceof Map<?, ?> run) {
                String jid = String.valueOf(run.get("jid"));
                boolean other = !jid.equals(call.jid());
                if (other && (!before || call.jid().isEmpty() || jid.compareTo(call.jid()) < 0)) {
                    found.add(run);
                }
            }
        }
        return found;
    }

    private void await(Call call) {
        while (!running(call, true).isEmpty()) {
            if (call.cancelled()) {
                throw new FunctionError("the job was ended while it waited for another state run");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FunctionError("the job was interrupted while it waited for another state run", e);
            }
        }
    }

    private static String time(String jid) {
        try {
            return LocalDateTime.parse(jid.substring(0, Math.min(20, jid.length())), JID)
                    .format(SHOWN);
        } catch (DateTimeException e) {
            return "";
        }
    }
}
