package dev.brine.engine.modules.cp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.event.Tags;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code cp} knows of files that a master serves. */
@Timeout(60)
class ServedFilesTest {
    @TempDir
    static Path temp;

    private static TestMaster master;
    private static TestMinion minion;

    @BeforeAll
    static void start() throws Exception {
        Path roots = temp.resolve("srv");
        Files.createDirectories(roots.resolve("app"));
        Files.writeString(roots.resolve("app/run.sh"), "#!/bin/sh\n");
        Files.setAttribute(roots.resolve("app/run.sh"), "unix:mode", 0750);
        Files.createSymbolicLink(roots.resolve("latest"), Path.of("app/run.sh"));
        master = TestMaster.in(temp.resolve("m"))
                .option("auto_accept", true)
                .option("file_roots", Map.of("base", List.of(roots.toString())))
                .start();
        minion = TestMinion.of(master, temp.resolve("n"), "web1").start();
        master.await(Tags.minionStart("web1"));
    }

    @AfterAll
    static void stop() {
        minion.close();
        master.close();
    }

    @Test
    void modeIsThatOfTheMastersFileAndNotOfTheCopy() {
        value("cp.cache_file", "salt://app/run.sh");

        assertThat(value("cp.stat_file", "salt://app/run.sh")).isEqualTo("0750");
        assertThat(value("cp.stat_file", "salt://app/run.sh", null, false)).isEqualTo(0100750L);
        assertThat(value("cp.stat_file", "salt://nosuch")).isNull();
    }

    @Test
    void linksAreListedWithWhatTheyHold() {
        assertThat(value("cp.list_master_symlinks")).isEqualTo(Map.of("latest", "app/run.sh"));
        assertThat(value("cp.list_master_symlinks", null, "app")).isEqualTo(Map.of());
    }

    @Test
    void cachedFilesAreListedWhereTheyWereExpected() {
        Object expected = value("cp.cache_dest", "salt://latest");
        assertThat(value("cp.cache_file", "salt://latest")).isEqualTo(expected);
        Path own = temp.resolve("own.txt");
        Object copy = value("cp.cache_local_file", write(own).toString());

        assertThat((List<?>) value("cp.list_minion"))
                .map(String::valueOf)
                .contains(String.valueOf(expected), String.valueOf(copy));
        assertThat(value("cp.is_cached", own.toString())).isEqualTo(copy);
    }

    private static Path write(Path file) {
        try {
            return Files.writeString(file, "own");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(String fun, Object... args) {
        Invoker functions = minion.minion().functions();
        return functions
                .invoke(new ArrayList<>(Arrays.asList(args)), new LinkedHashMap<>(), Call.local(fun, functions))
                .value();
    }
}
