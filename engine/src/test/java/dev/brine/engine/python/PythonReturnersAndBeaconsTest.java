package dev.brine.engine.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.CalledBeacons;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.event.Cause;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.Tags;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.returners.CalledReturners;
import dev.brine.engine.returners.JobCache;
import dev.brine.engine.returners.Returner;
import dev.brine.engine.target.Target;
import dev.brine.engine.testing.TestMaster;
import dev.brine.engine.testing.TestMinion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Returners and beacons that users wrote in Python. */
@Timeout(180)
class PythonReturnersAndBeaconsTest {
    /** Keeps everything as JSON files in a directory, as a database would in tables. */
    private static final String RETURNER = """
            import json, os

            import salt.returners

            __virtualname__ = "notes"


            def __virtual__():
                return __virtualname__


            def _file(ret, name):
                made = salt.returners.get_returner_options(
                    __virtualname__, ret, {"directory": "directory"}, __salt__=__salt__, __opts__=__opts__
                )
                directory = made.get("directory") or __opts__["notes.directory"]
                return os.path.join(directory, name)


            def returner(ret):
                with open(_file(ret, "ret-" + ret["jid"] + "-" + ret["id"]), "w") as out:
                    json.dump(ret, out)


            def event_return(events):
                with open(_file({}, "events"), "a") as out:
                    for event in events:
                        out.write(event["tag"] + "\\n")


            def save_load(jid, load, minions=None):
                with open(_file({}, "job-" + jid), "w") as out:
                    json.dump([load, minions], out)


            def get_load(jid):
                try:
                    with open(_file({}, "job-" + jid)) as job:
                        return json.load(job)[0]
                except FileNotFoundError:
                    return {}


            def _all(prefix):
                directory = os.path.dirname(_file({}, "x"))
                return sorted(name[len(prefix):] for name in os.listdir(directory) if name.startswith(prefix))


            def get_jid(jid):
                made = {}
                for name in _all("ret-" + jid + "-"):
                    with open(_file({}, "ret-" + jid + "-" + name)) as ret:
                        made[name] = json.load(ret)
                return made


            def get_jids():
                return {jid: {"Function": get_load(jid)["fun"], "Target": "*"} for jid in _all("job-")}
            """;

    private static final String BEACON = """
            import os


            def validate(config):
                if not isinstance(config, list):
                    return False, "must be a list"
                if not any("file" in item for item in config):
                    return False, "Configuration for size beacon must name a file."
                if any("_beacon_name" in item for item in config):
                    return False, "nobody knows that yet"
                return True, "Valid beacon configuration"


            def beacon(config):
                made = {}
                for item in config:
                    made.update(item)
                size = os.path.getsize(made["file"])
                before = __context__.get("size", 0)
                __context__["size"] = size
                if size == before:
                    return []
                return [{"tag": "grew", "name": made["_beacon_name"], "was": before, "is": size,
                         "pinged": __salt__["test.ping"](), "on": __grains__["id"]}]


            def close(config):
                os.remove([item for item in config if "file" in item][0]["file"])
            """;

    @TempDir
    private Path temp;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private Invoker functions(CustomKind kind, String name, String text) throws IOException {
        PythonSite site = PythonSite.open(temp, Map.of()).write(kind.directory(), name, text);
        open.add(site);
        Files.createDirectories(temp.resolve("notes"));
        Map<String, Object> opts =
                Map.of("notes.directory", temp.resolve("notes").toString());
        Dunders dunders = Dunders.host(() -> opts, () -> site.grains, () -> site.pillar, site::functions);
        return new Invoker(site.code.functions(kind, FunctionTable.chain(List.of()), dunders));
    }

    @Test
    void returnerGoesByItsVirtualNameAndKeepsReturnsAndJobs() throws IOException {
        CalledReturners returners = new CalledReturners(functions(CustomKind.RETURNERS, "notes_return", RETURNER));
        assertThat(returners.names()).containsExactly("notes");
        assertThat(returners.create("other")).isNull();
        Returner returner = returners.create("notes");
        JobCache jobs = returner.jobCache().orElseThrow();
        jobs.saveLoad("1", Map.of("fun", "test.ping"), List.of("web1"));
        Map<String, Object> ret = new LinkedHashMap<>(Map.of("jid", "1", "id", "web1", "return", true));
        returner.save(ret);
        assertThat(jobs.load("1")).hasValue(Map.of("fun", "test.ping"));
        assertThat(jobs.load("2")).isEmpty();
        assertThat(jobs.returns("1")).isEqualTo(Map.of("web1", ret));
        assertThat(jobs.jobs()).isEqualTo(Map.of("1", Map.of("fun", "test.ping", "tgt", "*")));
        assertThat(jobs.minions()).isEmpty();
        returner.events()
                .orElseThrow()
                .save(List.of(Map.of("tag", "a/b", "data", Map.of()), Map.of("tag", "c", "data", Map.of())));
        assertThat(temp.resolve("notes/events")).hasContent("a/b\nc\n");

        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        ret.put("ret_kwargs", Map.of("directory", elsewhere.toString()));
        returner.save(ret);
        assertThat(elsewhere.resolve("ret-1-web1")).exists();
    }

