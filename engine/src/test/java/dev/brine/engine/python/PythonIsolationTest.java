package dev.brine.engine.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a module does, it does to its own job only. */
class PythonIsolationTest {
    private static final String MODULE = """
            import os, signal, subprocess, sys, time
            def fine():
                return "fine"
            def leave(code):
                os._exit(code)
            def crash():
                os.kill(os.getpid(), signal.SIGSEGV)
            def forever():
                __salt__["test.arrived"]()
                while True:
                    time.sleep(1000)
            def stubborn():
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                child = subprocess.Popen(["sleep", "1000"])
                __salt__["test.echo"](child.pid)
                __salt__["test.arrived"]()
                child.wait()
            def prints():
                print("text on stdout")
                sys.stderr.write("text on stderr without an end")
                os.write(1, b"\\x00\\x00\\x00\\x05raw")
                subprocess.run("echo from a child", shell=True)
                return "printed"
            def floods():
                print("x" * 2000000)
                return "flooded"
            def scribbles():
                for number in range(3, 64):
                    try:
                        os.write(number, b"\\xff" * 100)
                    except OSError:
                        pass
                return "scribbled"
            def closes():
                os.closerange(0, 64)
                return "closed"
            def kills_parent():
                os.kill(os.getppid(), signal.SIGKILL)
                time.sleep(1000)
            def kills_parents_group():
                os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)
                time.sleep(1000)
            def parents_group():
                return os.getpgid(os.getppid())
            class Untold:
                def __str__(self):
                    raise ValueError("it cannot be told")
            def untold():
                return [Untold()]
            def group(pid):
                return os.getpgid(pid)
            def odd_text():
                raise RuntimeError("b\\u00f6se \\udcff")
            class Mute(Exception):
                def __str__(self):
                    raise ValueError("no text")
            def mute():
                raise Mute()
            """;

    @TempDir
    Path directory;

    private PythonSite site(Map<String, Object> options) throws IOException {
        return PythonSite.open(directory, options).module("wild", MODULE);
    }

    @Test
    void whatItPrintsIsNotMixedWithTheProtocol() throws IOException {
        try (PythonSite site = site(Map.of())) {
            assertThat(site.value("wild.prints")).isEqualTo("printed");
            assertThat(site.value("wild.floods")).isEqualTo("flooded");
        }
    }

    @Test
    void aProcessThatLeavesFailsItsJobOnly() throws IOException {
        try (PythonSite site = site(Map.of())) {
            long pid = pid(site);
            assertThat(site.run("wild.leave", 3L).value())
                    .isEqualTo("ERROR: wild.leave: its Python process ended with exit code 3 instead of an answer");
            assertThat(site.run("wild.leave", 0L).value())
                    .isEqualTo("ERROR: wild.leave: its Python process ended with exit code 0 instead of an answer");
            assertThat(site.run("wild.crash").value())
                    .isEqualTo("ERROR: wild.crash: its Python process was ended by signal 11");
            assertThat(site.value("wild.fine")).isEqualTo("fine");
            assertThat(pid(site)).isEqualTo(pid);
        }
    }

    /** A module that kills its parent's process group would take the daemon along. */
    @Test
    void theInterpreterIsNotInTheDaemonsProcessGroup() throws IOException {
        try (PythonSite site = site(Map.of())) {
            Object own = site.value("wild.group", ProcessHandle.current().pid());
            assertThat(site.value("wild.group", pid(site))).isNotEqualTo(own);
            assertThat(site.value("wild.parents_group")).isNotIn(own, pid(site));
        }
    }

    @Test
    void aModuleThatHangsOrLeavesWhileItIsLoadedTakesNoOtherWithIt() throws IOException {
        try (PythonSite site = site(Map.of("python_load_timeout", 5))) {
            site.module("sleepy", "import time\ntime.sleep(1000)\ndef f():\n    return 1\n");
            site.module("gone", "import os\nos._exit(3)\ndef f():\n    return 1\n");
            assertThat(site.value("wild.fine")).isEqualTo("fine");
            assertThat(site.run("sleepy.f").value().toString()).contains("did not end within 5 s");
            assertThat(site.run("gone.f").value().toString()).contains("ended with exit code 3");
        }
    }

    @Test
    void errorsWhoseTextIsNoTextAreTold() throws IOException {
        try (PythonSite site = site(Map.of())) {
            assertThat(site.run("wild.odd_text").value().toString()).endsWith("RuntimeError: b\u00f6se \\udcff\n");
            assertThat(site.run("wild.untold").value().toString()).contains("ValueError: it cannot be told");
            assertThat(site.run("wild.mute").value().toString()).contains("Mute");
            assertThat(site.value("wild.fine")).isEqualTo("fine");
        }
    }

    @Test
    void scribblingOnOthersPipesFailsItsJobOnly() throws IOException {
        try (PythonSite site = site(Map.of("python_call_timeout", 20L))) {
            long pid = pid(site);
            assertThat(site.run("wild.scribbles")).isInstanceOf(Outcome.Failed.class);
            assertThat(site.run("wild.closes")).isInstanceOf(Outcome.Failed.class);
            assertThat(site.value("wild.fine")).isEqualTo("fine");
            assertThat(pid(site)).isEqualTo(pid);
        }
    }

