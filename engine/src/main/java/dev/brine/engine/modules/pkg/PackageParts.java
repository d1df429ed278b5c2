package dev.brine.engine.modules.pkg;

import dev.brine.engine.modules.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the package modules are made from.
 *
 * @param host the machine
 * @param grains the current grains; they choose the tool
 * @param opts the options as functions see them
 */
public record PackageParts(Host host, Supplier<Map<String, Object>> grains, Supplier<Map<String, Object>> opts) {
    private static final Logger log = LoggerFactory.getLogger(PackageParts.class);

    String grain(String name) {
        Object value = grains.get().get(name);
        return value == null ? "" : value.toString();
    }

    boolean test() {
        return Boolean.TRUE.equals(opts.get().get("test"));
    }

    /**
     * Salt 3006: commands that change packages run in a scope of their own, so that a package which restarts the minion does not
     * end them; {@code systemd.scope: False} switches it off.
     */
    List<String> scoped(String tool, List<String> command) {
        if (!Files.isDirectory(host.file("/run/systemd/system"))
                || Boolean.FALSE.equals(opts.get().get("systemd.scope"))
                || host.which("systemd-run").isEmpty()) {
            return command;
        }
        List<String> words = new ArrayList<>(
                List.of("systemd-run", "--scope", "--description", "\"salt.loaded.int.module." + tool + "\""));
        words.addAll(command);
        return words;
    }

    /** Salt 3006: the mark that makes the first package state of a run refresh the lists; a refresh takes it away. */
    void refreshed() {
        try {
            Files.deleteIfExists(Path.of(String.valueOf(opts.get().get("cachedir")), "pkg_refresh"));
        } catch (IOException e) {
            log.warn("cannot remove the mark that package lists are to be refreshed: {}", e.toString());
        }
    }
}