    @Test
    void returnerThatFailsOrWillNotLoadSaysWhy() throws IOException {
        Invoker functions = functions(
                CustomKind.RETURNERS,
                "broken",
                "def returner(ret):\n    raise ValueError('no room for ' + ret['jid'])\n");
        Returner broken = new CalledReturners(functions).create("broken");
        assertThatThrownBy(() -> broken.save(Map.of("jid", "7", "id", "web1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no room for 7");
        assertThat(broken.jobCache()).isEmpty();
        assertThat(broken.events()).isEmpty();
        Invoker absent = functions(
                CustomKind.RETURNERS,
                "absent",
                "def __virtual__():\n    return False, 'psycopg9 is missing'\n\ndef returner(ret):\n    pass\n");
        assertThatThrownBy(() -> new CalledReturners(absent).create("absent"))
                .isInstanceOf(Catalog.Unavailable.class)
                .hasMessageContaining("psycopg9 is missing");
    }

    @Test
    void beaconKeepsItsContextFromLookToLook() throws IOException {
        CalledBeacons beacons = new CalledBeacons(functions(CustomKind.BEACONS, "size", BEACON));
        assertThat(beacons.names()).containsExactly("size");
        Path file = Files.writeString(temp.resolve("watched"), "abc");
        Beacon beacon = beacons.create("size");
        assertThat(beacon.validate(List.of(Map.of("files", "x"))))
                .isEqualTo(Beacon.Validity.bad("Configuration for size beacon must name a file."));
        List<Object> given = List.of(Map.of("file", file.toString()));
        assertThat(beacon.validate(given)).isEqualTo(Beacon.Validity.OK);
        List<Object> config = List.of(given.get(0), Map.of("_beacon_name", "s"));
        assertThat(beacon.poll(config))
                .isEqualTo(
                        List.of(Map.of("tag", "grew", "name", "s", "was", 0L, "is", 3L, "pinged", true, "on", "web1")));
        assertThat(beacon.poll(config)).isEmpty();
        Files.writeString(file, "abcdef");
        assertThat(beacon.poll(config))
                .singleElement()
                .satisfies(event -> assertThat(event).containsEntry("was", 3L).containsEntry("is", 6L));
        beacon.close();
        assertThat(file).doesNotExist();
    }

    @Test
    void beaconThatFailsIsAFailureOfThatLook() throws IOException {
        CalledBeacons beacons =
                new CalledBeacons(functions(CustomKind.BEACONS, "bad", "def beacon(config):\n    return 1 / 0\n"));
        Beacon beacon = beacons.create("bad");
        assertThat(beacon.validate(List.of())).isEqualTo(Beacon.Validity.OK);
        assertThatThrownBy(() -> beacon.poll(List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("division by zero");
    }

    @Test
    void synchronisedReturnersAndBeaconsWorkInMinionAndMaster() throws Exception {
        PythonSite.assumePython();
        Path roots = temp.resolve("srv");
        Path notes = Files.createDirectories(temp.resolve("notes"));
        Path watched = Files.writeString(temp.resolve("watched"), "abc");
        write(roots.resolve("_returners/notes_return.py"), RETURNER);
        write(roots.resolve("_beacons/size.py"), BEACON);
        write(temp.resolve("m-ext/returners/notes_return.py"), RETURNER);
        TestMaster master = TestMaster.in(temp.resolve("m"))
                .option("auto_accept", true)
                .option("file_roots", Map.of("base", List.of(roots.toString())))
                .option("module_dirs", List.of(temp.resolve("m-ext").toString()))
                .option("event_return", List.of("notes"))
                .option("event_return_whitelist", List.of("told/*"))
                .option("notes.directory", notes.toString())
                .start();
        TestMinion minion = TestMinion.of(master, temp.resolve("n"), "web1")
                .option("notes.directory", notes.toString())
                .start();
        open.add(minion);
        open.add(master);
        master.await(Tags.minionStart("web1"));

        assertThat(run(master, "", "saltutil.sync_returners")).isEqualTo(List.of("returners.notes_return"));
        assertThat(run(master, "", "saltutil.sync_beacons")).isEqualTo(List.of("beacons.size"));
        assertThat(((Map<?, ?>) run(master, "", "saltutil.list_extmods"))
                        .keySet()
                        .toString())
                .isEqualTo("[beacons, returners]");

        String jid = publish(master, "notes", "test.echo", "hello");
        until(notes.resolve("ret-" + jid + "-web1"));
        assertThat(Files.readString(notes.resolve("ret-" + jid + "-web1"))).contains("\"return\": \"hello\"");

        Object added = run(
                master, "", "beacons.add", "size", List.of(Map.of("file", watched.toString()), Map.of("interval", 1L)));
        assertThat(((Map<?, ?>) added).get("comment")).isEqualTo("Added beacon: size.");
        Event told = master.await("salt/beacon/web1/size/grew");
        assertThat(told.data()).containsEntry("is", 3L).containsEntry("id", "web1");

        master.bus().publish("told/master", Map.of());
        until(notes.resolve("events"));
        assertThat(notes.resolve("events")).hasContent("told/master\n");
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void until(Path file) throws IOException {
        while (!Files.exists(file) || Files.size(file) == 0) {
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static String publish(TestMaster master, String ret, String fun, Object... args) {
        JobRequest request =
                new JobRequest(Target.glob("*"), fun, List.of(args), ret, "", "root", Map.of(), Cause.NONE);
        return ((Published.Sent) master.master().parts().jobs().publish(request)).jid();
    }

    private static Object run(TestMaster master, String ret, String fun, Object... args) {
        return master.await(Tags.jobReturn(publish(master, ret, fun, args), "web1"))
                .data()
                .get("return");
    }
}
