package dev.brine.reactor.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.event.Origin;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.reactor.reaction.CallResolver.Ready;
import dev.brine.reactor.reaction.CallResolver.Refused;
import dev.brine.reactor.reaction.CallResolver.Resolved;
import dev.brine.reactor.reaction.CallResolver.Unusable;
import dev.brine.reactor.sls.Compilation;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import dev.brine.reactor.sls.SlsRenderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of events in finished calls: it never widens a target, a key match or a command. */
class HostileTextTest {
    private static final RenderPipe PIPE = RenderPipe.standard(new SecureRandom());

    @TempDir
    Path directory;

    private Compilation compile(TaintPolicy policy, String sls, Object value) throws IOException {
        Path file = Files.writeString(directory.resolve("r.sls"), sls);
        FileRoots roots = new FileRoots(Map.of("base", List.of(directory)), false, List.of(), List.of());
        return new ReactionCompiler(SlsFiles.in(roots), new SlsRenderer(PIPE, RenderWorld::empty, policy))
                .compile(
                        List.of(file.toString()),
                        new EventContext("t", Map.of("id", value), Map.of(), Origin.minion("web1")));
    }

    private Resolved resolve(TaintRules rules, String sls, Object value) throws IOException {
        Compilation compiled = compile(TaintPolicy.ENFORCE, sls, value);
        assertThat(compiled.problems()).isEmpty();
        return new CallResolver(Signatures.ofSalt(), CallResolver.Host.MASTER, rules)
                .resolve(compiled.chunks().get(0));
    }

    private Resolved resolve(String sls, Object value) throws IOException {
        return resolve(TaintRules.DEFAULT, sls, value);
    }

    private static final List<String> TARGETS = List.of(
            "a:\n  local.test.ping:\n    - tgt: {{ data['id'] }}\n",
            "a:\n  local.test.ping:\n    - tgt: '{{ data.id }}'\n",
            "a:\n  local.test.ping:\n    - tgt: {{ data['id']|json }}\n",
            "a:\n  local.test.ping:\n    - tgt: {{ [data['id'], 'web2']|json }}\n",
            "a:\n  local.test.ping:\n    - tgt: web-{{ data.id }}.example.com\n",
            "x:\n  local.test.ping:\n    - order: 9\n    - tgt: &t {{ data.id }}\na:\n  local.test.ping:\n    - tgt: *t\n",
            "a:\n  local:\n    - test.ping\n    - tgt: {{ data.id | yaml_dquote }}\n",
            "#!jinja|json\n{\"a\": {\"local.test.ping\": [{\"tgt\": \"{{ data.id }}\"}]}}\n",
            "a:\n  runner.salt.execute:\n    - args:\n      - tgt: {{ data.id }}\n      - fun: test.ping\n",
            "a:\n  wheel.key.accept:\n    - match: {{ data.id }}\n",
            "a:\n  wheel.key.accept:\n    - args:\n      - match: {{ data.id }}\n",
            "a:\n  wheel.key.accept:\n    - args: {match: '{{ data.id }}'}\n",
            "a:\n  wheel.key.delete:\n    - arg: ['{{ data.id }}']\n    - kwarg: {}\n",
            "a:\n  wheel.key.accept_dict:\n    - args:\n      - match: {minions_pre: ['{{ data.id }}']}\n");

