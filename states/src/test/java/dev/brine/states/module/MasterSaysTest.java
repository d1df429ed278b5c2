package dev.brine.states.module;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.plugin.FileSource;
import dev.brine.states.TestStatesMinion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a master says about the state runs of its minions: {@code _master_opts} and {@code _master_tops}. */
class MasterSaysTest {

    @Test
    void nodegroupsOfTheMasterCountInTheTopFile(@TempDir Path root) throws Exception {
        Map<String, Object> told = Map.of("nodegroups", Map.of("web", "web*", "db", "db*"));
        try (TestStatesMinion minion = minion(root, Map.of(), told, Map.of())) {
            minion.file("top.sls", """
                    base:
                      web:
                        - match: nodegroup
                        - site
                      N@db:
                        - tables
                    """);
            assertThat(top(minion)).isEqualTo(Map.of("base", List.of("site")));
        }
    }

    @Test
    void failhardOfTheMasterReplacesTheMinionsOwn(@TempDir Path root) throws Exception {
        try (TestStatesMinion minion = minion(root, Map.of(), Map.of("failhard", true), Map.of())) {
            assertThat(good(minion)).containsEntry("result", false);
        }
        try (TestStatesMinion minion = minion(root, Map.of("failhard", true), Map.of("failhard", false), Map.of())) {
            assertThat(good(minion)).containsEntry("result", true);
        }
    }

    @Test
    void theMasterSaysHowTemplatesAreWrittenAndWhichTopFileItIs(@TempDir Path root) throws Exception {
        Map<String, Object> marks = Map.of("variable_start_string", "<<", "variable_end_string", ">>");
        Map<String, Object> told = Map.of("jinja_sls_env", marks, "state_top", "salt://tops/all.sls");
        try (TestStatesMinion minion = minion(root, Map.of(), told, Map.of())) {
            minion.file("tops/all.sls", "base:\n  '*': [some]\n");
            assertThat(top(minion)).isEqualTo(Map.of("base", List.of("some")));
            assertThat(minion.apply("<< 1 + 1 >>-of-{{ x }}:\n  test.nop: []\n"))
                    .containsOnlyKeys("2-of-{{ x }}");
        }
    }

    @Test
    void environmentsAreTakenInTheMastersOrderAndAnEmptyOneMeansAll(@TempDir Path root) throws Exception {
        Files.createDirectories(root.resolve("dev"));
        Files.writeString(root.resolve("dev/top.sls"), "dev:\n  '*': [there]\n");
        String base = "base:\n  '*': [here]\n";
        try (TestStatesMinion minion = minion(root, Map.of(), Map.of("env_order", List.of()), Map.of())) {
            minion.file("top.sls", base);
            assertThat(top(minion)).isEqualTo(Map.of("base", List.of("here"), "dev", List.of("there")));
        }
        try (TestStatesMinion minion = minion(root, Map.of(), Map.of("env_order", List.of("dev")), Map.of())) {
            minion.file("top.sls", base);
            assertThat(top(minion)).isEqualTo(Map.of("dev", List.of("there")));
        }
    }

    @Test
    void masterTopsAddToTheTopFileBehindOrBeforeIt(@TempDir Path root) throws Exception {
        Map<String, List<String>> tops = Map.of("base", List.of("nodes", "site"));
        String base = "base:\n  '*': [site, users]\n";
        try (TestStatesMinion minion = minion(root, Map.of(), Map.of(), tops)) {
            minion.file("top.sls", base);
            assertThat(top(minion)).isEqualTo(Map.of("base", List.of("site", "users", "nodes")));
        }
        try (TestStatesMinion minion = minion(root, Map.of("master_tops_first", true), Map.of(), tops)) {
            minion.file("top.sls", base);
            assertThat(top(minion)).isEqualTo(Map.of("base", List.of("nodes", "site", "users")));
        }
    }

    @Test
    void masterTopsAloneAreEnough(@TempDir Path root) throws Exception {
        try (TestStatesMinion minion = minion(root, Map.of(), Map.of(), Map.of("base", List.of("nodes")))) {
            minion.file("nodes.sls", "node:\n  test.nop: []\n");
            assertThat(minion.call("state.apply", List.of(), Map.of()).value())
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsOnlyKeys("test_|-node_|-node_|-nop");
        }
    }

    @Test
    void aMasterThatDoesNotSayLeavesTheMinionsOwnOptions(@TempDir Path root) throws Exception {
        try (TestStatesMinion minion = new TestStatesMinion(root, Map.of("failhard", true), files -> new Told(files) {
            @Override
            public Map<String, Object> options() throws IOException {
                throw new IOException("no answer");
            }
        })) {
            assertThat(good(minion)).containsEntry("result", false);
        }
    }

    /** What becomes of a state behind one that fails. */
    private static Map<String, Object> good(TestStatesMinion minion) throws IOException {
        return minion.apply("bad:\n  test.fail_without_changes: []\ngood:\n  test.nop: []\n")
                .getOrDefault("good", Map.of("result", false));
    }

    private static Object top(TestStatesMinion minion) {
        return minion.call("state.show_top", List.of(), Map.of()).value();
    }

    private static TestStatesMinion minion(
            Path root, Map<String, Object> own, Map<String, Object> told, Map<String, List<String>> tops)
            throws IOException {
        return new TestStatesMinion(root, own, files -> new Told(files) {
            @Override
            public Map<String, Object> options() {
                return told;
            }

            @Override
            public Map<String, List<String>> tops(String id, Map<String, Object> opts) {
                assertThat(opts).containsEntry("id", id).containsKey("grains").doesNotContainKey("pillar");
                return tops;
            }
        });
    }

    /** A file server that is more than its files. */
    private abstract static class Told implements FileSource {
        private final FileSource files;

        Told(FileSource files) {
            this.files = files;
        }

        @Override
        public Optional<Path> fetch(String path, String saltenv) throws IOException {
            return files.fetch(path, saltenv);
        }

        @Override
        public Optional<String> hash(String path, String saltenv) throws IOException {
            return files.hash(path, saltenv);
        }

        @Override
        public List<String> list(String saltenv, String prefix) throws IOException {
            return files.list(saltenv, prefix);
        }

        @Override
        public List<String> directories(String saltenv, String prefix) throws IOException {
            return files.directories(saltenv, prefix);
        }

        @Override
        public List<String> environments() throws IOException {
            return files.environments();
        }
    }
}
