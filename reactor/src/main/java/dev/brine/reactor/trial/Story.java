package dev.brine.reactor.trial;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.Data;
import dev.brine.engine.data.DataException;
import dev.brine.engine.event.Event;
import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Spec;
import dev.brine.reactor.reaction.Fault;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Items of an events' file that have {@code at}: one story on one clock.
 *
 * @param begin what the clock shows at first
 * @param steps in order of time
 */
public record Story(Instant begin, List<Step> steps) {
    private static final LocalDateTime MONDAY_NOON = LocalDateTime.parse("2026-01-05T12:00");
    private static final List<String> KNOWN =
            List.of("at", "name", "tag", "data", "origin", "expect", "problem", "minions", "takes", "fails");

    /**
     * One item.
     *
     * @param event null for a look at what time alone brought about
     * @param world what changes in the world from here on
     * @param given the item as it is written
     */
    public record Step(String name, Instant at, @Nullable Event event, World world, Data given) {}

    /**
     * What an item says about the world; null leaves it as it was.
     *
     * @param minions who is there
     * @param takes how long a function takes, by its name
     * @param fails how a function fails, by its name
     */
    record World(
            @Nullable List<String> minions,
            @Nullable Map<String, Duration> takes,
            @Nullable Map<String, Failure> fails) {}

    /** @param minions on which it fails; empty for all */
    record Failure(Fault how, List<String> minions) {}

    /** Whether any of the items says when. */
    public static boolean isOne(List<?> items) {
        return items.stream().anyMatch(item -> item instanceof Map<?, ?> map && map.containsKey("at"));
    }

    /**
     * Reads the items.
     *
     * @param event makes an event of its tag and the item
     * @throws FunctionError when one is not understood, with its number
     */
    public static Story read(List<?> items, BiFunction<String, Data, Event> event) {
        Instant begin = MONDAY_NOON.atZone(ZoneId.systemDefault()).toInstant();
        Instant before = begin;
        List<Step> steps = new ArrayList<>();
        for (Object item : items) {
            try {
                Data given = Data.of("item " + (steps.size() + 1), item);
                known(item);
                Object when = given.value("at");
                boolean absolute = when instanceof String text && text.matches("\\d{4}-.*");
                Instant at = when == null ? before : absolute ? moment(when) : begin.plus(time("at", when));
                if (steps.isEmpty() && absolute) {
                    begin = at;
                }
                if (at.isBefore(before) && !steps.isEmpty()) {
                    throw new IllegalArgumentException("at: " + when + " lies before the item in front of it");
                }
                before = at;
                Event fired = given.value("tag") == null ? null : event.apply(given.string("tag"), given);
                String name = fired == null ? "at " + when : fired.tag();
                steps.add(new Step(
                        given.stringOr("name", "item " + (steps.size() + 1) + ": " + name),
                        at,
                        fired,
                        world(given),
                        given));
            } catch (IllegalArgumentException | BadPolicy | DateTimeException | DataException e) {
                throw new FunctionError("item " + (steps.size() + 1) + ": " + e.getMessage());
            }
        }
        return new Story(begin, List.copyOf(steps));
    }

    private static void known(Object item) throws BadPolicy {
        new Spec("item", item).map(KNOWN);
    }

    private static Instant moment(Object when) {
        String text = String.valueOf(when).replace(' ', 'T');
        return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
    }

    private static Duration time(String key, @Nullable Object value) throws BadPolicy {
        return new Spec(key, value).time();
    }

    private static World world(Data given) throws BadPolicy {
        Object minions = given.value("minions");
        return new World(
                minions == null ? null : new Spec("minions", minions).texts(),
                given.value("takes") == null ? null : takes(given),
                given.value("fails") == null ? null : fails(given.value("fails")));
    }

    private static Map<String, Duration> takes(Data given) throws BadPolicy {
        Map<String, Duration> all = new LinkedHashMap<>();
        for (Map.Entry<String, Object> one :
                Data.asMap("takes", given.value("takes")).entrySet()) {
            all.put(one.getKey(), time("takes", one.getValue()));
        }
        return all;
    }

    /** {@code [fun, fun]} fail with an error; {@code {fun: word}} with another fault, {@code {fun: [id]}} on these minions only. */
    private static Map<String, Failure> fails(@Nullable Object value) throws BadPolicy {
        Map<String, Failure> all = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> one : map.entrySet()) {
                Spec spec = new Spec("fails", one.getValue());
                all.put(
                        String.valueOf(one.getKey()),
                        spec.value() instanceof List<?>
                                ? new Failure(Fault.ERROR, spec.texts())
                                : new Failure(spec.one(Fault.values()), List.of()));
            }
            return all;
        }
        for (String fun : new Spec("fails", value).texts()) {
            all.put(fun, new Failure(Fault.ERROR, List.of()));
        }
        return all;
    }
}
