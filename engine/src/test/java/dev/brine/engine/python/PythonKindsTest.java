package dev.brine.engine.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.CalledBeacons;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.render.RenderError;
import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.SlsRenderer;
import dev.brine.engine.returners.CalledReturners;
import dev.brine.engine.returners.JobCache;
import dev.brine.engine.returners.Returner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' returners, beacons, runners, renderers and grains. */
class PythonKindsTest {
    @TempDir
    Path directory;

    private PythonSite site;

    @BeforeEach
    void open() throws IOException {
        site = PythonSite.open(directory, Map.of());
    }

    @AfterEach
    void close() {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void aReturnerKeepsReturnsAndEventsAndIsAskedForJobs() throws IOException {
        Path store = directory.resolve("kept");
        site.write("returners", "mine", """
                import json, os
                PATH = %s
                def returner(ret):
                    if ret["fun"] == "bad":
                        raise ValueError("disk full")
                    with open(PATH, "a") as out:
                        out.write(__grains__["id"] + " " + json.dumps(ret["return"]) + "\\n")
                def event_return(events):
                    with open(PATH, "a") as out:
                        for event in events:
                            out.write(event["tag"] + "\\n")
                def save_load(jid, load, minions=None):
                    with open(PATH + jid, "w") as out:
                        json.dump(dict(load, Minions=minions), out)
                def get_load(jid):
                    if not os.path.exists(PATH + jid):
                        return {}
                    with open(PATH + jid) as text:
                        return json.load(text)
                def get_jid(jid):
                    return {"web1": {"return": True}}
                def get_jids():
                    return {"1": get_load("1")}
                def get_fun(fun):
                    return {"web1": "1"}
                def get_minions():
                    return ["web1"]
                """.formatted("'" + store + "'"));
        CalledReturners returners = new CalledReturners(site.family(CustomKind.RETURNERS));
        assertThat(returners.names()).containsExactly("mine");
        assertThat(returners.create("nosuch")).isNull();
        try (Returner mine = returners.create("mine")) {
            mine.save(Map.of("fun", "test.ping", "return", List.of(true)));
            assertThatThrownBy(() -> mine.save(Map.of("fun", "bad", "return", true)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("disk full");
            mine.events().orElseThrow().save(List.of(Map.of("tag", "a/b", "data", Map.of())));
            assertThat(store).hasContent("web1 [true]\na/b\n");
            JobCache jobs = mine.jobCache().orElseThrow();
            jobs.saveLoad("1", Map.of("fun", "test.ping"), List.of("web1"));
            assertThat(jobs.load("1")).contains(Map.of("fun", "test.ping", "Minions", List.of("web1")));
            assertThat(jobs.load("2")).isEmpty();
            assertThat(jobs.jobs()).containsOnlyKeys("1");
            assertThat(jobs.returns("1")).isEqualTo(Map.of("web1", Map.of("return", true)));
            assertThat(jobs.lastReturns("test.ping")).isEqualTo(Map.of("web1", "1"));
            assertThat(jobs.minions()).containsExactly("web1");
        }
    }

    @Test
    void aReturnerThatOnlyTakesReturnsOffersNothingElse() throws IOException {
        site.write("returners", "plain", "def returner(ret):\n    pass\n");
        try (Returner plain = new CalledReturners(site.family(CustomKind.RETURNERS)).create("plain")) {
            assertThat(plain.jobCache()).isEmpty();
            assertThat(plain.events()).isEmpty();
        }
    }

    @Test
    void aBeaconIsValidatedAndRemembersWhatItPutIntoTheContext() throws IOException {
        site.write("beacons", "mine", """
                def validate(config):
                    if not isinstance(config, list) or "word" not in config[0]:
                        return False, "word is missing"
                    return True, "fine"
                def beacon(config):
                    __context__["seen"] = __context__.get("seen", 0) + 1
                    return [{"tag": "x", "seen": __context__["seen"], "word": config[0]["word"]}]
                """);
        CalledBeacons beacons = new CalledBeacons(site.family(CustomKind.BEACONS));
        assertThat(beacons.names()).containsExactly("mine");
        assertThat(beacons.create("nosuch")).isNull();
        List<Object> config = List.of(Map.of("word", "hi"));
        try (Beacon mine = beacons.create("mine")) {
            assertThat(mine.validate(config)).isEqualTo(new Beacon.Validity(true, "fine"));
            assertThat(mine.validate(List.of(Map.of()))).isEqualTo(Beacon.Validity.bad("word is missing"));
            assertThat(mine.poll(config)).isEqualTo(List.of(Map.of("tag", "x", "seen", 1L, "word", "hi")));
            assertThat(mine.poll(config)).isEqualTo(List.of(Map.of("tag", "x", "seen", 2L, "word", "hi")));
        }
    }

    @Test
    void aBeaconThatRaisesFailsThisTurn() throws IOException {
        site.write("beacons", "bad", "def beacon(config):\n    raise ValueError('no device')\n");
        try (Beacon bad = new CalledBeacons(site.family(CustomKind.BEACONS)).create("bad")) {
            assertThat(bad.validate(List.of()).valid()).isTrue();
            assertThatThrownBy(() -> bad.poll(List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("no device");
        }
    }

    @Test
    void directoriesOfTheOptionsHoldModulesToo() throws IOException {
        site.close();
        site = PythonSite.open(
                directory,
                Map.of(
                        "module_dirs", List.of(directory.resolve("all").toString()),
                        "utils_dirs", List.of(directory.resolve("u").toString()),
                        "grains_dirs", List.of(directory.resolve("g").toString()),
                        "runner_dirs", List.of(directory.resolve("r").toString())));
        put("all/plain.py", "def f():\n    return __utils__['tool.f']()\n");
        put("all/modules/below.py", "def f():\n    return 2\n");
        put("all/_grains/below.py", "def f():\n    return {'below': 4}\n");
        put("u/tool.py", "def f():\n    return 1\n");
        put("g/own.py", "def f():\n    return {'own': 3}\n");
        put("r/run.py", "def f():\n    return 5\n");
        site.module("plain", "def f():\n    return 'the copy counts last'\n");
        assertThat(site.value("plain.f")).isEqualTo(1L);
        assertThat(site.value("below.f")).isEqualTo(2L);
        assertThat(site.code.grains(site.grains, Map::of))
                .containsEntry("own", 3L)
                .containsEntry("below", 4L);
        Invoker runners = site.family(CustomKind.RUNNERS);
        assertThat(runners.invoke(List.of(), Map.of(), Call.local("run.f", runners))
                        .value())
                .isEqualTo(5L);
    }

    private void put(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void aRunnersWrongArgumentsAreRefusedAndItsFaultsShown() throws IOException {
        site.write("runners", "mine", """
                def f(a):
                    '''
                    The doc.
                    '''
                    return a
                def bad():
                    raise ValueError("boom")
                """);
        Invoker runners = site.family(CustomKind.RUNNERS);
        assertThat(runners.invoke(List.of(1L), Map.of(), Call.local("mine.f", runners))
                        .value())
                .isEqualTo(1L);
        assertThat(runners.invoke(List.of(), Map.of(), Call.local("mine.f", runners)))
                .isInstanceOf(Outcome.Refused.class)
                .extracting(Outcome::value)
                .asString()
                .startsWith("Passed invalid arguments to mine.f: f() missing 1 required positional argument: 'a'");
        assertThat(runners.invoke(List.of(), Map.of(), Call.local("mine.bad", runners))
                        .value())
                .asString()
                .startsWith("Exception occurred in runner mine.bad: Traceback (most recent call last):\n")
                .endsWith("ValueError: boom\n");
    }

    @Test
    void aRendererSeesItsArgumentsAndTheFile() throws Exception {
        site.write("renderers", "fill", """
                def render(data, saltenv="base", sls="", argline="", **kwargs):
                    return data.read().replace("PLACE", "-".join([sls, argline, __grains__["id"]]))
                """);
        assertThat(rendered("#!fill with this|yaml\nPLACE: 1\n")).isEqualTo(Map.of("web.app-with this-web1", 1L));
    }

    @Test
    void aTextThatIsPythonGivesHighData() throws Exception {
        assertThat(rendered("""
                #!py
                def run():
                    '''Returns one state.'''
                    return {__grains__["id"]: {"test.nop": [{"name": __sls__}, {"env": __env__}]}}
                """))
                .isEqualTo(Map.of(
                        "web1", Map.of("test.nop", List.of(Map.of("name", "web.app"), Map.of("env", "base")))));
    }

    @Test
    void faultsOfATextThatIsPythonNameTheLine() {
        assertThat(fault("#!py\ndef run():\n    return {'a': nosuch}\n"))
                .satisfies(error -> assertThat(error.reason())
                        .startsWith("Traceback (most recent call last):\n")
                        .endsWith("NameError: name 'nosuch' is not defined\n"))
                .satisfies(error ->
                        assertThat(error.headline()).endsWith("app.sls:3: NameError: name 'nosuch' is not defined"))
                .satisfies(error -> assertThat(error.toString()).contains("line 3, in run"));
        assertThat(fault("#!py\ndef run(:\n    pass\n").headline())
                .endsWith("app.sls:2: invalid syntax (app.sls, line 2)");
    }

    private RenderError fault(String text) {
        return ((RenderException) catchThrowable(() -> rendered(text))).error();
    }

    @Test
    void grainsSeeTheKnownOnesAndOneThatFailsLeavesTheOthers() throws IOException {
        site.write("grains", "mine", """
                def given(grains):
                    return {"derived": grains["id"] + "!"}
                def bad():
                    raise ValueError("no")
                def options():
                    return {"test": __opts__["test"]}
                """);
        assertThat(site.code.grains(site.grains, () -> Map.of("test", 5L)))
                .containsAllEntriesOf(Map.of("id", "web1", "derived", "web1!", "test", 5L));
    }

    private Object rendered(String text) throws Exception {
        RenderWorld world = RenderWorld.empty()
                .saltenv("base")
                .host(Map.of(), site.grains, site.pillar)
                .custom(site.code.renderers());
        Path file = directory.resolve("app.sls");
        Files.writeString(file, text);
        return new SlsRenderer(RenderPipe.standard(new SecureRandom()))
                .text(text, file.toString(), "web.app", world)
                .data();
    }
}
