package dev.brine.cli.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite;
import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The target options of {@code salt} and {@code salt-cp}: who answers, of two minions. */
class TargetFlagsTest {

    private static CommandSite site;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        site = CommandSite.in(directory);
        site.write("pillar/top.sls", "base:\n  web1:\n    - site\n");
        site.write("pillar/site.sls", "port: 8080\nvhost: {name: shop}\n");
        site.start(master -> master.option("nodegroups", Map.of("front", "web*"))
                .option(
                        "pillar_roots",
                        Map.of("base", List.of(directory.resolve("pillar").toString()))));
        site.configure("nodegroups:\n  front: 'web*'\n");
        site.minion("web1", Map.of("grains", Map.of("role", "web", "rack", Map.of("row", "3"))));
        site.minion("db1", Map.of("grains", Map.of("role", "db", "rack", Map.of("row", "4"))));
        site.write("motd", "hello\n");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -E                            | web[1-3]              | web1
            --pcre                        | (web|db)1             | db1 web1
            -L                            | web1,db1              | db1 web1
            --list                        | web1 nosuch           | web1
            -G                            | role:w*               | web1
            --grain                       | rack:row:4            | db1
            -P                            | role:(web|x)          | web1
            --grain-pcre                  | role:d.               | db1
            -N                            | front                 | web1
            --nodegroup                   | front                 | web1
            -C                            | G@role:web or db1     | db1 web1
            --compound                    | * and not L@web1      | db1
            -I                            | port:80*              | web1
            --pillar                      | vhost:name:shop       | web1
            -J                            | vhost:name:sh.p       | web1
            --pillar-pcre                 | port:8[0-9]+          | web1
            -S                            | 127.0.0.0/8           | db1 web1
            --ipcidr                      | 198.18.255.252/30     |
            -G --delimiter=/              | rack/row/3            | web1
            --pillar --delimiter=%        | vhost%name%shop       | web1
            """)
    void saltAsksThoseWhoMatch(String options, String target, String ids) {
        List<String> line = new ArrayList<>(List.of(options.split(" ")));
        line.addAll(List.of(target, "test.ping", "--static", "--out=json", "--out-indent=-1"));
        Result result = site.run("salt", line.toArray(String[]::new));
        List<String> expected = ids == null ? List.of() : List.of(ids.split(" "));
        for (String id : List.of("web1", "db1")) {
            assertThat(result.out().contains("\"" + id + "\": true")).as(id).isEqualTo(expected.contains(id));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            -E               | web[1-3]
            --pcre           | we.1
            -L               | web1,nosuch
            --list           | web1
            -G               | role:web
            --grain          | rack:row:3
            -P               | role:we.
            --grain-pcre     | role:we.
            -N               | front
            --nodegroup      | front
            -G --delimiter=/ | rack/row/3
            """)
    void saltCpCopiesToThoseWhoMatch(String options, String target) throws IOException {
        Path to = site.directory().resolve("copied");
        Files.deleteIfExists(to);
        List<String> line = new ArrayList<>(List.of(options.split(" ")));
        line.addAll(List.of(target, "motd", to.toString(), "--out=json", "--out-indent=-1"));
        assertThat(site.run("salt-cp", line.toArray(String[]::new)).out())
                .contains("\"web1\": {\"" + to + "\": true}")
                .doesNotContain("db1");
        assertThat(to).hasContent("hello");
    }
}
