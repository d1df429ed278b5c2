package dev.brine.reactor.rule;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules as they are now: those of the configuration, changed by what operators added, deleted and disabled at run time.
 *
 * <p>The configuration's files are looked at again when they have changed; new rules take the old ones' place all at once. A change
 * that cannot be read keeps the rules as they were and is named once. Salt 3006 reads only the form of {@code reactor:} that names
 * a file again, at each event. Any thread.
 */
public final class RuleBook {
    private static final Logger log = LoggerFactory.getLogger(RuleBook.class);
    private static final long LOOK_AGAIN = 250_000_000L;

    private final RawConfig given;
    private final String name;
    private final Overlay overlay;
    private volatile State state;
    private volatile long looked = System.nanoTime();

    /** What was read, and the files it was read from as they were then. */
    private record State(
            RuleSet rules,
            List<Off> off,
            List<Problem> problems,
            Map<Path, FileTime> files,
            RawConfig config,
            boolean direct) {}

    /**
     * A rule that is configured and not in force.
     *
     * @param why and how to change that
     */
    public record Off(Rule rule, String why) {}

    /**
     * The rules of a configuration.
     *
     * @param config as it was loaded
     * @param name of its main file ("master", "minion")
     * @param overlay run-time changes
     */
    public RuleBook(RawConfig config, String name, Overlay overlay) {
        this.given = config;
        this.name = name;
        this.overlay = overlay;
        this.state = read(config);
        state.problems.forEach(problem -> log.warn("{}", problem));
    }

    /** The rules; reads them again when their files have changed. */
    public RuleSet current() {
        long now = System.nanoTime();
        State known = state;
        if (known.direct || now - looked > LOOK_AGAIN) {
            looked = now;
            if (!known.files.equals(stamps(known.files.keySet(), known.config))) {
                reload();
            }
        }
        return state.rules;
    }

    /** Rules that operators took out of force at run time. */
    public List<Off> off() {
        return state.off;
    }

    /**
     * Rules that are not in use, with the same run-time changes, to be tried.
     *
     * @param file a list of rules, or a configuration with {@code reactor:} and perhaps {@code reactor_policy:}
     * @param told what is wrong with it
     */
    public RuleBook edited(Path file, Consumer<Problem> told) {
        Object value = null;
        try {
            value = new YamlLoader().load(Files.readString(file));
        } catch (IOException e) {
            told.accept(new Problem(file.toString(), "cannot read the edited rules: " + e));
        } catch (YamlError e) {
            YamlError.Place at = e.place();
            told.accept(new Problem(
                    file + ":" + (at == null ? 1 : at.line()), "the edited rules are not YAML: " + e.problem()));
        }
        Object rules = value instanceof Map<?, ?> map ? map.get("reactor") : value;
        Object list = rules == null ? List.of() : rules;
        RuleReader.read(list, file + ":1").problems().forEach(told);
        RawConfig config = state.config.with("reactor", list);
        Object policies = value instanceof Map<?, ?> map ? map.get("reactor_policy") : null;
        if (policies != null) {
            config = config.with("reactor_policy", policies);
        }
        return new RuleBook(config, name, overlay);
    }

    /** The configuration that the rules were read from. */
    public RawConfig config() {
        return state.config;
    }

    /** What the rules' author will not expect. */
    public List<Problem> problems() {
        return state.problems;
    }

    /** Reads everything again. Gives what is wrong with it; the rules stay as they were when it cannot be used. */
    public synchronized List<Problem> reload() {
        State before = state;
        Map<Path, FileTime> files = stamps(before.files.keySet(), before.config);
        try {
            RawConfig config = Files.exists(given.directory().resolve(name))
                    ? withCommandLine(ConfigLoader.load(given.directory(), name))
                    : given;
            State fresh = read(config);
            state = fresh;
            if (!fresh.problems.equals(before.problems)) {
                fresh.problems.forEach(problem -> log.warn("{}", problem));
            }
            log.info("{} reactor rules are in use", fresh.rules.rules().size());
            return fresh.problems;
        } catch (ConfigException | YamlError | Unreadable e) {
            log.error("{}; the reactor rules stay as they were", e.getMessage());
            state = new State(before.rules, before.off, before.problems, files, before.config, before.direct);
            return List.of(new Problem(given.directory().toString(), String.valueOf(e.getMessage())));
        }
    }

