package dev.brine.engine.pillar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.data.Data;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestPeer;
import dev.brine.transport.channel.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExternalPillarsTest {
    private static final Invoker NONE = new Invoker(FunctionTable.chain(List.of()));

    @TempDir
    Path dir;

    private Map<String, Object> pillar(Map<String, Object> options) throws IOException {
        TestMaster.Builder builder = TestMaster.in(dir.resolve("m")).option("auto_accept", true);
        options.forEach(builder::option);
        try (TestMaster master = builder.start();
                TestPeer peer = new TestPeer(master, "web1").joined()) {
            Answer answer = peer.pillar(Map.of("os", "Debian"));
            return Data.asMap("pillar", ((Answer.Value) answer).value());
        }
    }

    private void file(String path, String text) throws IOException {
        Path file = dir.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void commandsSayWhatAMinionGetsAndLaterOnesWin() throws IOException {
        Map<String, Object> pillar = pillar(Map.of(
                "ext_pillar",
                List.of(
                        Map.of("cmd_yaml", "printf 'who: %s\\nports: [80]\\nnet: {a: 1}\\n'"),
                        Map.of("cmd_json", "echo '{\"net\": {\"b\": 2}, \"ports\": [443]}'"))));

        assertThat(pillar)
                .containsEntry("who", "web1")
                .containsEntry("ports", List.of(443L))
                .containsEntry("net", Map.of("a", 1L, "b", 2L))
                .doesNotContainKey("_errors");
    }

    @Test
    void outputThatCannotBeReadIsAnErrorWithoutTheOutput() throws IOException {
        file("m/srv/pillar/top.sls", "base: {'*': [data]}\n");
        file("m/srv/pillar/data.sls", "there: yes\n");

        Map<String, Object> pillar = pillar(Map.of(
                "ext_pillar",
                List.of(
                        Map.of("cmd_yaml", "echo 'secret: [1'"),
                        Map.of("cmd_yaml", "echo word"),
                        Map.of("cmd_yaml", "true"),
                        Map.of("cmd_yaml", "echo 'last: 1'"))));

        assertThat(pillar).containsEntry("there", true).containsEntry("last", 1L);
        assertThat((List<?>) pillar.get("_errors"))
                .hasSize(2)
                .allSatisfy(error -> assertThat((String) error)
                        .startsWith("Failed to load ext_pillar cmd_yaml: ")
                        .doesNotContain("secret"));
    }

    @Test
    void externalPillarThatComesFirstIsSeenByTheFiles() throws IOException {
        file("m/srv/pillar/top.sls", "base: {'*': [data]}\n");
        file("m/srv/pillar/data.sls", "copy: {{ pillar.get('role', 'none') }}\nrole: file\n");
        List<Object> sources = List.of(Map.of("cmd_yaml", "echo 'role: command'"));

        assertThat(pillar(Map.of("ext_pillar", sources)))
                .containsEntry("copy", "none")
                .containsEntry("role", "command");
        assertThat(pillar(Map.of("ext_pillar", sources, "ext_pillar_first", true)))
                .containsEntry("copy", "command")
                .containsEntry("role", "file");
    }

    @Test
    void aTreeOfFilesIsATreeOfValuesForGroupsAndHosts() throws IOException {
        file("tree/nodegroups/web/app/level", "group\n");
        file("tree/nodegroups/web/app/port", "80\n");
        file("tree/nodegroups/db/app/level", "other\n");
        file("tree/nodegroups/unknown/x", "x");
        file("tree/hosts/web1/app/level", "host\n");
        file("tree/hosts/web1/keep/me", "line\n");
        file("tree/hosts/web2/secret", "x");
        Files.write(dir.resolve("tree/hosts/web1/octets"), new byte[] {(byte) 0xff, 1});
        Files.createSymbolicLink(dir.resolve("tree/hosts/web1/others"), dir.resolve("tree/hosts/web2"));

        Map<String, Object> pillar = pillar(Map.of(
                "nodegroups",
                Map.of("web", "web*", "db", "db*"),
                "ext_pillar",
                List.of(Map.of(
                        "file_tree",
                        Map.of("root_dir", dir.resolve("tree").toString(), "keep_newline", List.of("keep/*"))))));

        assertThat(pillar)
                .containsEntry("app", Map.of("level", "host", "port", "80"))
                .containsEntry("keep", Map.of("me", "line\n"))
                .doesNotContainKeys("others", "x", "_errors");
        assertThat(pillar.get("octets")).isEqualTo(new byte[] {(byte) 0xff, 1});
    }

    @Test
    void usersOwnModulesSeeTheMinionAndThePillarSoFar() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "python3"))),
                "python3 is not installed, so users' own sources cannot run");
        file("m/srv/pillar/top.sls", "base: {'*': [data]}\n");
        file("m/srv/pillar/data.sls", "there: 'yes'\n");
        file("own/mine.py", """
                def ext_pillar(minion_id, pillar, *args, **kwargs):
                    key = kwargs.pop("key", "seen")
                    return {key: [minion_id, pillar["there"], __grains__["os"], __opts__["id"],
                                  __salt__["test.echo"]("x"), list(args), kwargs]}
                """);
        file("own/bad.py", "def ext_pillar(minion_id, pillar, path):\n    raise ValueError('secret ' + path)\n");
        Map<String, Object> pillar = pillar(Map.of(
                "pillar_dirs",
                List.of(dir.resolve("own").toString()),
                "ext_pillar",
                List.of(
                        Map.of("mine", List.of("a", 2L)),
                        Map.of("mine", Map.of("key", "named", "depth", 1L)),
                        Map.of("bad", "/x"),
                        Map.of("nosuch", "y"))));

        assertThat(pillar)
                .containsEntry("seen", List.of("web1", "yes", "Debian", "web1", "x", List.of("a", 2L), Map.of()))
                .containsEntry("named", List.of("web1", "yes", "Debian", "web1", "x", List.of(), Map.of("depth", 1L)))
                .containsEntry(
                        "_errors",
                        List.of(
                                "Failed to load ext_pillar bad: it failed, and the log of the master says how",
                                "Failed to load ext_pillar nosuch: it failed, and the log of the master says how"));
    }

    @Test
    void whatCannotBeASourceIsRefusedWithItsPlace() {
        for (Object wrong : List.of(
                "text",
                List.of("cmd_yaml"),
                List.of(Map.of("cmd_yaml", 1L)),
                List.of(Map.of("file_tree", Map.of("root_dir", "relative"))),
                List.of(Map.of("file_tree", Map.of("root_dir", "/x", "template", true))))) {
            RawConfig raw = new RawConfig(dir, Map.of("ext_pillar", new RawConfig.Entry(wrong, "/etc/salt/master", 7)));
            assertThatThrownBy(() -> ExternalPillars.read(
                            raw, Set.of(), new TargetCompiler(Map.of()), command -> "", (request, known) -> NONE))
                    .as("%s", wrong)
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("/etc/salt/master:7: ext_pillar: ");
        }
    }
}
