package dev.brine.cli.command;

import dev.brine.cli.remote.JobSource;
import dev.brine.cli.remote.MasterDoor;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.cli.remote.RunnerCall;
import dev.brine.engine.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks the master which minions it expects to answer a target; nothing is sent to any. */
final class ExpectedMinions {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private ExpectedMinions() {}

    /** @throws MasterUnreachable when the master refuses or does not answer */
    static List<Object> of(MasterDoor door, Target target) throws InterruptedException {
        try (JobSource events = JobSource.open(door, tag -> tag.startsWith("salt/run/"))) {
            RunnerCall call = RunnerCall.start(
                    door,
                    "manage.expected",
                    List.of(),
                    Map.of("tgt", target.tgt(), "tgt_type", target.type().word(), "delimiter", target.delimiter()));
            if (call.jid().isEmpty()) {
                throw new MasterUnreachable(call.error());
            }
            Optional<Map<String, Object>> answer = call.await(events, PATIENCE);
            if (answer.isPresent() && answer.get().get("return") instanceof List<?> minions) {
                return List.copyOf(minions);
            }
            throw new MasterUnreachable(answer.map(a -> String.valueOf(a.get("return")))
                    .orElse("The master does not say who would match."));
        }
    }
}
