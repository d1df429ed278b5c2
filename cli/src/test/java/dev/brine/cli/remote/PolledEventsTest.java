package dev.brine.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.cli.CommandSite;
import dev.brine.engine.client.JobCollector;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.event.Cause;
import dev.brine.engine.target.Target;
import dev.brine.engine.testing.TestMaster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user who may not read the event socket. */
@Timeout(120)
class PolledEventsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private CommandSite site;

    @AfterEach
    void stop() {
        site.close();
    }

    private MasterDoor barred() {
        TestMaster master = site.master();
        Map<String, Object> options = Map.of(
                "interface", "127.0.0.1",
                "ret_port", (long) master.master().retPort(),
                "root_dir", master.directory().toString(),
                "pki_dir", master.pki().toString(),
                "cachedir", master.cache().toString(),
                "sock_dir", master.sock().toString(),
                "user", System.getProperty("user.name"));
        RawConfig raw = new RawConfig(directory, Map.of());
        for (Map.Entry<String, Object> option : options.entrySet()) {
            raw = raw.with(option.getKey(), option.getValue());
        }
        MasterConfig config = MasterConfig.of(raw);
        return MasterDoor.open(config, System.getProperty("user.name"), true);
    }

    private static Published.Sent publish(MasterDoor door, String fun, Object... args) {
        JobRequest request = new JobRequest(
                Target.list(List.of("web1", "web2")),
                fun,
                List.of(args),
                "",
                "",
                door.requester(),
                Map.of(),
                Cause.NONE);
        return (Published.Sent) new RemotePublisher(door, LONG).publish(request);
    }

    @Test
    void returnsOfOwnJobsComeWithoutTheSocket() throws Exception {
        site = CommandSite.in(directory).start().minion("web1").minion("web2");
        try (MasterDoor door = barred();
                JobSource events = JobSource.open(door, tag -> true)) {
            JobCollector collector =
                    new JobCollector(events, (jid, ids) -> Optional.empty(), LONG, LONG, System::nanoTime);
            for (int round = 0; round < 3; round++) {
                Published.Sent sent = publish(door, "test.echo", "round " + round);
                List<Object> values = new ArrayList<>();
                assertThat(collector.collect(sent.jid(), sent.minions(), ret -> values.add(ret.get("return"))))
                        .isEmpty();
                assertThat(values).containsExactly("round " + round, "round " + round);
            }
            assertThat(door.watches().orElseThrow().open()).isEmpty();
        }
    }

    @Test
    void runnersAnswerToo() throws Exception {
        site = CommandSite.in(directory).start().minion("web1");
        try (MasterDoor door = barred();
                JobSource events = JobSource.open(door, tag -> true)) {
            RunnerCall call = RunnerCall.start(door, "manage.up", List.of(), Map.of());
            assertThat(call.await(events, LONG).orElseThrow()).containsEntry("return", List.of("web1"));
        }
    }

    @Test
    void masterThatKeepsNoEventsIsNamedAsTheReason() throws Exception {
        site = CommandSite.in(directory)
                .start(master -> master.option("event_journal", false))
                .minion("web1");
        try (MasterDoor door = barred();
                JobSource events = JobSource.open(door, tag -> true)) {
            String jid = publish(door, "test.ping").jid();
            assertThatThrownBy(() -> events.next(LONG))
                    .isInstanceOf(MasterUnreachable.class)
                    .hasMessageContainingAll(jid, "event socket", "--async");
        }
    }
}
