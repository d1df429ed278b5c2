package dev.brine.bench;

import dev.brine.engine.event.Origin;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderRequest;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.SlsRenderer;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one reaction costs, from its SLS file to low chunks: the template alone (parsed anew, and kept), with YAML, and
 * with compiling. {@code policy} shows what tracking event text costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReactionBenchmark {
    private static final String SLS = """
            {% if 'act' in data and data['act'] == 'pend' and data['id'].startswith('Min') %}
            minion_add:
              wheel.key.accept:
                - args:
                  - match: {{ data['id'] }}
            minion_greet:
              local.cmd.run:
                - tgt: {{ data['id'] }}
                - arg:
                  - echo hello
            {% endif %}
            """;

    private static final Map<String, Object> DATA = Map.of("id", "Minion1.example.com", "act", "pend", "result", true);

    @Param({"ENFORCE", "OFF"})
    public TaintPolicy policy = TaintPolicy.ENFORCE;

    private final RenderPipe pipe = RenderPipe.standard(new SecureRandom());
    private final SlsRenderer renderer = new SlsRenderer(pipe);
    private final EventContext event = new EventContext("salt/auth", DATA, Map.of(), Origin.LOCAL);
    private RenderWorld world = RenderWorld.empty();
    private ReactionCompiler compiler = compiler(policy);
    private Path file = Path.of("reaction.sls");

    @Setup(Level.Trial)
    public void write() throws IOException {
        file = Files.createTempFile("reaction", ".sls");
        Files.writeString(file, SLS);
        world = RenderWorld.empty().event("salt/auth", DATA, policy);
        compiler = compiler(policy);
    }

    private ReactionCompiler compiler(TaintPolicy policy) {
        return new ReactionCompiler(
                new SlsFiles((path, saltenv) -> Optional.empty()),
                new dev.brine.reactor.sls.SlsRenderer(pipe, RenderWorld::empty, policy));
    }

    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    @Benchmark
    public Object templateParsedAnew() {
        return pipe.render(new RenderRequest(SLS, file.toString(), "", null, world.pipe("jinja")));
    }

    @Benchmark
    public Object templateKept() {
        return pipe.render(new RenderRequest(SLS, file.toString(), "", "1", world.pipe("jinja")));
    }

    @Benchmark
    public Object templateAndYaml() {
        return renderer.file(file, "", world);
    }

    @Benchmark
    public Object wholeReaction() {
        return compiler.compile(List.of(file.toString()), event);
    }
}
