package dev.brine.engine.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FunctionsTest {
    /** Functions of every shape that the binder knows. */
    @Module("demo")
    public static final class Demo {
        @Fn(doc = "Gives back what it got.")
        public Object echo(
                String text, @Arg(dflt = "1") long times, @Arg(name = "source_hash", dflt = "None") Object hash) {
            return text + times + hash;
        }

        @Fn(doc = "Everything.", name = "list")
        public Object everything(
                Call call, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
            call.retcode(3);
            return Map.of("args", args, "kwargs", kwargs, "fun", call.fun());
        }

        @Fn(doc = "Fails.")
        public Object failWithText() {
            throw new FunctionError("no such thing");
        }

        @Fn(doc = "Throws.")
        public Object crash() {
            throw new IllegalStateException("boom");
        }
    }

    private final Invoker invoker = new Invoker(new Functions(new Catalog() {
        @Override
        public Set<String> modules() {
            return Set.of("demo", "broken");
        }

        @Override
        public Object create(String module) {
            if (module.equals("broken")) {
                throw new Unavailable("no systemd on this host");
            }
            return new Demo();
        }
    }));

    private Outcome run(String fun, List<Object> args, Map<String, Object> kwargs) {
        return invoker.invoke(args, kwargs, Call.local(fun, invoker));
    }

    @Test
    void bindsByPositionThenByKeywordThenByDefault() {
        assertThat(run("demo.echo", List.of("a"), Map.of()).value()).isEqualTo("a1null");
        assertThat(run("demo.echo", List.of(5L, "7"), Map.of("source_hash", "x"))
                        .value())
                .isEqualTo("57x");
    }

    @Test
    void restParametersTakeWhatIsLeft() {
        Outcome outcome = run("demo.list", List.of(1L, 2L), Map.of("k", "v"));
        assertThat(outcome.value())
                .isEqualTo(Map.of("args", List.of(1L, 2L), "kwargs", Map.of("k", "v"), "fun", "demo.list"));
        assertThat(outcome.retcode()).isEqualTo(3);
        assertThat(outcome.success()).isFalse();
    }

    @Test
    void refusesArgumentsInPythonsWords() {
        assertThat((String) run("demo.echo", List.of(), Map.of()).value())
                .startsWith(
                        "Passed invalid arguments to demo.echo: echo() missing 1 required positional argument: 'text'");
        assertThat((String) run("demo.echo", List.of("a", 1L, 2L, 3L), Map.of()).value())
                .contains("echo() takes from 1 to 3 positional arguments but 4 were given");
        assertThat((String) run("demo.echo", List.of("a"), Map.of("nope", 1L)).value())
                .contains("echo() got an unexpected keyword argument 'nope'");
        assertThat((String) run("demo.echo", List.of("a"), Map.of("text", 1L)).value())
                .contains("echo() got multiple values for argument 'text'");
    }

    @Test
    void whatIsMissingIsSaidInSaltsWords() {
        assertThat(run("demo.nope", List.of(), Map.of()).value()).isEqualTo("'demo.nope' is not available.");
        assertThat(run("nope", List.of(), Map.of()).value()).isEqualTo("'nope' is not available.");
        assertThat(run("broken.x", List.of(), Map.of()).value())
                .isEqualTo("'broken' __virtual__ returned False: no systemd on this host");
    }

    @Test
    void anErrorForTheUserHasNoTraceAndAFaultHasOne() {
        assertThat(run("demo.fail_with_text", List.of(), Map.of()).value()).isEqualTo("ERROR: no such thing");
        assertThat((String) run("demo.crash", List.of(), Map.of()).value())
                .startsWith("The minion function caused an exception: java.lang.IllegalStateException: boom");
    }
}
