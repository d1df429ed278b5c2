package dev.brine.engine.pillar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.data.DictMerge;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.SlsRenderer;
import dev.brine.engine.target.TargetCompiler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PillarCompilerTest {
    @TempDir
    Path dir;

    private PillarCompiler compiler;

    @BeforeEach
    void compiler() throws IOException {
        Files.createDirectories(dir.resolve("base"));
        Files.createDirectories(dir.resolve("prod"));
        FileServer files = new FileServer(
                new FileRoots(
                        Map.of("base", List.of(dir.resolve("base")), "prod", List.of(dir.resolve("prod"))),
                        false,
                        List.of(),
                        List.of()),
                "sha256",
                1 << 20);
        compiler = new PillarCompiler(
                files,
                new SlsRenderer(RenderPipe.standard(new SecureRandom())),
                new TargetCompiler(Map.of("group", "web1")),
                new PillarCompiler.Settings("top.sls", "smart", DictMerge.Lists.REPLACE, false),
                request -> RenderWorld.empty());
    }

    private void file(String path, String text) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private Map<String, Object> compile(String id, Map<String, Object> grains, Map<String, Object> override) {
        return compiler.compile(new PillarSource.Request(id, grains, "", "", override));
    }

    @Test
    void theTopFileSaysWhoGetsWhatAndLaterFilesWin() throws IOException {
        file("base/top.sls", """
                base:
                  '*':
                    - common
                  'web* and G@os:Debian':
                    - web
                  'os:Debian':
                    - match: grain
                    - debian
                  'group':
                    - match: nodegroup
                    - group
                  'db*':
                    - db
                """);
        file("base/common.sls", "who: {{ grains['id'] }}\nshared: {a: 1, list: [1, 2]}\n");
        file("base/web/init.sls", "shared: {b: 2, list: [3]}\nport: 80\n");
        file("base/debian.sls", "pkg: apt\n");
        file("base/group.sls", "member: true\n");
        file("base/db.sls", "secret: x\n");
        Map<String, Object> pillar = compile("web1", Map.of("os", "Debian", "id", "forged"), Map.of());
        assertThat(pillar)
                .containsEntry("who", "web1")
                .containsEntry("shared", Map.of("a", 1L, "b", 2L, "list", List.of(3L)))
                .containsEntry("port", 80L)
                .containsEntry("pkg", "apt")
                .containsEntry("member", true)
                .doesNotContainKeys("secret", "_errors");
        assertThat(compile("other", Map.of("os", "Arch"), Map.of())).containsOnlyKeys("who", "shared");
    }

    @Test
    void includesComeBeforeTheFileThatIncludesThem() throws IOException {
        file("base/top.sls", "base:\n  '*':\n    - app\n");
        file("base/app/init.sls", """
                include:
                  - .defaults
                  - other.*
                  - users:
                      defaults: {shell: zsh}
                      key: nested:users
                port: 81
                """);
        file("base/app/defaults.sls", "port: 80\nhost: h\n");
        file("base/other/one.sls", "one: 1\n");
        file("base/other/two.sls", "two: 2\ninclude: [app]\n");
        file("base/users.sls", "ann: {shell: {{ shell }}}\n");
        assertThat(compile("a", Map.of(), Map.of()))
                .isEqualTo(Map.of(
                        "port",
                        81L,
                        "host",
                        "h",
                        "one",
                        1L,
                        "two",
                        2L,
                        "nested",
                        Map.of("users", Map.of("ann", Map.of("shell", "zsh")))));
    }

    @Test
    void aFileThatFailsIsNamedAndTheRestIsThere() throws IOException {
        file("base/top.sls", "base:\n  '*':\n    - good\n    - missing\n    - broken\n");
        file("base/good.sls", "good: 1\n");
        file("base/broken.sls", "secret: hunter2\nx: {{ nope }}\n");
        Map<String, Object> pillar = compile("a", Map.of(), Map.of());
        assertThat(pillar).containsEntry("good", 1L);
        assertThat(pillar.get("_errors"))
                .isEqualTo(List.of(
                        "Specified SLS 'missing' in environment 'base' is not available on the salt master",
                        "Rendering SLS 'broken' failed. Please see master log for details."));
    }

    @Test
    void aFileMayBeMissingWhenTheTopFileSaysSo() throws IOException {
        file("base/top.sls", "base:\n  '*':\n    - ignore_missing: True\n    - missing\n");
        assertThat(compile("a", Map.of(), Map.of())).isEmpty();
    }

    @Test
    void whatTheCallerGivesHasTheLastWord() throws IOException {
        file("base/top.sls", "base:\n  '*':\n    - app\n");
        file("base/app.sls", "port: 80\nname: {{ pillar.get('name', 'none') }}\n");
        Map<String, Object> override = new LinkedHashMap<>(Map.of("port", 99L, "name", "given"));
        assertThat(compile("a", Map.of(), override)).isEqualTo(Map.of("port", 99L, "name", "given"));
    }

    @Test
    void anotherEnvironmentHasItsOwnFiles() throws IOException {
        file("base/top.sls", "base:\n  '*': [app]\nprod:\n  '*': [app]\n");
        file("base/app.sls", "a: base\nb: base\n");
        file("prod/app.sls", "a: prod\n");
        assertThat(compile("x", Map.of(), Map.of())).isEqualTo(Map.of("a", "prod", "b", "base"));
        file("prod/top.sls", "prod:\n  '*': [app]\n");
        assertThat(compiler.compile(new PillarSource.Request("x", Map.of(), "", "prod", Map.of())))
                .isEqualTo(Map.of("a", "prod"));
    }

    @Test
    void aBrokenTopFileGivesAnErrorAndNoPillar() throws IOException {
        file("base/top.sls", "base:\n  '*': {{ x }}\n");
        assertThat(compile("a", Map.of(), Map.of()).get("_errors").toString())
                .contains("Rendering Primary Top file failed");
    }

    @Test
    void aTargetThatCannotBeReadIsNamed() throws IOException {
        file("base/top.sls", "base:\n  'web* and':\n    - x\n  'a':\n    - good\n");
        file("base/good.sls", "good: 1\n");
        Map<String, Object> pillar = compile("a", Map.of(), Map.of());
        assertThat(pillar).containsEntry("good", 1L);
        assertThat(pillar.get("_errors").toString()).contains("web* and").contains("it ends too early");
    }
}
