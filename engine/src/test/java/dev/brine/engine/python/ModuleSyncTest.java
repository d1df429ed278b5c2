package dev.brine.engine.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.fileserver.client.LocalFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes from the file server, and what goes again. */
class ModuleSyncTest {
    @TempDir
    Path directory;

    private ModuleSync sync(Map<String, Object> options) {
        RawConfig raw = new RawConfig(directory, Map.of()).with("root_dir", directory.toString());
        for (Map.Entry<String, Object> option : options.entrySet()) {
            raw = raw.with(option.getKey(), option.getValue());
        }
        ExtensionConfig config = MinionConfig.of(
                        raw.with("extension_modules", directory.resolve("ext").toString()))
                .extensions();
        Map<String, List<Path>> roots = new LinkedHashMap<>();
        roots.put("base", List.of(directory.resolve("base")));
        roots.put("dev", List.of(directory.resolve("dev")));
        return new ModuleSync(config, new LocalFiles(roots, "sha256"));
    }

    private void file(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Path module(String name) {
        return directory.resolve("ext/modules").resolve(name);
    }

    @Test
    void newAndChangedModulesAreTold() throws IOException {
        ModuleSync sync = sync(Map.of());
        file("base/_modules/a.py", "A = 1\n");
        file("base/_modules/deep/b.py", "B = 1\n");
        file("base/_modules/notes.txt", "no module\n");
        file("base/_states/c.py", "C = 1\n");
        assertThat(sync.sync("modules", List.of("base")).changed()).containsExactly("modules.a", "modules.deep.b");
        assertThat(sync.sync("modules", List.of("base"))).isEqualTo(new ModuleSync.Result(List.of(), false));
        file("base/_modules/a.py", "A = 22\n");
        assertThat(sync.sync("modules", List.of("base")).changed()).containsExactly("modules.a");
        assertThat(module("a.py")).hasContent("A = 22\n");
        assertThat(module("notes.txt")).doesNotExist();
        assertThat(module("c.py")).doesNotExist();
    }

    @Test
    void onlyTheOwnerMayReadTheCopies() throws IOException {
        file("base/_modules/a.py", "A = 1\n");
        sync(Map.of()).sync("modules", List.of("base"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(module("a.py"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(module("a.py").getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void aModuleThatVanishedFromTheFileServerVanishes() throws IOException {
        ModuleSync sync = sync(Map.of());
        file("base/_modules/a.py", "A = 1\n");
        file("base/_modules/deep/b.py", "B = 1\n");
        sync.sync("modules", List.of("base"));
        Files.delete(directory.resolve("base/_modules/deep/b.py"));
        assertThat(sync.sync("modules", List.of("base"))).isEqualTo(new ModuleSync.Result(List.of(), true));
        assertThat(module("a.py")).exists();
        assertThat(module("deep")).doesNotExist();
    }

    @Test
    void vanishedModulesStayWhereTheOptionSaysSo() throws IOException {
        ModuleSync sync = sync(Map.of("clean_dynamic_modules", false));
        file("base/_modules/a.py", "A = 1\n");
        sync.sync("modules", List.of("base"));
        Files.delete(directory.resolve("base/_modules/a.py"));
        assertThat(sync.sync("modules", List.of("base")).touched()).isFalse();
        assertThat(module("a.py")).exists();
    }

    @Test
    void listsSayWhichModulesAreTakenByTheirKind() throws IOException {
        file("base/_modules/a.py", "A = 1\n");
        file("base/_modules/b.py", "B = 1\n");
        file("base/_states/s.py", "S = 1\n");
        ModuleSync black = sync(Map.of("extmod_blacklist", Map.of("modules", List.of("b"))));
        assertThat(black.sync("modules", List.of("base")).changed()).containsExactly("modules.a");
        ModuleSync white = sync(Map.of("extmod_whitelist", Map.of("modules", List.of("b"))));
        assertThat(white.sync("modules", List.of("base")).changed()).containsExactly("modules.b");
        assertThat(module("a.py")).doesNotExist();
        assertThat(white.sync("states", List.of("base")).changed()).containsExactly("states.s");
    }

    @Test
    void aLaterEnvironmentWins() throws IOException {
        file("base/_modules/a.py", "A = 'base'\n");
        file("dev/_modules/a.py", "A = 'dev'\n");
        sync(Map.of()).sync("modules", List.of("base", "dev"));
        assertThat(module("a.py")).hasContent("A = 'dev'\n");
    }
}
