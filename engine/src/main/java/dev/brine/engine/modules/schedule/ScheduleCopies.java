package dev.brine.engine.modules.schedule;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.Answer;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code schedule}: giving jobs to other minions. */
@Module("schedule")
public final class ScheduleCopies {
    private final MinionSchedule schedule;

    ScheduleCopies(MinionSchedule schedule) {
        this.schedule = schedule;
    }

    @Fn(doc = """
            Move a job to other minions. Needs the master's leave to publish.

            name: the job
            target: the minions, a glob
            """)
    public Map<String, Object> move(
            String name, String target, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        Sent sent = send(name, target, kwargs, call, "Moved Job " + name + " from schedule.", "moved");
        if (sent.toAll()) {
            new ScheduleEntries(schedule).delete(name, Map.of());
        }
        return sent.answer();
    }

    @Fn(doc = """
            Copy a job to other minions. Needs the master's leave to publish.

            name: the job
            target: the minions, a glob
            """)
    public Map<String, Object> copy(
            String name, String target, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        return send(name, target, kwargs, call, "Copied Job " + name + " from schedule to minion(s).", "copied")
                .answer();
    }

    /** What came of it, and whether every minion that answered has the job now. */
    private record Sent(Map<String, Object> answer, boolean toAll) {}

    private Sent send(String name, String target, Map<String, Object> kwargs, Call call, String done, String verb) {
        if (Truth.of(kwargs.get("test"))) {
            return new Sent(Answer.of("Job: " + name + " would be " + verb + " from schedule.", true), false);
        }
        Map<String, Object> current = schedule.jobs();
        if (!current.containsKey(name)) {
            return new Sent(Answer.of("Job " + name + " does not exist.", false), false);
        }
        Map<String, Object> answers = TextKeys.copy(call.functions()
                .value(
                        List.of(target, "schedule.add", ScheduleItem.words(TextKeys.copy(current.get(name)))),
                        Map.of(),
                        call.nested("publish.publish")));
        if (answers.isEmpty()) {
            return new Sent(Answer.of("no servers answered the published schedule.add command", true), false);
        }
        List<Object> failed = new ArrayList<>();
        answers.forEach((minion, value) -> {
            if (!Truth.of(value)) {
                failed.add(minion);
            }
        });
        boolean toAll = failed.isEmpty();
        Map<String, Object> answer = Answer.of(toAll ? done : "the following minions return False", true);
        answer.put("minions", toAll ? new ArrayList<Object>(answers.keySet()) : failed);
        return new Sent(answer, toAll);
    }
}
