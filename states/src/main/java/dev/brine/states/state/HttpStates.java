package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.file.PythonRegex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code http}: what an address is to answer. */
@Module("http")
public final class HttpStates {
    private final StateContext context;

    public HttpStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = """
            Check what an address answers.

            name: the address
            match: a text that must be in the answer
            match_type: string or pcre
            status: the status it must have
            status_type: string, list or pcre
            wait_for: seconds for which to ask again, with request_interval seconds between
            and what http.query takes
            """)
    public Map<String, Object> query(
            String name,
            @Arg(dflt = "None") @Nullable Object match,
            @Arg(dflt = "'string'") String matchType,
            @Arg(dflt = "None") @Nullable Object status,
            @Arg(dflt = "'string'") String statusType,
            @Arg(dflt = "None") @Nullable Object waitFor,
            @Arg(rest = true) Map<String, Object> kwargs) {
        if (match == null && status == null) {
            Map<String, Object> failed = Result.of(
                    name, false, Map.of(), " Either match text (match) or a status code (status) is required.");
            failed.put("data", new LinkedHashMap<>());
            return failed;
        }
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        options.putIfAbsent("decode", false);
        options.put("text", true);
        options.put("status", true);
        if (context.test()) {
            options.put("test", true);
        }
        Object data = answer(name, options, waitFor instanceof Number seconds ? seconds.doubleValue() : 0);
        Map<?, ?> answer = data instanceof Map<?, ?> map ? map : Map.of();
        List<String> comments = new ArrayList<>();
        boolean good = matches(match, matchType, text(answer, "text"), comments);
        good = status(status, statusType, text(answer, "status"), comments) && good;
        String comment = String.join(" ", comments);
        if (context.test()) {
            String address = kwargs.containsKey("test_url") ? ", TEST URL WAS: " + kwargs.get("test_url") : "";
            comment += " (TEST MODE" + address + ")";
        }
        Map<String, Object> result = Result.of(name, context.test() ? null : (Boolean) good, Map.of(), comment);
        result.put("data", data);
        return result;
    }

    /** Asks, and asks again for so many seconds while the answer is an error. */
    private @Nullable Object answer(String name, Map<String, Object> options, double seconds) {
        double interval = options.get("request_interval") instanceof Number number ? number.doubleValue() : 1;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (true) {
            Object data = context.call("http.query", List.of(name), options);
            boolean failed = data instanceof Map<?, ?> map && map.containsKey("error");
            if (!failed || System.nanoTime() >= end) {
                return data;
            }
            try {
                TimeUnit.MILLISECONDS.sleep((long) (interval * 1000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FunctionError("the wait for " + name + " was ended, as the job was killed", e);
            }
        }
    }

    private static String text(Map<?, ?> answer, String key) {
        return answer.get(key) == null ? "" : Args.python(answer.get(key));
    }

    private static boolean found(String expression, String text) {
        return PythonRegex.of(expression, 0).found(PythonRegex.bytes(text));
    }

    private static boolean matches(@Nullable Object match, String type, String text, List<String> comments) {
        if (match == null) {
            return true;
        }
        String wanted = Args.python(match);
        boolean pattern = type.equals("pcre");
        boolean found = pattern ? found(wanted, text) : text.contains(wanted);
        comments.add("Match " + (pattern ? "pattern" : "text") + " \"" + wanted + "\" was "
                + (found ? "found." : "not found."));
        return found;
    }

    private static boolean status(@Nullable Object wanted, String type, String status, List<String> comments) {
        if (wanted == null) {
            return true;
        }
        if (type.equals("list")) {
            List<String> found = Args.list(wanted).stream()
                    .map(Args::python)
                    .filter(status::equals)
                    .toList();
            found.forEach(each -> comments.add("Status " + each + " was found."));
            if (found.isEmpty()) {
                comments.add("Statuses " + Args.python(wanted) + " were not found.");
            }
            return !found.isEmpty();
        }
        boolean pattern = type.equals("pcre");
        String shown = Args.python(wanted);
        boolean found = pattern ? found(shown, status) : status.equals(shown);
        comments.add("Status " + (pattern ? "pattern \"" + shown + "\"" : shown) + " was "
                + (found ? "found." : "not found."));
        return found;
    }
}
