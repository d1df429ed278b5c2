package dev.brine.engine.modules.pip;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package as users write it: {@code name}, {@code name[extra]>=1,<2}, or an address or a path, which has no name here unless it
 * says {@code #egg=name}.
 *
 * @param name with single dashes; empty when it is not known
 * @param specs what its version must fulfil
 */
public record Requirement(String name, List<Spec> specs) {
    private static final Pattern NAMED = Pattern.compile(
            "\\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\\s*(?:\\[[^\\]]*\\])?\\s*\\(?([^;()]*)\\)?\\s*(?:;.*)?");
    private static final Pattern SPEC = Pattern.compile("\\s*(===|==|~=|!=|<=|>=|<|>)\\s*([^\\s,]+)\\s*");
    private static final Pattern EGG = Pattern.compile("[#&]egg=([A-Za-z0-9._-]+)");

    /** One condition: operator and version. */
    public record Spec(String operator, String version) {
        boolean fulfilledBy(String other) {
            if (operator.equals("===")) {
                return other.equals(version);
            }
            if (version.endsWith(".*")) {
                String start = version.substring(0, version.length() - 1);
                return operator.equals("==") == (other + ".").startsWith(start);
            }
            int order = Pep440.compare(other, version);
            return switch (operator) {
                case "==" -> order == 0;
                case "!=" -> order != 0;
                case "<=" -> order <= 0;
                case ">=" -> order >= 0;
                case "<" -> order < 0;
                case ">" -> order > 0;
                default -> order >= 0 && (other + ".").startsWith(version.replaceFirst("[^.]+$", ""));
            };
        }
    }

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Requirement of(String text) {
        Matcher egg = EGG.matcher(text);
        if (text.contains("://") || text.startsWith("/") || text.startsWith(".") || text.matches(".*\\s@\\s.*")) {
            return new Requirement(egg.find() ? normal(egg.group(1)) : "", List.of());
        }
        Matcher named = NAMED.matcher(text);
        if (!named.matches()) {
            throw new IllegalArgumentException(
                    "pip raised an exception while parsing '" + text + "': Invalid requirement: '" + text + "'");
        }
        List<Spec> specs = new ArrayList<>();
        for (String part :
                named.group(2).isBlank() ? new String[0] : named.group(2).split(",")) {
            Matcher spec = SPEC.matcher(part);
            if (!spec.matches()) {
                throw new IllegalArgumentException(
                        text.contains("=") && !text.contains("==")
                                ? "Invalid version specification in package " + text
                                        + ". '=' is not supported, use '==' instead."
                                : "pip raised an exception while parsing '" + text + "': Invalid requirement: '" + text
                                        + "'");
            }
            specs.add(new Spec(spec.group(1), spec.group(2)));
        }
        return new Requirement(normal(named.group(1)), specs);
    }

    private static String normal(String name) {
        return name.replaceAll("[^A-Za-z0-9.]+", "-");
    }

    /** Whether a version is what is asked for. */
    public boolean fulfilledBy(String version) {
        return specs.stream().allMatch(spec -> spec.fulfilledBy(version));
    }
}
