package dev.brine.engine.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.engine.render.jinja.limit.RenderLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One renderer for many threads: {@code -Drenders=1000000} renders that often instead of 20,000 times. */
class ManyRendersTest {
    private static final int THREADS = 4;
    private static final String SLS = """
            {% set parts = tag.split('/') %}
            {% if 'act' in data and data['act'] == 'pend' and data['id'].startswith('min') %}
            accept_{{ data['id'] }}:
              wheel.key.accept:
                - match: {{ data['id'] }}
                - n: {{ data.n }}
                - items: {{ data.list|map('upper')|list|json }}
                - part: {{ parts[-1] }}
            {% endif %}
            """;

    @Test
    void fourThreadsGetTheirOwnResults(@TempDir Path directory) throws Exception {
        String chosen = System.getProperty("renders", "");
        int renders = chosen.isEmpty() ? 20_000 : Integer.parseInt(chosen);
        Path file = Files.writeString(directory.resolve("accept.sls"), SLS);
        SlsRenderer renderer = new SlsRenderer(RenderPipe.standard(new SecureRandom()));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Integer>> counts = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                counts.add(threads.submit(() -> {
                    int wrong = 0;
                    for (int i = first; i < renders; i += THREADS) {
                        TaintPolicy policy = i % 2 == 0 ? TaintPolicy.ENFORCE : TaintPolicy.OFF;
                        wrong += isRight(renderer, file, i, policy) ? 0 : 1;
                    }
                    return wrong;
                }));
            }
            for (Future<Integer> wrong : counts) {
                assertThat(wrong.get()).as("wrong renders of one thread").isZero();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isRight(SlsRenderer renderer, Path file, int i, TaintPolicy policy) {
        String id = "min" + i;
        Map<String, Object> data = Map.of("act", "pend", "id", id, "n", (long) i, "list", List.of("a" + i, "b"));
        HighData high = renderer.file(file, "", RenderWorld.empty().event("salt/auth/t" + i, data, policy));
        return Recorded.text(high.data())
                .equals("{\"accept_" + id + "\": {\"wheel.key.accept\": [{\"match\": \"" + id + "\"}, {\"n\": " + i
                        + "}, {\"items\": [\"A" + i + "\", \"B\"]}, {\"part\": \"t" + i + "\"}]}}");
    }

    @Test
    void runawayTemplatesAreStopped() {
        RenderLimits limits = new RenderLimits(Duration.ofMillis(300), 100_000, 100_000, 100_000, 50);
        SlsRenderer renderer = new SlsRenderer(RenderPipe.standard(new SecureRandom()));
        for (String sls : List.of(
                "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}",
                "{% for a in range(90000) %}xxxxxxxxxx{% endfor %}",
                "{{ 'x' * 1000000000 }}",
                "{{ ('a' * 40)|regex_match('(a|aa)+$b') }}{{ ('a' * 40 ~ 'b')|regex_search('^(a+)+$') }}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{{ range(99999)|product(range(99999), range(99999))|list }}",
                "{{ '10.0.0.0/8'|network_hosts }}",
                "{{ [1] * 100000000 }}")) {
            assertThatThrownBy(() ->
                            renderer.text(sls, "r.sls", "", RenderWorld.empty().limits(limits)))
                    .as(sls)
                    .isInstanceOf(RenderException.class);
        }
    }

    @Test
    void oneBrokenFileDoesNotStopTheOthers(@TempDir Path directory) throws Exception {
        Path good = Files.writeString(directory.resolve("good.sls"), "x:\n  test.nop: []\n");
        Path bad = Files.writeString(directory.resolve("bad.sls"), "a: 1\n\n{{ nope }}\n");
        SlsRenderer renderer = new SlsRenderer(RenderPipe.standard(new SecureRandom()));
        List<SlsOutcome> outcomes =
                renderer.files(List.of(bad, directory.resolve("missing.sls"), good), RenderWorld.empty());
        assertThat(outcomes.get(0))
                .isInstanceOfSatisfying(
                        SlsOutcome.Failed.class,
                        failed -> assertThat(failed.error().headline())
                                .isEqualTo(bad + ":3: Jinja variable 'nope' is undefined"));
        assertThat(outcomes.get(1)).isInstanceOf(SlsOutcome.Failed.class);
        assertThat(outcomes.get(2)).isInstanceOf(SlsOutcome.Rendered.class);
    }

    @Test
    void aChangedFileIsReadAgain(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a.sls"), "x: {a: 1}\n");
        SlsRenderer renderer = new SlsRenderer(RenderPipe.standard(new SecureRandom()));
        assertThat(renderer.file(file, "a", RenderWorld.empty()).data()).hasToString("{x={a=1}}");
        Files.writeString(file, "x: {a: 22}\n");
        assertThat(renderer.file(file, "a", RenderWorld.empty()).data()).hasToString("{x={a=22}}");
    }
}
