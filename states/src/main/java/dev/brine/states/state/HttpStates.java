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
        boolean waits = Args.truth(waitFor);
        if (waits) {
            options.put("wait_for", waitFor);
        }
        Object data = context.call(waits ? "http.wait_for_successful_query" : "http.query", List.of(name), options);
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

    @Fn(doc = """
            Check what an address answers, again and again until it answers so.

            name: the address
            wait_for: for how many seconds
            request_interval: seconds between two requests; 1 by default
            and what http.query takes
            """)
    public Map<String, Object> waitForSuccessfulQuery(
            String name, @Arg(dflt = "300") double waitFor, @Arg(rest = true) Map<String, Object> kwargs) {
        Args args = new Args(kwargs);
        double interval = kwargs.get("request_interval") instanceof Number number ? number.doubleValue() : 1;
        long end = System.nanoTime() + (long) (waitFor * 1e9);
        Map<String, Object> options = new LinkedHashMap<>(kwargs);
        List.of("match", "match_type", "status", "status_type").forEach(options::remove);
        while (true) {
            Map<String, Object> result = query(
                    name,
                    args.value("match"),
                    args.text("match_type", "string"),
                    args.value("status"),
                    args.text("status_type", "string"),
                    null,
                    options);
            // a test run says at once what it would ask
            boolean done = Boolean.TRUE.equals(result.get("result")) || context.test();
            if (done || System.nanoTime() >= end) {
                return result;
            }
            try {
                TimeUnit.NANOSECONDS.sleep((long) (interval * 1e9));
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
