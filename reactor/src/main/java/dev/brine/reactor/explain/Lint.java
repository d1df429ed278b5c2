package dev.brine.reactor.explain;

import dev.brine.engine.data.Glob;
import dev.brine.reactor.reaction.Signatures;
import dev.brine.reactor.rule.Problem;
import dev.brine.reactor.rule.Rule;
import dev.brine.reactor.rule.Spelling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads rules and SLS files for what their author did not mean. Nothing is rendered, so no event is needed. */
public final class Lint {
    private static final Pattern ID = Pattern.compile("^['\"]?([^\\s#'\"{:-][^'\"{:]*)['\"]?:\\s*(#.*)?$");
    private static final Pattern FUNCTION =
            Pattern.compile("^\\s+(?:['\"])?([a-z_]+)\\.([\\w.]+)(?:['\"])?:\\s*(\\[\\])?\\s*(#.*)?$");
    private static final Pattern REQUISITE =
            Pattern.compile("^\\s*-\\s*(require|watch|onchanges|onfail|prereq|listen|onlyif|unless)(_in|_any)?:");
    private static final Pattern PRINTED = Pattern.compile("\\{\\{(.*?)}}");
    private static final Pattern NAME = Pattern.compile("\\{\\{-?\\s*([A-Za-z_]\\w*)\\s*[\\[.|}]");
    private static final Pattern TARGET = Pattern.compile("\\s+-?\\s*tgt:\\s*['\"]?([\\w.*?\\[\\]-]+)['\"]?\\s*(#.*)?");
    private static final Set<String> TYPES = Set.of("local", "cmd", "runner", "wheel", "caller");
    private static final List<String> OFTEN =
            List.of("salt/job/20200101000000000000/new", "salt/job/20200101000000000000/ret/m", "20200101000000000000");

    private final Workshop shop;
    private final Signatures signatures = Signatures.ofSalt();

    public Lint(Workshop shop) {
        this.shop = shop;
    }

    /** All findings: {@code level} (error, warning), {@code place}, {@code message}. */
    public List<Object> all() {
        Findings findings = new Findings();
        for (Problem problem : shop.book().problems()) {
            findings.error(problem.place(), problem.message());
        }
        Set<String> known = new LinkedHashSet<>();
        Set<Path> used = new LinkedHashSet<>();
        for (Rule rule : shop.book().current().rules()) {
            rule(rule, known, used, findings);
        }
        used.addAll(new PolicyLint(shop, findings).all());
        used.forEach(file -> file(file, findings));
        unused(used, findings);
        return findings.all;
    }

    /** Findings of one file. */
    public List<Object> file(Path file) {
        Findings findings = new Findings();
        file(file, findings);
        return findings.all;
    }

    /** What was found so far. */
    static final class Findings {
        private final List<Object> all = new ArrayList<>();

        void error(String place, String message) {
            add("error", place, message);
        }

        void warning(String place, String message) {
            add("warning", place, message);
        }