    @ParameterizedTest
    @ValueSource(strings = {"*", "we?1", "[a-z]*", "w*", "web1*", "*\nweb2", "]", "?"})
    void targetThatTheEventWouldWidenIsRefusedWithItsLine(String hostile) throws IOException {
        for (String sls : TARGETS) {
            assertThat(resolve(sls, hostile)).as(sls).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.what()).isIn("tgt", "match");
                assertThat(refused.problem()).contains("r.sls", "data['id']", "reactor_target_allow");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"web1", "web-1.example.com", "a:b@c_d", "10.1.2.3"})
    void idsPassEverywhere(String id) throws IOException {
        for (String sls : TARGETS) {
            assertThat(resolve(sls, id)).as(sls).isInstanceOf(Ready.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "list~web1,web2",
                "compound~web1 or *",
                "compound~or",
                "compound~G@os:x",
                "compound~(",
                "pcre~web.*",
                "pcre~a|b",
                "grain_pcre~os:.+",
                "grain~os:*",
                "pillar~role:*",
                "nodegroup~a b",
            })
    void eachKindOfTargetHasItsOwnWideCharacters(String type, String hostile) throws IOException {
        String sls = "a:\n  local.test.ping:\n    - tgt: {{ data.id }}\n    - tgt_type: " + type + "\n";
        assertThat(resolve(sls, hostile)).isInstanceOf(Refused.class);
    }

    @Test
    void globsThatTheFileWritesAreItsAuthorsAndSoIsEqualTextElsewhere() throws IOException {
        String around = "a:\n  local.test.ping:\n    - tgt: '{{ data.id }}*'\n";
        assertThat(resolve(around, "web")).isInstanceOf(Ready.class);
        String elsewhere = "a:\n  local.test.echo:\n    - tgt: '*'\n    - arg: ['{{ data.id }}']\n";
        assertThat(resolve(elsewhere, "*")).isInstanceOf(Ready.class);
    }

    @Test
    void wideTargetThatIsOnTheListPasses() throws IOException {
        TaintRules rules = new TaintRules(TaintRules.Shell.WARN, Set.of("web*"));
        assertThat(resolve(rules, TARGETS.get(0), "web*")).isInstanceOf(Ready.class);
        assertThat(resolve(rules, TARGETS.get(0), "db*")).isInstanceOf(Refused.class);
    }

    @Test
    void withThePolicyOffEverythingIsAsInStock() throws IOException {
        Compilation compiled = compile(TaintPolicy.OFF, TARGETS.get(0), "web*");
        assertThat(new CallResolver(Signatures.ofSalt())
                        .resolve(compiled.chunks().get(0)))
                .isInstanceOf(Ready.class);
    }

    @Test
    void functionThatAnEventWouldChooseIsRefused() throws IOException {
        for (String sls : List.of(
                "a:\n  runner.salt.cmd:\n    - args:\n      - fun: {{ data.id }}\n",
                "a:\n  local.state.single:\n    - tgt: web1\n    - arg: ['{{ data.id }}', x]\n",
                "a:\n  runner.salt.execute:\n    - args:\n      - tgt: web1\n      - fun: '{{ data.id }}'\n")) {
            assertThat(resolve(sls, "cmd.run"))
                    .as(sls)
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.what()).isEqualTo("fun"));
        }
    }

    @Test
    void jsonFilesRefuseWhatYamlFilesRefuse() throws IOException {
        for (String sls : List.of(
                "#!jinja|json\n{\"a\": {\"{{ data.id }}\": [{\"tgt\": \"*\"}]}}\n",
                "#!jinja|json\n{\"a\": {\"local.test.ping\": [{\"tgt\": \"*\", \"tgt_type\": \"{{ data.id }}\"}]}}\n",
                "#!jinja|json\n{\"a\": {\"local\": [\"{{ data.id }}\", {\"tgt\": \"*\"}]}}\n")) {
            Compilation compiled = compile(TaintPolicy.ENFORCE, sls, "local.cmd.run");
            assertThat(compiled.chunks()).isEmpty();
            assertThat(compiled.files())
                    .extracting(Compilation.FileResult::state)
                    .containsOnly(Compilation.State.REFUSED);
        }
    }

    @Test
    void valuesThatAJsonFilePrintsAsJsonAreThemselves() throws IOException {
        String sls =
                "#!jinja|json\n{\"a\": {\"local.test.arg\": [{\"tgt\": {{ data.id|json }}}, {\"arg\": [{{ data|json }},"
                        + " \"x{{ data.id }}\", {{ data.id }}]}]}}\n";
        for (String text : List.of("web1", "a\"b", "\\", "1, 2", "\u0001")) {
            Compilation compiled = compile(TaintPolicy.ENFORCE, sls, text);
            assertThat(compiled.problems()).isEmpty();
            assertThat(argument(compiled)).isEqualTo(List.of(Map.of("id", text), "x" + text, text));
        }
        assertThat(resolve(sls, "web*")).isInstanceOf(Refused.class);
    }

    @Test
    void argumentsAsOneTextOfTheEventAreNoArguments() throws IOException {
        Resolved resolved = resolve(
                "a:\n  wheel.key.accept:\n    - args: '{{ data.id }}'\n", "- match: '*'\n- include_rejected: true");
        assertThat(resolved).isInstanceOf(Unusable.class);
    }

    private static String command(String text) {
        return "a:\n  local.cmd.run:\n    - tgt: web1\n    - arg:\n      - " + text + "\n";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo {{ data.id }}",
                "\"echo '{{ data.id }}'\"",
                "'echo \"{{ data.id }}\"'",
                "\"echo '{{ data.id | quote }}'\"",
                "echo x{{ data.id }}y"
            })
    void eventTextThatStandsUnquotedInACommandIsWarnedOfAndRefusedWhenThatIsAsked(String text) throws IOException {
        Resolved harmless = resolve(command(text), "web1");
        assertThat(harmless).isInstanceOf(Ready.class);
        assertThat(harmless.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning).contains("r.sls:5", "data['id']", "| quote"));

        TaintRules enforce = new TaintRules(TaintRules.Shell.ENFORCE, Set.of());
        for (String hostile :
                List.of("$(id)", "`id`", "a;id", "a|id", "a&id", "a\nid", "'; id; '", "\"; id; \"", "a b\" 'c")) {
            Resolved resolved = resolve(enforce, command(text), hostile);
            boolean word = hostile.equals("'; id; '") && !text.contains("'{{") && !text.contains("\"{{")
                    || text.contains("'{{ data.id }}'") && hostile.indexOf('\'') < 0
                    || text.contains("\"{{") && hostile.matches("[^$`\"]*");
            assertThat(resolved instanceof Refused)
                    .as("%s with %s", text, hostile)
                    .isEqualTo(!word);
        }
        assertThat(resolve(enforce, command(text), "web1")).isInstanceOf(Ready.class);
    }

    @Test
    void quotedTextIsAWordOfTheCommandWhateverItIs() throws IOException {
        TaintRules enforce = new TaintRules(TaintRules.Shell.ENFORCE, Set.of());
        for (String hostile : List.of("$(id)", "'; id; '", "a b", "", "\"", "it's")) {
            Resolved resolved = resolve(enforce, command("echo {{ data.id | quote }}"), hostile);
            assertThat(resolved).as(hostile).isInstanceOf(Ready.class);
            assertThat(resolved.warnings()).isEmpty();
        }
    }

    @Test
    void retypingGivesNumbersAndTruthValuesOnlyWhenItIsAskedFor() throws IOException {
        String sls = "a:\n  local.test.echo:\n    - tgt: web1\n    - arg: ['{{ data.id }}', {{ data.id }}]\n";
        for (String[] pair : new String[][] {
            {"17", "17"},
            {"true", "true"},
            {"False", "false"},
            {"017", ""},
            {"1e3", ""},
            {"null", ""},
            {"yes", ""},
            {"2026-01-01", ""},
            {"0x10", ""},
            {"-1", ""},
            {"99999999999999999999", ""}
        }) {
            Object kept = argument(compile(TaintPolicy.ENFORCE, sls, pair[0]));
            Object retyped = argument(compile(TaintPolicy.RETYPE, sls, pair[0]));
            assertThat(kept).isEqualTo(List.of(pair[0], pair[0]));
            assertThat(String.valueOf(((List<?>) retyped).get(1))).isEqualToIgnoringCase(pair[0]);
            assertThat(((List<?>) retyped).get(0)).isEqualTo(pair[0]);
            assertThat(((List<?>) retyped).get(1) instanceof String).as(pair[0]).isEqualTo(pair[1].isEmpty());
        }
    }

    private static Object argument(Compilation compiled) {
        return compiled.chunks().get(0).fields().get("arg");
    }
}
