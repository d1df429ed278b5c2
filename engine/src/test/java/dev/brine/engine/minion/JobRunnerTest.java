package dev.brine.engine.minion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.job.running.ProcessTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JobRunnerTest {
    @TempDir
    Path temp;

    private final BlockingQueue<Map<String, Object>> returns = new LinkedBlockingQueue<>();
    private final Held held = new Held();

    @Test
    void aJobThatFindsTheQueueFullIsReturnedAsFailedAtOnce() throws Exception {
        Invoker invoker = new Invoker(new Only(held));
        try (JobRunner runner = new JobRunner(
                "web1", 1, false, new ProcessTable(temp), () -> invoker, fun -> {}, (job, load) -> returns.add(load))) {
            runner.start(job("running"));
            assertThat(held.begun.await(30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < 10_000; i++) {
                runner.start(job("waiting" + i));
            }
            assertThat(returns).isEmpty();

            runner.start(job("late"));

            assertThat(returns.poll(30, TimeUnit.SECONDS))
                    .containsEntry("jid", "late")
                    .containsEntry("success", false)
                    .containsEntry("retcode", 1L)
                    .extractingByKey("return")
                    .asString()
                    .contains("10000 jobs waiting", "process_count_max");
            held.go.countDown();
            assertThat(returns.poll(30, TimeUnit.SECONDS))
                    .containsEntry("jid", "running")
                    .containsEntry("return", "done");
        }
    }

    private static Job job(String jid) {
        return Job.of(Map.of("jid", jid, "fun", "held.call", "arg", List.of(), "tgt", "*"))
                .orElseThrow();
    }

    /** A function that runs until the test lets it go. */
    private static final class Held implements Function {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public String name() {
            return "held.call";
        }

        @Override
        public String doc() {
            return "";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Object call(List<Object> args, Map<String, Object> kwargs, Call call) throws InterruptedException {
            begun.countDown();
            go.await();
            return "done";
        }
    }

    private record Only(Function function) implements FunctionTable {
        @Override
        public Optional<Function> find(String name) {
            return name.equals(function.name()) ? Optional.of(function) : Optional.empty();
        }

        @Override
        public SortedSet<String> names() {
            return new TreeSet<>(Set.of(function.name()));
        }

        @Override
        public Set<String> modules() {
            return Set.of("held");
        }
    }
}
