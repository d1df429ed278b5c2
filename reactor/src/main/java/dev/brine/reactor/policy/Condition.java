package dev.brine.reactor.policy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A condition on an event, or on an item of a list in it. */
sealed interface Condition {

    /** Where a condition looks: the event's value at a path. */
    interface Facts extends Function<String, @Nullable Object> {}

    /** Why it does not hold, for people; empty when it does. */
    Optional<String> against(Facts facts, Instant now);

    /**
     * A value compared with another one.
     *
     * @param wanted as {@link Operator#wanted} made it
     */
    record Compare(String path, Operator operator, @Nullable Object wanted) implements Condition {
        @Override
        public Optional<String> against(Facts facts, Instant now) {
            Object found = facts.apply(path);
            return operator.holds(found, wanted, now)
                    ? Optional.empty()
                    : Optional.of(
                            "not so: " + this + (found == null ? " (there is none)" : " (it is " + brief(found) + ")"));
        }

        private static String brief(Object found) {
            String text = String.valueOf(found);
            return text.length() > 80 ? text.substring(0, 77) + "..." : text;
        }

        @Override
        public String toString() {
            return switch (operator) {
                case EXISTS, NEXISTS -> path + (Boolean.TRUE.equals(wanted) ? " exists" : " does not exist");
                default -> path + " " + operator.sign() + " " + wanted;
            };
        }
    }

    /** All of these hold. */
    record All(List<Condition> of) implements Condition {
        @Override
        public Optional<String> against(Facts facts, Instant now) {
            return of.stream().flatMap(one -> one.against(facts, now).stream()).findFirst();
        }

        @Override
        public String toString() {
            return of.stream().map(String::valueOf).collect(Collectors.joining(" and "));
        }
    }

    /** One of these holds. */
    record Any(List<Condition> of) implements Condition {
        @Override
        public Optional<String> against(Facts facts, Instant now) {
            return of.stream().anyMatch(one -> one.against(facts, now).isEmpty())
                    ? Optional.empty()
                    : Optional.of("none of these is so: " + this);
        }

        @Override
        public String toString() {
            return of.stream().map(one -> "(" + one + ")").collect(Collectors.joining(" or "));
        }
    }

    /** This does not hold. */
    record Not(Condition of) implements Condition {
        @Override
        public Optional<String> against(Facts facts, Instant now) {
            return of.against(facts, now).isEmpty() ? Optional.of("so, and it should not be: " + of) : Optional.empty();
        }

        @Override
        public String toString() {
            return "not (" + of + ")";
        }
    }

    /**
     * Items of a list of which the condition holds.
     *
     * @param every whether it must hold of each, and there must be one
     */
    record Search(String path, Condition of, boolean every) implements Condition {
        @Override
        public Optional<String> against(Facts facts, Instant now) {
            List<?> items = facts.apply(path) instanceof List<?> list ? list : List.of();
            long right = items.stream()
                    .filter(item -> of.against(place -> at(item, place), now).isEmpty())
                    .count();
            boolean holds = right > 0 && (!every || right == items.size());
            return holds
                    ? Optional.empty()
                    : Optional.of("not so: " + this + " (" + right + " of " + items.size() + " items are)");
        }

        private static @Nullable Object at(@Nullable Object item, String path) {
            return path.equals("item")
                    ? item
                    : DataPath.value(item, path.startsWith("item.") ? path.substring("item.".length()) : path);
        }

        @Override
        public String toString() {
            return (every ? "each item of " : "an item of ") + path + ": " + of;
        }
    }

    /**
     * Reads a map of paths to what is wanted there.
     *
     * <p>{@code id: web1} is meant as equal, {@code act: [pend, accept]} as one of these, {@code retcode: '> 0'} and {@code id: '~ ^web'} by
     * the sign in front, {@code id: {glob: 'web*'}} by the operator's name; {@code any} and {@code all} take lists of such maps, {@code not}
     * one.
     */
    static Condition read(Spec value) throws BadPolicy {
        if (!(value.value() instanceof Map<?, ?> map)) {
            throw value.bad("must be a map of paths to conditions; found " + value.value());
        }
        List<Condition> all = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Spec spec = new Spec(Spec.word(entry.getKey()), entry.getValue());
            if (spec.value() instanceof List<?>
                    && (spec.key().equals("any") || spec.key().equals("all"))) {
                List<Condition> of = several(spec);
                all.add(spec.key().equals("any") ? new Any(of) : new All(of));
            } else if (spec.isMap() && spec.key().equals("not")) {
                all.add(new Not(read(spec)));
            } else {
                all.add(at(spec));
            }
        }
        if (all.isEmpty()) {
            throw value.bad("has no condition");
        }
        return all.size() == 1 ? all.get(0) : new All(List.copyOf(all));
    }

    private static List<Condition> several(Spec spec) throws BadPolicy {
        List<Condition> of = new ArrayList<>();
        for (Object item : (List<?>) java.util.Objects.requireNonNull(spec.value())) {
            of.add(read(new Spec(spec.key(), item)));
        }
        if (of.isEmpty()) {
            throw spec.bad("has no condition");
        }
        return List.copyOf(of);
    }

    private static Condition at(Spec spec) throws BadPolicy {
        String path = spec.key();
        if (spec.value() instanceof Map<?, ?> map) {
            List<Condition> all = new ArrayList<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String word = String.valueOf(entry.getKey());
                Spec wanted = new Spec(path, entry.getValue());
                all.add(word.equals("search") ? search(path, wanted) : compare(path, word, wanted));
            }
            if (all.isEmpty()) {
                throw spec.bad("has no condition");
            }
            return all.size() == 1 ? all.get(0) : new All(List.copyOf(all));
        }
        if (spec.value() instanceof List<?>) {
            return compare(path, "inside", spec);
        }
        if (spec.value() == null) {
            return new Compare(path, Operator.NEXISTS, true);
        }
        if (spec.value() instanceof String text) {
            int space = text.indexOf(' ');
            Operator signed = space > 0 ? Operator.words().get(text.substring(0, space)) : null;
            if (signed != null && !Character.isLetter(text.charAt(0))) {
                String rest = text.substring(space + 1).strip();
                Object wanted = rest.matches("-?\\d+") ? new java.math.BigDecimal(rest) : rest;
                return compare(path, text.substring(0, space), new Spec(path, wanted));
            }
        }
        return compare(path, "equals", spec);
    }

    private static Condition compare(String path, String word, Spec wanted) throws BadPolicy {
        Map<String, Operator> words = Operator.words();
        Operator operator = words.get(word);
        if (operator == null) {
            List<String> known = new ArrayList<>(words.keySet());
            known.add("search");
            throw Spec.unknown(word, known);
        }
        return new Compare(path, operator, operator.wanted(wanted));
    }

    /** {@code search: {any: {name: x}}} or {@code {all: ...}}; StackStorm's {@code {condition: any, pattern: ...}} is the same. */
    private static Condition search(String path, Spec spec) throws BadPolicy {
        spec.map(List.of("any", "all", "condition", "pattern"));
        if (spec.has("pattern")) {
            String which = spec.has("condition") ? spec.at("condition").text() : "any";
            if (!which.equals("any") && !which.equals("all")) {
                throw Spec.unknown(which, List.of("any", "all"));
            }
            return new Search(path, read(spec.at("pattern")), which.equals("all"));
        }
        if (spec.has("any") == spec.has("all")) {
            throw spec.bad("'search' needs either 'any' or 'all', with conditions on an item");
        }
        return new Search(path, read(spec.at(spec.has("any") ? "any" : "all")), spec.has("all"));
    }
}
