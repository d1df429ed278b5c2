package dev.brine.cli.option;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads command lines for one set of options. Error texts are those of Python's optparse. */
public final class OptionParser {

    private final List<Option> options;
    private final Map<String, Option> byName = new HashMap<>();

    public OptionParser(List<Option> options) {
        this.options = List.copyOf(options);
        for (Option option : options) {
            for (String name : option.names()) {
                byName.put(name, option);
            }
        }
    }

    /**
     * Reads {@code line}.
     *
     * @throws UsageError for an unknown option, a missing or bad value, or an option that this version refuses
     */
    public Parsed parse(List<String> line) throws UsageError {
        Reading reading = new Reading(line);
        reading.all();
        return new Parsed(reading.values, reading.explicit, List.copyOf(reading.args));
    }

    /** One pass over one command line. */
    private final class Reading {
        private final List<String> line;
        private final Map<String, Object> values = new LinkedHashMap<>();
        private final Set<String> explicit = new LinkedHashSet<>();
        private final List<String> args = new ArrayList<>();
        private int at;

        Reading(List<String> line) {
            this.line = line;
            for (Option option : options) {
                if (option.dflt() != null) {
                    values.putIfAbsent(option.dest(), option.dflt());
                }
            }
        }

        void all() throws UsageError {
            while (at < line.size()) {
                String word = line.get(at++);
                if (word.equals("--")) {
                    args.addAll(line.subList(at, line.size()));
                    return;
                }
                if (word.startsWith("--")) {
                    longOption(word);
                } else if (word.startsWith("-") && word.length() > 1) {
                    shortOptions(word);
                } else {
                    args.add(word);
                }
            }
        }

        private void longOption(String word) throws UsageError {
            int equals = word.indexOf('=');
            String name = complete(equals < 0 ? word : word.substring(0, equals));
            Option option = known(name);
            String attached = equals < 0 ? null : word.substring(equals + 1);
            if (!option.takesValue() && attached != null) {
                throw new UsageError(name + " option does not take a value");
            }
            set(option, name, option.takesValue() ? valueOf(name, attached) : null);
        }

        private void shortOptions(String word) throws UsageError {
            int i = 1;
            while (i < word.length()) {
                String name = "-" + word.charAt(i++);
                Option option = known(name);
                if (option.takesValue()) {
                    String attached = i < word.length() ? word.substring(i) : null;
                    set(option, name, valueOf(name, attached));
                    return;
                }
                set(option, name, null);
            }
        }

        private String valueOf(String name, @Nullable String attached) throws UsageError {
            if (attached != null) {
                return attached;
            }
            if (at == line.size()) {
                throw new UsageError(name + " option requires 1 argument");
            }
            return line.get(at++);
        }

        private void set(Option option, String name, @Nullable String value) throws UsageError {
            if (!option.missing().isEmpty()) {
                throw new UsageError("option " + name + " is not available in this version: " + option.missing());
            }
            explicit.add(option.dest());
            values.put(option.dest(), converted(option, name, value));
        }

        private Object converted(Option option, String name, @Nullable String value) throws UsageError {
            if (value == null) {
                return !Boolean.TRUE.equals(option.dflt());
            }
            return switch (option.kind()) {
                case INTEGER -> integer(name, value);
                case NUMBER -> number(name, value);
                case LIST -> {
                    List<Object> all = new ArrayList<>();
                    if (values.get(option.dest()) instanceof List<?> had) {
                        all.addAll(had);
                    }
                    all.add(value);
                    yield all;
                }
                default -> chosen(option, name, value);
            };
        }

        private static String chosen(Option option, String name, String value) throws UsageError {
            if (!option.choices().isEmpty() && !option.choices().contains(value)) {
                throw new UsageError("option " + name + ": invalid choice: '" + value + "' (choose from '"
                        + String.join("', '", option.choices()) + "')");
            }
            return value;
        }

        private Long integer(String name, String value) throws UsageError {
            try {
                return Long.decode(value.strip());
            } catch (NumberFormatException e) {
                throw new UsageError("option " + name + ": invalid integer value: '" + value + "'");
            }
        }

        private Double number(String name, String value) throws UsageError {
            try {
                return Double.valueOf(value.strip());
            } catch (NumberFormatException e) {
                throw new UsageError("option " + name + ": invalid floating-point value: '" + value + "'");
            }
        }

        private Option known(String name) throws UsageError {
            Option option = byName.get(name);
            if (option == null) {
                String near = name.startsWith("--") ? NearNames.question(name, longNames()) : "";
                throw new UsageError("no such option: " + name + (near.isEmpty() ? "" : " (" + near + ")"));
            }
            return option;
        }

        private List<String> longNames() {
            return byName.keySet().stream().filter(n -> n.startsWith("--")).toList();
        }

        /** The full name for a beginning of a long one. */
        private String complete(String beginning) throws UsageError {
            if (byName.containsKey(beginning)) {
                return beginning;
            }
            List<String> matches = byName.keySet().stream()
                    .filter(name -> name.startsWith(beginning))
                    .sorted()
                    .toList();
            if (matches.size() > 1) {
                throw new UsageError("ambiguous option: " + beginning + " (" + String.join(", ", matches) + "?)");
            }
            return matches.isEmpty() ? beginning : matches.get(0);
        }
    }
}