    @Test
    void theTimeLimitEndsACall() throws IOException {
        try (PythonSite site = site(Map.of("python_call_timeout", 0.5))) {
            assertThat(site.run("wild.forever").value())
                    .isEqualTo("ERROR: wild.forever was stopped: it did not end within 0.5 s (python_call_timeout)");
            assertThat(site.value("wild.fine")).isEqualTo("fine");
        }
    }

    @Test
    void killingAJobEndsItsProcessAndWhatItStarted() throws Exception {
        try (PythonSite site = site(Map.of())) {
            pid(site);
            AtomicBoolean killed = new AtomicBoolean();
            Call job = Call.of("wild.stubborn", "1", "root", Map.of(), site.functions(), killed::get);
            CompletableFuture<Outcome> outcome = new CompletableFuture<>();
            Thread thread = new Thread(() -> outcome.complete(site.run(job)), "job");
            thread.start();
            assertThat(site.awaitArrival()).isTrue();
            List<ProcessHandle> children = ProcessHandle.of(site.code.pid())
                    .orElseThrow()
                    .descendants()
                    .toList();
            assertThat(children).hasSize(3);
            killed.set(true);
            thread.interrupt();
            assertThat(outcome.get(60, TimeUnit.SECONDS)).isInstanceOf(Outcome.Failed.class);
            for (ProcessHandle child : children) {
                child.onExit().get(60, TimeUnit.SECONDS);
            }
            assertThat(site.value("wild.fine")).isEqualTo("fine");
        }
    }

    @Test
    void othersGoOnWhileOneWaitsForEver() throws Exception {
        try (PythonSite site = site(Map.of())) {
            Thread thread = new Thread(() -> site.run("wild.forever"), "job");
            thread.start();
            assertThat(site.awaitArrival()).isTrue();
            assertThat(site.value("wild.fine")).isEqualTo("fine");
            assertThat(site.run("wild.crash")).isInstanceOf(Outcome.Failed.class);
            assertThat(thread.isAlive()).isTrue();
            thread.interrupt();
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void aKilledInterpreterIsReplaced() throws Exception {
        try (PythonSite site = site(Map.of())) {
            long first = pid(site);
            CompletableFuture<Outcome> waiting = new CompletableFuture<>();
            Thread thread = new Thread(() -> waiting.complete(site.run("wild.forever")), "job");
            thread.start();
            assertThat(site.awaitArrival()).isTrue();
            ProcessHandle interpreter = ProcessHandle.of(first).orElseThrow();
            List<ProcessHandle> children = interpreter.descendants().toList();
            interpreter.destroyForcibly();
            assertThat(waiting.get(60, TimeUnit.SECONDS).value())
                    .isEqualTo("ERROR: wild.forever: the Python interpreter died while it ran");
            for (ProcessHandle child : children) {
                child.onExit().get(60, TimeUnit.SECONDS);
            }
            assertThat(site.value("wild.fine")).isEqualTo("fine");
            assertThat(pid(site)).isNotEqualTo(first);
        }
    }

    @Test
    void aModuleThatKillsItsParentOrThatOnesGroupEndsItsOwnJob() throws Exception {
        try (PythonSite site = site(Map.of())) {
            CompletableFuture<Outcome> waiting = new CompletableFuture<>();
            Thread thread = new Thread(() -> waiting.complete(site.run("wild.forever")), "job");
            thread.start();
            assertThat(site.awaitArrival()).isTrue();
            long interpreter = pid(site);
            for (String function : List.of("wild.kills_parent", "wild.kills_parents_group")) {
                assertThat(site.run(function).value())
                        .isEqualTo("ERROR: " + function + ": its Python process was ended by signal 9");
            }
            assertThat(site.value("wild.fine")).isEqualTo("fine");
            assertThat(pid(site)).isEqualTo(interpreter);
            assertThat(waiting).isNotDone();
            thread.interrupt();
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void closingEndsEveryProcess() throws Exception {
        PythonSite site = site(Map.of());
        pid(site);
        Thread thread = new Thread(() -> site.run("wild.forever"), "job");
        thread.start();
        assertThat(site.awaitArrival()).isTrue();
        ProcessHandle interpreter = ProcessHandle.of(site.code.pid()).orElseThrow();
        List<ProcessHandle> children = interpreter.descendants().toList();
        site.close();
        interpreter.onExit().get(60, TimeUnit.SECONDS);
        for (ProcessHandle child : children) {
            child.onExit().get(60, TimeUnit.SECONDS);
        }
        thread.join(60_000);
        assertThat(children).isNotEmpty();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void withoutPythonTheBuiltInFunctionsWork() throws IOException {
        try (PythonSite site = new PythonSite(directory, Map.of("python_executable", "/nonexistent/python3"))) {
            site.module("wild", MODULE).module("test", "def ping():\n    return 'mine'\n");
            assertThat(site.value("test.ping")).isEqualTo(true);
            assertThat(site.run("wild.fine").value())
                    .isEqualTo("'wild' __virtual__ returned False: custom modules need Python 3, and the"
                            + " python_executable '/nonexistent/python3' cannot be started here; install it, or name"
                            + " another one");
            assertThat(site.code.grains(site.grains, Map::of)).isSameAs(site.grains);
        }
    }

    @Test
    void noInterpreterIsStartedForBuiltInFunctions() throws IOException {
        try (PythonSite site = site(Map.of())) {
            assertThat(site.value("test.ping")).isEqualTo(true);
            assertThat(site.code.pid()).isEqualTo(-1);
        }
    }

    private static long pid(PythonSite site) {
        site.value("wild.fine");
        return site.code.pid();
    }
}
