package dev.brine.reactor.rule;

import dev.brine.engine.data.Data;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes that operators made to the rules while the daemon ran, kept in a file of their own so that they outlive it.
 *
 * <p>Owned by its {@link RuleBook}, which calls it under its lock.
 */
public final class Overlay {
    private static final Logger log = LoggerFactory.getLogger(Overlay.class);

    private final Path file;
    private final Map<String, List<String>> added = new LinkedHashMap<>();
    private final Set<String> deleted = new LinkedHashSet<>();
    private final Set<String> disabled = new LinkedHashSet<>();

    private Overlay(Path file) {
        this.file = file;
    }

    /** Reads the file; none means no changes. */
    public static Overlay open(Path file) {
        Overlay overlay = new Overlay(file);
        if (Files.exists(file)) {
            try {
                Data data = Data.of(file.toString(), JsonReader.read(Files.readString(file)));
                Data.asMap("added", data.value("added")).forEach((tag, files) -> overlay.added.put(tag, texts(files)));
                overlay.deleted.addAll(texts(data.value("deleted")));
                overlay.disabled.addAll(texts(data.value("disabled")));
            } catch (IOException | JsonError | dev.brine.engine.data.DataException e) {
                log.error(
                        "{}: rules added, deleted or disabled at run time cannot be read and are not in force",
                        file,
                        e);
            }
        }
        return overlay;
    }

    private static List<String> texts(@org.jspecify.annotations.Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    Path file() {
        return file;
    }

    List<Rule> apply(List<Rule> configured) {
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : configured) {
            String tag = rule.pattern().text();
            if (!deleted.contains(tag) && !disabled.contains(tag)) {
                rules.add(new Rule(rules.size(), rule.pattern(), rule.files(), rule.place()));
            }
        }
        added.forEach((tag, files) -> {
            if (!disabled.contains(tag)) {
                rules.add(new Rule(rules.size(), TagPattern.of(tag), files, file.toString()));
            }
        });
        return rules;
    }

    /** Those that {@link #apply} leaves out. */
    List<RuleBook.Off> off(List<Rule> configured) {
        List<RuleBook.Off> off = new ArrayList<>();
        for (Rule rule : configured) {
            String tag = rule.pattern().text();
            if (deleted.contains(tag)) {
                off.add(new RuleBook.Off(
                        rule, "deleted with reactor.delete; salt-run reactor.add '" + tag + "' FILE brings it back"));
            } else if (disabled.contains(tag)) {
                off.add(switchedOff(rule));
            }
        }
        added.forEach((tag, files) -> {
            if (disabled.contains(tag)) {
                off.add(switchedOff(new Rule(off.size(), TagPattern.of(tag), files, file.toString())));
            }
        });
        return off;
    }

    private static RuleBook.Off switchedOff(Rule rule) {
        return new RuleBook.Off(
                rule,
                "switched off with reactor.disable; salt-run reactor.enable '"
                        + rule.pattern().text() + "' switches it on");
    }

    void add(String tag, List<String> files) {
        added.put(tag, List.copyOf(files));
        deleted.remove(tag);
        write();
    }

    void delete(String tag) {
        if (added.remove(tag) == null) {
            deleted.add(tag);
        }
        write();
    }

    void enabled(String tag, RuleBook.Switch to) {
        if (to == RuleBook.Switch.ON) {
            disabled.remove(tag);
        } else {
            disabled.add(tag);
        }
        write();
    }

    List<String> disabled() {
        return List.copyOf(disabled);
    }

    private void write() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("added", new LinkedHashMap<>(added));
        all.put("deleted", new ArrayList<>(deleted));
        all.put("disabled", new ArrayList<>(disabled));
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Path fresh = Path.of(file + ".new");
            Files.writeString(fresh, JsonWriter.write(all, JsonStyle.PYTHON) + "\n");
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": the change to the rules could not be kept", e);
        }
    }
}
