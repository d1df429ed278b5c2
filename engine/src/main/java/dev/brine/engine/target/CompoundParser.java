package dev.brine.engine.target;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads compound targets: {@code G@os:Debian and web* or not ( L@a,b and N@group )}.
 *
 * <p>{@code not} binds before {@code and}, {@code and} before {@code or}; {@code a not b} means {@code a and not b}. A letter
 * before {@code @} chooses how the rest is matched, one character between letter and {@code @} replaces the delimiter
 * ({@code G|@os|Debian}). Nodegroups are put in where they stand. Used once, by one thread.
 */
final class CompoundParser {
    private static final Set<String> OPERATORS = Set.of("and", "or", "not", "(", ")");
    private static final int MAX_WORDS = 10_000;

    private final TargetCompiler compiler;
    private final Map<String, Object> nodegroups;
    private final Deque<String> words = new ArrayDeque<>();
    private String expression = "";
    private int length;

    CompoundParser(TargetCompiler compiler, Map<String, Object> nodegroups) {
        this.compiler = compiler;
        this.nodegroups = nodegroups;
    }

    TargetMatcher parse(List<String> given) {
        expression = String.join(" ", given);
        words.addAll(expand(given, List.of()));
        length = words.size();
        TargetMatcher matcher = or();
        if (!words.isEmpty()) {
            length++; // it is not taken yet
            throw wrong("'" + words.peek() + "' was not expected here");
        }
        return matcher;
    }

    /** The words with the nodegroups put in; those of one group alone without the parentheses around them. */
    List<String> spelledOut(List<String> given) {
        expression = String.join(" ", given);
        List<String> expanded = expand(given, List.of());
        boolean alone =
                given.size() == 1 && expanded.size() > 1 && expanded.get(0).equals("(");
        return alone ? expanded.subList(1, expanded.size() - 1) : expanded;
    }

    private List<String> expand(List<String> given, List<String> inside) {
        List<String> expanded = new ArrayList<>();
        for (String word : given) {
            if (!word.startsWith("N@")) {
                expanded.add(word);
                continue;
            }
            String name = word.substring(2);
            Object group = nodegroups.get(name);
            if (group == null) {
                throw wrong("there is no nodegroup '" + name + "'; known: " + nodegroups.keySet());
            }
            if (inside.contains(name)) {
                throw wrong("nodegroup '" + name + "' contains itself");
            }
            List<String> path = new ArrayList<>(inside);
            path.add(name);
            List<String> body = expand(group(group), path);
            if (!body.isEmpty()) {
                expanded.add("(");
                expanded.addAll(body);
                expanded.add(")");
            }
            if (expanded.size() > MAX_WORDS) {
                throw wrong("it has more than " + MAX_WORDS + " terms");
            }
        }
        return expanded;
    }

    /** Salt 3006: a list of bare ids means those minions; a list with operators or prefixes is a compound target. */
    private static List<String> group(Object group) {
        List<String> body = TargetCompiler.words(group);
        boolean ids = group instanceof List
                && body.stream().noneMatch(word -> OPERATORS.contains(word) || word.indexOf('@') >= 0);
        return ids && !body.isEmpty() ? List.of("L@" + String.join(",", body)) : body;
    }

    private TargetMatcher or() {
        TargetMatcher left = and();
        while ("or".equals(words.peek())) {
            words.pop();
            TargetMatcher first = left;
            TargetMatcher second = and();
            left = facts -> first.matches(facts) || second.matches(facts);
        }
        return left;
    }

    private TargetMatcher and() {
        TargetMatcher left = not();
        while ("and".equals(words.peek()) || "not".equals(words.peek())) {
            if ("and".equals(words.peek())) {
                words.pop();
            }
            TargetMatcher first = left;
            TargetMatcher second = not();
            left = facts -> first.matches(facts) && second.matches(facts);
        }
        return left;
    }

    private TargetMatcher not() {
        boolean negated = false;
        while ("not".equals(words.peek())) {
            words.pop();
            negated = !negated;
        }
        TargetMatcher term = term();
        return negated ? facts -> !term.matches(facts) : term;
    }

    private TargetMatcher term() {
        String word = words.poll();
        if (word == null) {
            throw wrong("it ends too early");
        }
        if (word.equals("(")) {
            TargetMatcher inner = or();
            if (!")".equals(words.poll())) {
                throw wrong("a ')' is missing");
            }
            return inner;
        }
        if (OPERATORS.contains(word)) {
            throw wrong("'" + word + "' needs a target before it");
        }
        return single(word);
    }

    private TargetMatcher single(String word) {
        int at = word.indexOf('@');
        if (at == 1) {
            return compiler.simple(type(word.charAt(0)), word.substring(2), ":");
        }
        if (at == 2 && "GPIJ".indexOf(word.charAt(0)) >= 0) {
            return compiler.simple(type(word.charAt(0)), word.substring(3), word.substring(1, 2));
        }
        return compiler.simple(TargetType.GLOB, word, ":");
    }

    private TargetType type(char letter) {
        switch (letter) {
            case 'G':
                return TargetType.GRAIN;
            case 'P':
                return TargetType.GRAIN_PCRE;
            case 'I':
                return TargetType.PILLAR;
            case 'J':
                return TargetType.PILLAR_PCRE;
            case 'L':
                return TargetType.LIST;
            case 'S':
                return TargetType.IPCIDR;
            case 'E':
                return TargetType.PCRE;
            case 'R':
                return TargetType.RANGE;
            default:
                throw wrong("'" + letter + "@' is no known prefix; known: G P I J L N S E R");
        }
    }

    private TargetException wrong(String what) {
        String place = length == 0 ? "" : "word " + (length - words.size()) + ": ";
        return new TargetException("compound target '" + expression + "': " + place + what);
    }
}
