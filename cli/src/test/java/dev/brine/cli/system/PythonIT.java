package dev.brine.cli.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Users' own Python modules with daemons and commands as users run them. */
class PythonIT {

    private RealSite site;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        assumeTrue(
                List.of(System.getenv("PATH").split(":")).stream()
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "python3"))),
                "python3 is not installed, so no Python module can run");
        site = new RealSite(
                directory,
                "pillar_roots:\n  base: [" + directory.resolve("pillar") + "]\nrunner_dirs: ["
                        + directory.resolve("more-runners") + "]\nreactor:\n  - 'demo/py': ["
                        + directory.resolve("reactor/py.sls") + "]\nmaster_tops: {nodes: true}\n");
        site.write("pillar/top.sls", "base:\n  '*': [app]\n");
        site.write("pillar/app.sls", """
                #!py
                def run():
                    return {"color": "blue", "for": __grains__["id"]}
                """);
        site.write("reactor/py.sls", """
                #!py
                def run():
                    return {"tell": {"runner.event.send": [{"tag": "demo/answer"}, {"data": {"got": data["x"], "of": tag}}]}}
                """);
        site.write("srv/_modules/hello.py", """
                import os, time

                def world(name="World"):
                    '''
                    Say hello.

                    name
                        whom to greet
                    '''
                    return "Hello {}, {} {}".format(name, __grains__["id"], __pillar__["color"])

                def hang(path):
                    with open(path + ".new", "w") as out:
                        out.write(str(os.getpid()))
                    os.rename(path + ".new", path)
                    time.sleep(1000)

                def vanish():
                    os._exit(7)
                """);
        site.startMaster();
        site.startMinion("web1");
        site.accept("web1");
        site.awaitPing("web1");
    }

    @AfterEach
    void stop() throws Exception {
        if (site != null) {
            site.close();
        }
    }

    @Test
    void aModuleUnderTheFileRootsIsSynchronisedCalledDocumentedAndRemoved() throws Exception {
        assertThat(salt("hello.world")).isEqualTo("web1:\n    'hello.world' is not available.\n");
        assertThat(salt("saltutil.sync_modules")).isEqualTo("web1:\n    - modules.hello\n");
        assertThat(salt("hello.world")).isEqualTo("web1:\n    Hello World, web1 blue\n");
        assertThat(salt("hello.world", "name=you")).isEqualTo("web1:\n    Hello you, web1 blue\n");
        assertThat(salt("sys.doc", "hello"))
                .isEqualTo("hello.world:\n\n    Say hello.\n\n    name\n        whom to greet\n    \n\n");
        assertThat(salt("hello.vanish")).contains("its Python process ended with exit code 7");
        assertThat(salt("test.ping")).isEqualTo("web1:\n    True\n");
        Path pid = site.directory().resolve("pid");
        String job = site.run("salt", "--async", "web1", "hello.hang", pid.toString())
                .out()
                .replaceAll("\\D+", "");
        site.await("the hanging function", () -> Files.exists(pid));
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();
        assertThat(salt("saltutil.kill_job", job)).contains("Signal 9 sent to job " + job);
        site.await("the end of its process", () -> !child.isAlive());
        Files.delete(site.directory().resolve("srv/_modules/hello.py"));
        assertThat(salt("saltutil.sync_modules")).isEqualTo("web1:\n");
        assertThat(salt("hello.world")).isEqualTo("web1:\n    'hello.world' is not available.\n");
    }

    @Test
    void statesRunnersReactionsAndPillarMayBePython() throws Exception {
        site.write("srv/_states/made.py", """
                def present(name, **kwargs):
                    return {"name": name, "result": True, "changes": {"new": name}, "comment": __salt__["hello.world"]()}
                """);
        site.write("srv/app.sls", """
                #!py
                def run():
                    return {"thing-" + __pillar__["for"]: {"made.present": []}}
                """);
        site.write("srv/top.sls", "base:\n  '*': [app]\n");
        assertThat(salt("state.apply"))
                .contains("ID: thing-web1", "Function: made.present", "Comment: Hello World, web1 blue")
                .contains("Succeeded: 1 (changed=1)");
        site.write("more-runners/mine.py", "def f(x):\n    return ['of runner_dirs', x]\n");
        site.write("srv/_runners/fleet.py", """
                import salt.client
                def greet(tgt):
                    return salt.client.get_local_client(__opts__["conf_file"]).cmd(tgt, "hello.world", ["all"])
                """);
        assertThat(site.run("salt-run", "mine.f", "3").out()).isEqualTo("- of runner_dirs\n- 3\n");
        assertThat(site.run("salt-run", "saltutil.sync_runners").out()).isEqualTo("- runners.fleet\n");
        assertThat(site.run("salt-run", "fleet.greet", "web*").out()).isEqualTo("web1:\n    Hello all, web1 blue\n");
        Path out = site.directory().resolve("events");
        Process watch = new ProcessBuilder(
                        Path.of(System.getProperty("brine.bin", "../bin"))
                                .resolve("salt-run")
                                .toString(),
                        "-c",
                        site.etc("master").toString(),
                        "state.event",
                        "demo/answer",
                        "count=1")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        site.await("the reaction's event", () -> {
            site.run("salt-run", "event.send", "demo/py", "{x: 'a: b'}");
            return !watch.isAlive();
        });
        assertThat(out).content().contains("\"got\": \"a: b\"", "\"of\": \"demo/py\"");
    }

    @Test
    void outputtersTopsMatchersAndWheelMayBePython() throws Exception {
        site.write("srv/_output/loud.py", """
                def output(data, **kwargs):
                    return "{} {}\\n".format(data, __opts__.get("state_output")).upper()
                """);
        site.write("srv/_wheel/mine.py", "def f(x):\n    return [__opts__['__role'], x]\n");
        site.write("srv/_tops/nodes.py", """
                def top(**kwargs):
                    return {"base": ["of-" + kwargs["opts"]["id"], "on-" + kwargs["grains"]["kernel"]]}
                """);
        site.write("srv/_matchers/color_match.py", """
                def match(tgt, opts=None, minion_id=None):
                    return __opts__["pillar"]["color"] == tgt
                """);
        site.write("srv/top.sls", """
                base:
                  blue: [{match: color}, sea]
                  red: [{match: color}, rose]
                """);
        site.write("srv/orch.sls", "mine.f:\n  salt.wheel:\n    - x: 3\n");
        assertThat(site.run("salt-run", "saltutil.sync_all").out()).contains("output.loud", "wheel.mine", "tops.nodes");
        assertThat(salt("saltutil.sync_all", "saltenv=base")).contains("matchers.color_match");
        assertThat(salt("saltutil.sync_pillar"))
                .isEqualTo("web1:\n    ERROR: Pillar modules can only be synced to masterless minions\n");
        assertThat(salt("test.echo", "hi", "--out=loud")).isEqualTo("{'WEB1': 'HI'} FULL\n");
        assertThat(site.run("salt-run", "salt.cmd", "test.echo", "hi", "--out=loud")
                        .out())
                .isEqualTo("HI FULL\n");
        assertThat(site.run("salt-run", "state.orch", "orch").out()).contains("- master", "- 3");
        assertThat(salt("state.show_top", "--out=txt")).isEqualTo("web1: {'base': ['sea', 'of-web1', 'on-Linux']}\n");
    }

    private String salt(String... words) throws Exception {
        String[] args = new String[words.length + 1];
        args[0] = "web1";
        System.arraycopy(words, 0, args, 1, words.length);
        return site.run("salt", args).out();
    }
}