    private RawConfig withCommandLine(RawConfig fresh) {
        RawConfig config = fresh;
        for (Map.Entry<String, RawConfig.Entry> entry : given.entries().entrySet()) {
            if (entry.getValue().line() == 0 && !config.entries().containsKey(entry.getKey())) {
                config = config.with(entry.getKey(), entry.getValue().value());
            }
        }
        return config;
    }

    /** The rules' file cannot be read. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    private State read(RawConfig config) {
        Object value = config.value("reactor").orElse(null);
        String place = config.place("reactor");
        boolean direct = value instanceof String;
        Map<Path, FileTime> files = new LinkedHashMap<>(stamps(new TreeSet<>(), config));
        if (value instanceof String path) {
            files.putAll(stamps(List.of(Path.of(path)), config));
            place = path + ":1";
            try {
                value = new YamlLoader().load(Files.readString(Path.of(path)));
            } catch (IOException e) {
                if (state != null) {
                    throw new Unreadable(path + ": cannot read the reactor rules: " + e);
                }
                return new State(
                        RuleSet.EMPTY,
                        List.of(),
                        List.of(new Problem(path, "cannot read the reactor rules: " + e)),
                        files,
                        config,
                        true);
            } catch (YamlError e) {
                YamlError.Place at = e.place();
                Unreadable told = new Unreadable(
                        path + ":" + (at == null ? 1 : at.line()) + ": the reactor rules are not YAML: " + e.problem());
                if (state != null) {
                    throw told;
                }
                return new State(
                        RuleSet.EMPTY,
                        List.of(),
                        List.of(new Problem(path, String.valueOf(told.getMessage()))),
                        files,
                        config,
                        true);
            }
        }
        RuleReader.Result result = RuleReader.read(value, place);
        files.putAll(stamps(List.of(overlay.file()), config));
        return new State(
                new RuleSet(overlay.apply(result.rules())),
                overlay.off(result.rules()),
                result.problems(),
                files,
                config,
                direct);
    }

    /** When each file was last changed; a missing one counts as the beginning of time. */
    private Map<Path, FileTime> stamps(Iterable<Path> known, RawConfig config) {
        TreeSet<Path> files = new TreeSet<>();
        known.forEach(files::add);
        files.add(given.directory().resolve(name));
        files.add(given.directory().resolve(name + ".d"));
        config.entries().values().forEach(entry -> {
            if (entry.line() > 0) {
                files.add(Path.of(entry.file()));
            }
        });
        try (Stream<Path> inside = Files.list(given.directory().resolve(name + ".d"))) {
            inside.filter(f -> f.toString().endsWith(".conf")).forEach(files::add);
        } catch (IOException none) {
            log.trace("no directory of included files", none);
        }
        Map<Path, FileTime> stamps = new LinkedHashMap<>();
        for (Path file : files) {
            stamps.put(file, changed(file));
        }
        return stamps;
    }

    private static FileTime changed(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).lastModifiedTime();
        } catch (IOException missing) {
            return FileTime.fromMillis(0);
        }
    }

    /** The rules as Salt lists them: {@code [{tag: [files]}]}. */
    public List<Object> list() {
        List<Object> all = new ArrayList<>();
        for (Rule rule : current().rules()) {
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            one.put(rule.pattern().text(), rule.files());
            all.add(one);
        }
        return all;
    }

    /** Adds a rule at the end, also for later starts; false when there is one for this tag. */
    public synchronized boolean add(String tag, List<String> files) {
        boolean known = current().rules().stream()
                .anyMatch(rule -> rule.pattern().text().equals(tag));
        if (known) {
            return false;
        }
        overlay.add(tag, files);
        reload();
        return true;
    }

    /** Takes the rules of a tag away, also for later starts; false when there is none. */
    public synchronized boolean delete(String tag) {
        boolean known = current().rules().stream()
                .anyMatch(rule -> rule.pattern().text().equals(tag));
        if (known) {
            overlay.delete(tag);
            reload();
        }
        return known;
    }

    /** Switches the rules of a tag off or on, also for later starts. */
    public synchronized void enabled(String tag, Switch to) {
        overlay.enabled(tag, to);
        reload();
    }

    /** On or off. */
    public enum Switch {
        ON,
        OFF
    }

    /** Tags whose rules are switched off. */
    public List<String> disabled() {
        return overlay.disabled();
    }
}
