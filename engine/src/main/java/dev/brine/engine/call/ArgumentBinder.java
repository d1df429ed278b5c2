package dev.brine.engine.call;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts positional and keyword arguments into a method's parameters; refusals are in the words of Python's interpreter. */
final class ArgumentBinder {
    private final String function;
    private final List<Slot> slots;
    private final List<Parameter> parameters;

    ArgumentBinder(String function, List<Slot> slots) {
        this.function = function;
        this.slots = List.copyOf(slots);
        this.parameters = slots.stream()
                .flatMap(s -> s.parameter == null
                        ? Stream.<Parameter>of()
                        : Stream.concat(s.known.stream(), Stream.of(s.parameter)))
                .toList();
    }

    List<Parameter> parameters() {
        return parameters;
    }

    @Nullable
    Object[] bind(List<Object> args, Map<String, Object> kwargs, Call call) {
        Map<String, Object> keywords = new LinkedHashMap<>(kwargs);
        @Nullable Object[] bound = new Object[slots.size()];
        List<String> absent = new ArrayList<>();
        int next = 0;
        boolean rest = false;
        boolean keywordRest = false;
        for (int i = 0; i < bound.length; i++) {
            Parameter parameter = slots.get(i).parameter;
            if (parameter == null) {
                bound[i] = call;
            } else if (parameter.kind() == Parameter.Kind.REST) {
                bound[i] = new ArrayList<>(args.subList(Math.min(next, args.size()), args.size()));
                rest = true;
            } else if (parameter.kind() == Parameter.Kind.KEYWORDS) {
                keywordRest = true;
                for (Parameter known : rest ? List.<Parameter>of() : slots.get(i).known) {
                    if (next < args.size()) {
                        if (keywords.containsKey(known.name())) {
                            throw new BadArguments(
                                    function + "() got multiple values for argument '" + known.name() + "'");
                        }
                        keywords.put(known.name(), args.get(next++));
                    }
                }
            } else if (next < args.size() && !rest) {
                if (keywords.containsKey(parameter.name())) {
                    throw new BadArguments(function + "() got multiple values for argument '" + parameter.name() + "'");
                }
                bound[i] = slots.get(i).convert(function, args.get(next++));
            } else if (keywords.containsKey(parameter.name())) {
                bound[i] = slots.get(i).convert(function, keywords.remove(parameter.name()));
            } else if (parameter.required()) {
                absent.add("'" + parameter.name() + "'");
            } else {
                bound[i] = slots.get(i).convert(function, parameter.dflt());
            }
        }
        if (!absent.isEmpty()) {
            throw new BadArguments(function + "() missing " + absent.size() + " required positional argument"
                    + (absent.size() == 1 ? "" : "s") + ": " + listing(absent));
        }
        if (!rest && next < args.size()) {
            throw new BadArguments(function + "() takes " + taken() + " but " + args.size()
                    + (args.size() == 1 ? " was given" : " were given"));
        }
        Set<String> unknown = new LinkedHashSet<>(keywords.keySet());
        if (keywordRest) {
            bound[slots.indexOf(keywordSlot())] = keywords;
        } else {
            unknown.removeIf(k -> k.startsWith("__pub_"));
            if (!unknown.isEmpty()) {
                throw new BadArguments(function + "() got an unexpected keyword argument '"
                        + unknown.iterator().next() + "'");
            }
        }
        return bound;
    }

    private Slot keywordSlot() {
        return slots.stream()
                .filter(s -> s.parameter != null && s.parameter.kind() == Parameter.Kind.KEYWORDS)
                .findFirst()
                .orElseThrow();
    }

    private String taken() {
        List<Parameter> named = parameters.stream()
                .filter(p -> p.kind() == Parameter.Kind.NAMED)
                .toList();
        long required = named.stream().filter(Parameter::required).count();
        String count = required == named.size() ? "" + named.size() : "from " + required + " to " + named.size();
        return count + " positional argument" + (named.size() == 1 && required == 1 ? "" : "s");
    }

    private static String listing(List<String> names) {
        if (names.size() == 1) {
            return names.get(0);
        }
        if (names.size() == 2) {
            return names.get(0) + " and " + names.get(1);
        }
        return names.subList(0, names.size() - 1).stream().collect(Collectors.joining(", ")) + ", and "
                + names.get(names.size() - 1);
    }

    /** One Java parameter; {@code parameter} is null for an injected {@link Call}, {@code known} as {@link Arg#known}. */
    record Slot(@Nullable Parameter parameter, Class<?> type, List<Parameter> known) {

        static Slot of(java.lang.reflect.Parameter p, String snakeName) {
            if (p.getType() == Call.class) {
                return new Slot(null, Call.class, List.of());
            }
            Arg arg = p.getAnnotation(Arg.class);
            String name = arg == null || arg.name().isEmpty() ? snakeName : arg.name();
            Parameter.Kind kind = arg == null || !arg.rest()
                    ? Parameter.Kind.NAMED
                    : List.class.isAssignableFrom(p.getType()) ? Parameter.Kind.REST : Parameter.Kind.KEYWORDS;
            boolean required =
                    kind == Parameter.Kind.NAMED && (arg == null || arg.dflt().equals(Arg.REQUIRED));
            Object dflt = required || kind != Parameter.Kind.NAMED || arg == null ? null : Literal.parse(arg.dflt());
            List<Parameter> known = arg == null || arg.known().isEmpty()
                    ? List.of()
                    : Stream.of(arg.known().split(", ")).map(Slot::known).toList();
            return new Slot(new Parameter(name, kind, required, dflt), p.getType(), known);
        }

        private static Parameter known(String text) {
            int equals = text.indexOf('=');
            return new Parameter(
                    text.substring(0, equals), Parameter.Kind.NAMED, false, Literal.parse(text.substring(equals + 1)));
        }

        @Nullable
        Object convert(String function, @Nullable Object value) {
            return Conversions.convert(function, parameter == null ? "" : parameter.name(), type, value);
        }
    }
}
