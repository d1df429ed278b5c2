package dev.brine.cli.option;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One option of a command.
 *
 * @param dest the name under which the value is kept; also the configuration option it sets, as in Salt
 * @param names all spellings, short ones first
 * @param kind what follows the name
 * @param dflt the value when the option is not given; null when there is none
 * @param help one sentence or more
 * @param choices what the value must be one of; empty for anything
 * @param missing why this version cannot carry the option out; empty when it can
 */
public record Option(
        String dest,
        List<String> names,
        Kind kind,
        @Nullable Object dflt,
        String help,
        List<String> choices,
        String missing) {

    /** What follows an option's name. */
    public enum Kind {
        FLAG,
        TEXT,
        INTEGER,
        NUMBER,
        /** Given several times, the values add up. */
        LIST
    }

    /** An option that is on or off. */
    public static Option flag(String dest, String names, String help) {
        return new Option(dest, split(names), Kind.FLAG, false, help, List.of(), "");
    }

    /** An option that is on unless it is given. */
    public static Option off(String dest, String names, String help) {
        return new Option(dest, split(names), Kind.FLAG, true, help, List.of(), "");
    }

    public static Option text(String dest, String names, @Nullable String dflt, String help) {
        return new Option(dest, split(names), Kind.TEXT, dflt, help, List.of(), "");
    }

    public static Option integer(String dest, String names, @Nullable Long dflt, String help) {
        return new Option(dest, split(names), Kind.INTEGER, dflt, help, List.of(), "");
    }

    public static Option number(String dest, String names, double dflt, String help) {
        return new Option(dest, split(names), Kind.NUMBER, dflt, help, List.of(), "");
    }

    public static Option list(String dest, String names, String help) {
        return new Option(dest, split(names), Kind.LIST, List.of(), help, List.of(), "");
    }

    /** The same option, which takes only these values. */
    public Option among(List<String> values) {
        return new Option(dest, names, kind, dflt, help, values, missing);
    }

    /** The same option, refused with a reason when it is given. */
    public Option refused(String reason) {
        return new Option(dest, names, kind, dflt, help, choices, reason);
    }

    /** Whether a value follows the name. */
    public boolean takesValue() {
        return kind != Kind.FLAG;
    }

    /** The long name without dashes in capitals, as help shows the value. */
    public String metavar() {
        String longest =
                names.stream().filter(n -> n.startsWith("--")).findFirst().orElse(names.get(0));
        return longest.replaceFirst("^-+", "").replace('-', '_').toUpperCase(java.util.Locale.ROOT);
    }

    private static List<String> split(String names) {
        return List.of(names.split(" "));
    }
}
