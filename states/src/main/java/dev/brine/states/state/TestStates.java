package dev.brine.states.state;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** {@code test}: states that do nothing, with a result of one's choice. */
@Module("test")
public final class TestStates {
    private static final Map<String, Object> PRETENDED =
            Map.of("testing", Map.of("old", "Unchanged", "new", "Something pretended to change"));

    private final StateContext context;

    TestStates(StateContext context) {
        this.context = context;
    }

    @Fn(doc = "Do nothing; useful to hang requisites on.")
    public Map<String, Object> nop(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return Result.same(name, "Success!");
    }

    @Fn(doc = "Succeed without changes.")
    public Map<String, Object> succeedWithoutChanges(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return Result.same(name, comment(kwargs, "Success!"));
    }

    @Fn(doc = "Fail without changes.")
    public Map<String, Object> failWithoutChanges(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return Result.failed(
                name, context.test() ? "If we weren't testing, this would be a failure!" : comment(kwargs, "Failure!"));
    }

    @Fn(doc = "Succeed and pretend a change.")
    public Map<String, Object> succeedWithChanges(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return context.test()
                ? Result.would(name, PRETENDED, "If we weren't testing, this would be successful with changes")
                : Result.changed(name, PRETENDED, comment(kwargs, "Success!"));
    }

    @Fn(doc = "Fail and pretend a change.")
    public Map<String, Object> failWithChanges(String name, @Arg(rest = true) Map<String, Object> kwargs) {
        return context.test()
                ? Result.would(name, PRETENDED, "If we weren't testing, this would be failed with changes")
                : Result.of(name, false, PRETENDED, comment(kwargs, "Failure!"));
    }

    @Fn(doc = """
            A state whose outcome is given.

            changes: True, False or Random
            result: True, False or Random
            comment: the comment of the result
            warnings: a text or a list of them
            """)
    public Map<String, Object> configurableTestState(
            String name,
            @Arg(dflt = "True") Object changes,
            @Arg(dflt = "True") Object result,
            @Arg(dflt = "''") String comment,
            @Arg(dflt = "None") @Nullable Object warnings) {
        boolean changed = choice("changes", changes);
        Map<String, Object> made = Result.of(name, choice("result", result), changed ? PRETENDED : Map.of(), comment);
        if (warnings instanceof String text) {
            made.put("warnings", new ArrayList<>(List.of(text)));
        } else if (warnings instanceof List) {
            made.put("warnings", warnings);
        } else if (warnings != null) {
            throw new FunctionError("You have specified the state option 'warnings' with invalid arguments. "
                    + "It must be a string or a list of strings");
        }
        if (context.test()) {
            made.put("result", Boolean.FALSE.equals(changes) ? true : null);
            made.put("comment", comment.isEmpty() ? "This is a test" : comment);
        }
        return made;
    }

    @Fn(doc = "Show a text as the comment of a state.")
    public Map<String, Object> showNotification(
            String name, @Arg(dflt = "None") @Nullable String text, @Arg(rest = true) Map<String, Object> kwargs) {
        if (text == null || text.isEmpty()) {
            throw new FunctionError("Missing required argument text.");
        }
        return Result.same(name, text);
    }

    @Fn(doc = """
            Check that pillar keys are there and of the right type.

            present, boolean, integer, string, listing, dictionary: one key or a list of them
            verbose: name the keys that are right, too
            """)
    public Map<String, Object> checkPillar(
            String name,
            @Arg(dflt = "None") @Nullable Object present,
            @Arg(dflt = "None", name = "boolean") @Nullable Object bool,
            @Arg(dflt = "None") @Nullable Object integer,
            @Arg(dflt = "None") @Nullable Object string,
            @Arg(dflt = "None") @Nullable Object listing,
            @Arg(dflt = "None") @Nullable Object dictionary,
            @Arg(dflt = "False") boolean verbose) {
        return PillarCheck.of(context, verbose)
                .keys(present, Object.class, "None")
                .keys(bool, Boolean.class, "<class 'bool'>")
                .keys(integer, Number.class, "<class 'int'>")
                .keys(string, String.class, "(<class 'str'>,)")
                .keys(listing, List.class, "<class 'list'>")
                .keys(dictionary, Map.class, "<class 'dict'>")
                .result(name);
    }

    @Fn(doc = "What a test state does when what it watches has changed.")
    public Map<String, Object> modWatch(
            String name, @Arg(dflt = "None") @Nullable String sfun, @Arg(rest = true) Map<String, Object> kwargs) {
        List<Object> changed = new ArrayList<>();
        if (context.low().get("__reqs__") instanceof Map<?, ?> requisites
                && requisites.get("watch") instanceof List<?> watched) {
            for (Object each : watched) {
                if (each instanceof Map<?, ?> low && context.changed(low)) {
                    changed.add(low.get("state") + ": " + low.get("__id__"));
                }
            }
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        changes.put("Requisites with changes", changed);
        Map<String, Object> made = Result.changed(name, changes, comment(kwargs, "Watch statement fired."));
        for (String key : List.of("result", "changes")) {
            if (kwargs.containsKey(key)) {
                made.put(key, kwargs.get(key));
            }
        }
        return made;
    }

    private static String comment(Map<String, Object> kwargs, String otherwise) {
        return new Args(kwargs).text("comment", otherwise);
    }

    private static boolean choice(String option, Object value) {
        if (value instanceof Boolean flag) {
            return flag;
        }
        if (value.toString().toLowerCase(Locale.ROOT).equals("random")) {
            return ThreadLocalRandom.current().nextBoolean();
        }
        throw new FunctionError("You have specified the state option '" + option
                + "' with invalid arguments. It must be either True, False, or 'Random'");
    }
}
