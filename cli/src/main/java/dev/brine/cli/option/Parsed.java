package dev.brine.cli.option;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A command line that was read.
 *
 * @param values by {@link Option#dest}, defaults included
 * @param explicit dests that the user gave
 * @param args what is not an option
 */
public record Parsed(Map<String, Object> values, Set<String> explicit, List<String> args) {

    public boolean given(String dest) {
        return explicit.contains(dest);
    }

    public boolean flag(String dest) {
        return Boolean.TRUE.equals(values.get(dest));
    }

    /** The text under {@code dest}; empty when there is none. */
    public String text(String dest) {
        Object value = values.get(dest);
        return value == null ? "" : value.toString();
    }

    public long integer(String dest) {
        return values.get(dest) instanceof Number number ? number.longValue() : 0;
    }

    public double number(String dest) {
        return values.get(dest) instanceof Number number ? number.doubleValue() : 0;
    }

    @SuppressWarnings("unchecked")
    public List<String> list(String dest) {
        return values.get(dest) instanceof List<?> items ? (List<String>) items : List.of();
    }

    public @Nullable Object value(String dest) {
        return values.get(dest);
    }

    /** The argument at {@code index}; empty when there are fewer. */
    public String arg(int index) {
        return index < args.size() ? args.get(index) : "";
    }
}
