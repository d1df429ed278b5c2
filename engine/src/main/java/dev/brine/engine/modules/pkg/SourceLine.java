package dev.brine.engine.modules.pkg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of apt's {@code sources.list}: {@code deb [arch=amd64 signed-by=/k.gpg] http://host/debian bookworm main}.
 *
 * @param options in brackets, by name ({@code arch}, {@code signed-by}), in their order
 * @param comment what follows a {@code #} behind the source
 */
record SourceLine(
        boolean disabled,
        String type,
        Map<String, String> options,
        String uri,
        String dist,
        List<String> comps,
        String comment) {

    private static final List<String> TYPES = List.of("deb", "deb-src", "rpm", "rpm-src");

    /** Empty when the line is no source: a comment, or nothing. */
    static Optional<SourceLine> parse(String line) {
        String text = line.strip();
        boolean disabled = text.startsWith("#");
        if (disabled) {
            text = text.substring(1).strip();
        }
        int mark = text.indexOf('#');
        String comment = mark > 0 ? text.substring(mark + 1) : "";
        if (mark > 0) {
            text = text.substring(0, mark).strip();
        }
        Map<String, String> options = new LinkedHashMap<>();
        int open = text.indexOf('[');
        int close = text.indexOf(']');
        if (open > 0 && text.substring(0, open).strip().matches("deb|deb-src|rpm|rpm-src")) {
            if (close < open) {
                return Optional.empty();
            }
            for (String option : text.substring(open + 1, close).strip().split("\\s+")) {
                String[] pair = option.split("=", 2);
                options.put(pair[0], pair.length == 2 ? pair[1] : "");
            }
            text = text.substring(0, open) + text.substring(close + 1);
        }
        List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+")));
        if (words.size() < 3 || !TYPES.contains(words.get(0))) {
            return Optional.empty();
        }
        return Optional.of(new SourceLine(
                disabled, words.get(0), options, words.get(1), words.get(2), words.subList(3, words.size()), comment));
    }

    List<String> architectures() {
        String arch = options.getOrDefault("arch", "");
        return arch.isEmpty() ? List.of() : Arrays.asList(arch.split(","));
    }

    String signedBy() {
        return options.getOrDefault("signed-by", "");
    }

    /** Whether both are the same source, whatever their components. */
    boolean same(SourceLine other) {
        return type.equals(other.type) && bare(uri).equals(bare(other.uri)) && dist.equals(other.dist);
    }

    private static String bare(String uri) {
        return uri.replaceFirst("/+$", "");
    }

    SourceLine with(List<String> otherComps) {
        return new SourceLine(disabled, type, options, uri, dist, otherComps, comment);
    }

    SourceLine with(boolean off) {
        return new SourceLine(off, type, options, uri, dist, comps, comment);
    }

    SourceLine commented(String text) {
        return new SourceLine(disabled, type, options, uri, dist, comps, text);
    }

    SourceLine option(String name, String value) {
        Map<String, String> changed = new LinkedHashMap<>(options);
        if (value.isEmpty()) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new SourceLine(disabled, type, changed, uri, dist, comps, comment);
    }

    /** As it is written to a file, without a line end. */
    String line() {
        StringBuilder line = new StringBuilder(disabled ? "# " : "").append(type);
        if (!options.isEmpty()) {
            List<String> all = new ArrayList<>();
            options.forEach((name, value) -> all.add(name + "=" + value));
            line.append(" [").append(String.join(" ", all)).append(']');
        }
        line.append(' ').append(uri).append(' ').append(dist);
        comps.forEach(comp -> line.append(' ').append(comp));
        return comment.isEmpty()
                ? line.toString()
                : line.append(" #").append(comment).toString();
    }
}