        private void add(String level, String place, String message) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("level", level);
            one.put("place", place);
            one.put("message", message);
            all.add(one);
        }
    }

    private void rule(Rule rule, Set<String> known, Set<Path> used, Findings findings) {
        String tag = rule.pattern().text();
        if (rule.files().isEmpty()) {
            findings.warning(rule.place(), "'" + tag + "' has no files and does nothing");
        }
        if (!tag.strip().equals(tag)) {
            findings.warning(rule.place(), "'" + tag + "' has blanks around it; tags have none");
        }
        Matcher literal =
                Pattern.compile("salt/(minion|beacon)/([^/*?\\[]+)/.*").matcher(tag);
        if (!tag.startsWith("E@") && literal.matches()) {
            findings.warning(
                    rule.place(),
                    "'" + tag + "' means only a minion named exactly '" + literal.group(2) + "'; write 'salt/"
                            + literal.group(1) + "/*/...' for all");
        }
        if (!tag.startsWith("E@")) {
            TagLint.meant(tag)
                    .ifPresent(meant -> findings.warning(
                            rule.place(), "no event has the tag '" + tag + "'; did you mean '" + meant + "'?"));
        }
        Map<String, String> ids = new LinkedHashMap<>();
        for (String reference : rule.files()) {
            if (!known.add(tag + "\n" + reference)) {
                findings.warning(rule.place(), "'" + tag + "' names " + reference + " twice; it is rendered twice");
            }
            List<Path> found = shop.files().find(reference);
            if (found.isEmpty()) {
                findings.error(rule.place(), "'" + tag + "': " + reference + " does not exist" + Hint.file(reference));
            }
            for (Path file : found) {
                used.add(file);
                ids(file).forEach((id, line) -> {
                    String before = ids.putIfAbsent(id, file + ":" + line);
                    if (before != null && !before.startsWith(file + ":")) {
                        findings.error(
                                file + ":" + line,
                                "id '" + id + "' is also in " + before + " of the same rule; only one of them runs");
                    }
                });
                loop(rule, file, findings);
            }
        }
    }

    private static void loop(Rule rule, Path file, Findings findings) {
        boolean often = OFTEN.stream().anyMatch(tag -> rule.pattern().match(tag).isPresent());
        List<String> lines = Hint.lines(file);
        boolean jobs = lines.stream().anyMatch(l -> l.matches("\\s+['\"]?(local|cmd)(\\.[\\w.]+)?['\"]?:.*"));
        boolean asks = lines.stream().anyMatch(l -> l.contains("{%") && l.matches(".*\\bif\\b.*"));
        if (often && jobs) {
            findings.warning(
                    rule.place(),
                    "'" + rule.pattern().text() + "' matches the events of jobs, and " + file + " publishes jobs"
                            + (asks
                                    ? "; make sure its condition leaves its own jobs out"
                                    : ": it would answer itself"));
        }
    }

    private static Map<String, Integer> ids(Path file) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        List<String> lines = Hint.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher id = ID.matcher(lines.get(i));
            if (id.matches()) {
                ids.putIfAbsent(id.group(1), i + 1);
            }
        }
        return ids;
    }

    private void file(Path file, Findings findings) {
        shop.compiler().fault(file).ifPresent(fault -> findings.error(file.toString(), fault));
        String function = "";
        Map<String, Integer> ids = new LinkedHashMap<>();
        List<String> lines = Hint.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String place = file + ":" + (i + 1);
            if (line.stripLeading().startsWith("#")) {
                continue;
            }
            Matcher id = ID.matcher(line);
            if (id.matches()) {
                if (id.group(1).equals("include")) {
                    findings.error(place, "reactions cannot include others; name both files in the rule");
                } else if (TYPES.contains(id.group(1).replaceFirst("\\..*", ""))) {
                    findings.error(
                            place, "'" + id.group(1) + "' stands where an id belongs; was the indentation lost?");
                }
                Integer before = ids.putIfAbsent(id.group(1), i + 1);
                if (before != null) {
                    findings.error(place, "id '" + id.group(1) + "' is also on line " + before + "; ids must differ");
                }
            }
            Matcher called = FUNCTION.matcher(line);
            if (called.matches()) {
                function = called.group(1) + "." + called.group(2);
                called(called.group(1), called.group(2), place, findings);
            }
            if (REQUISITE.matcher(line).find()) {
                findings.warning(place, "requisites mean nothing in reactions; order them with '- order: N'");
            }
            printed(line, function, place, findings);
            misspelt(line, lines, place, findings);
            target(line, lines, place, findings);
            Hint.otherCase(line, shop.minions().get())
                    .ifPresent(why -> findings.warning(place, "the condition holds for no accepted minion: " + why));
        }
    }

    /** A name that is nearly one of those that each file sees. */
    private static void misspelt(String line, List<String> lines, String place, Findings findings) {
        Matcher printed = NAME.matcher(line);
        while (printed.find()) {
            String name = printed.group(1);
            boolean own =
                    lines.stream().anyMatch(other -> other.contains("{%") && other.matches(".*\\b" + name + "\\b.*"));
            if (!own && !Hint.NAMES.contains(name)) {
                Hint.nearest(name, List.of("data", "tag"))
                        .filter(meant -> Spelling.distance(meant, name) <= (name.length() == meant.length() ? 2 : 1))
                        .ifPresent(meant -> findings.warning(
                                place, "'" + name + "' is no name that a file sees; did you mean '" + meant + "'?"));
            }
        }
    }

    /** A target that is written out and means nobody who is accepted. */
    private void target(String line, List<String> lines, String place, Findings findings) {
        Matcher target = TARGET.matcher(line);
        List<String> accepted = shop.minions().get();
        boolean otherwise = lines.stream().anyMatch(other -> other.matches("\\s*-?\\s*(tgt_type|expr_form):.*"));
        if (target.matches() && !otherwise && !accepted.isEmpty()) {
            Glob glob = Glob.of(target.group(1));
            if (accepted.stream().noneMatch(glob::test)) {
                findings.warning(
                        place,
                        "no accepted minion matches the target '" + target.group(1)
                                + "' now; salt-key -L shows who is accepted");
            }
        }
    }

    private void called(String type, String fun, String place, Findings findings) {
        if (!TYPES.contains(type)) {
            String near = TYPES.stream()
                    .filter(t -> Spelling.distance(t, type) <= 2)
                    .findFirst()
                    .map(t -> "; did you mean '" + t + "'?")
                    .orElse("; use local, runner, wheel or caller");
            findings.error(place, "there is no reaction type '" + type + "'" + near);
        } else if ((type.equals("runner") || type.equals("wheel"))
                && signatures.find(type, fun).isEmpty()) {
            TreeSet<String> names = signatures.names(type);
            String near = names.stream()
                    .filter(n -> Spelling.distance(n, fun) <= 2)
                    .findFirst()
                    .map(n -> "; did you mean '" + n + "'?")
                    .orElse("; fine if it is a function of your own");
            findings.warning(place, "Salt has no " + type + " function '" + fun + "'" + near);
        }
    }

    private static void printed(String line, String function, String place, Findings findings) {
        boolean shell = function.matches("(local|cmd|caller)\\.cmd\\..*") || function.endsWith("salt.cmd");
        Matcher printed = PRINTED.matcher(line);
        while (printed.find()) {
            String expression = printed.group(1);
            boolean event = expression.matches(".*\\b(data|tag)\\b.*");
            if (event && shell && !line.matches("\\s*-\\s*tgt:.*") && !expression.matches(".*\\|\\s*quote\\b.*")) {
                findings.warning(
                        place,
                        "text of the event goes into a shell command; write {{" + expression.stripTrailing()
                                + " | quote }}");
            }
        }
    }

    /** SLS files beside those in use that no rule names. */
    private static void unused(Set<Path> used, Findings findings) {
        Set<Path> directories = new LinkedHashSet<>();
        used.forEach(file -> {
            Path parent = file.getParent();
            if (parent != null) {
                directories.add(parent);
            }
        });
        Glob sls = Glob.of("*.sls");
        for (Path directory : directories) {
            try (var inside = Files.list(directory)) {
                inside.sorted()
                        .filter(f -> sls.test(f.getFileName().toString()) && !used.contains(f))
                        .forEach(f -> findings.warning(f.toString(), "no rule names this file"));
            } catch (IOException unreadable) {
                findings.warning(directory.toString(), "cannot be listed: " + unreadable);
            }
        }
    }
}
