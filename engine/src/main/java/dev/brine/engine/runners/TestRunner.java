package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.config.MasterConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Functions to try runners with. Salt 3006: runners/test.py. */
@Module("test")
public final class TestRunner {
    private final MasterConfig config;

    TestRunner(MasterConfig config) {
        this.config = config;
    }

    @Fn(doc = """
                    Return the options of the master

                    CLI Example:

                        salt-run test.get_opts
                    """)
    public Map<String, Object> getOpts() {
        return config.raw().values();
    }

    @Fn(doc = """
                    Output the given args and kwargs, all of them

                    CLI Example:

                        salt-run test.raw_arg foo __bar=baz
                    """)
    public Map<String, Object> rawArg(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("args", args);
        shown.put("kwargs", kwargs);
        return shown;
    }

    @Fn(doc = """
                    Print foo and return bar

                    CLI Example:

                        salt-run test.stdout_print
                    """)
    public String stdoutPrint(Call call) {
        call.print("foo");
        return "bar";
    }

    @Fn(doc = """
                    Print how far it is a hundred times, then return True

                    CLI Example:

                        salt-run test.stream
                    """)
    public boolean stream(Call call) throws InterruptedException {
        for (int i = 1; i < 100; i++) {
            call.print("Runner is " + i + "% done");
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return true;
    }

    @Fn(doc = """
                    Output the given args and kwargs

                    CLI Example:

                        salt-run test.arg foo bar=baz
                    """)
    public Map<String, Object> arg(@Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("args", args);
        shown.put("kwargs", kwargs);
        return shown;
    }

    @Fn(doc = """
                    Return the names programmers give to things without meaning

                    CLI Example:

                        salt-run test.metasyntactic
                    """)
    public List<Object> metasyntactic(@Arg(dflt = "'us'") String locality) {
        return new ArrayList<>(List.of(
                "foo", "bar", "baz", "qux", "quux", "quuz", "corge", "grault", "garply", "waldo", "fred", "plugh",
                "xyzzy", "thud"));
    }

    @Fn(doc = """
                    Sleep t seconds, then return True

                    CLI Example:

                        salt-run test.sleep 10
                    """)
    public boolean sleep(@Arg(name = "s_time", dflt = "10") double seconds, Call call) throws InterruptedException {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < until && !call.cancelled()) {
            TimeUnit.MILLISECONDS.sleep(Math.min(100, 1 + (until - System.nanoTime()) / 1_000_000));
        }
        return true;
    }

    @Fn(doc = """
                    Return what was given

                    CLI Example:

                        salt-run test.echo hello
                    """)
    public Object echo(Object text) {
        return text;
    }

    @Fn(doc = """
                    Fail with a message

                    CLI Example:

                        salt-run test.exception 'it broke'
                    """)
    public Object exception(@Arg(dflt = "'Test Exception'") String message) {
        throw new FunctionError(message);
    }
}
