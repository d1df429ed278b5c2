package dev.brine.engine.modules.self;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.ForeignFault;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.grains.SaltVersion;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code test}: functions that try the machinery out. */
@Module("test")
public final class TestModule {
    private static final Logger log = LoggerFactory.getLogger(TestModule.class);
    private static final Pattern BUILT_IN =
            Pattern.compile("Exception|KeyboardInterrupt|SystemExit|StopIteration|[A-Z][A-Za-z]*(Error|Warning)");

    private final ModuleParts parts;

    public TestModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = "Return True: the minion is up and answers.")
    public boolean ping() {
        return true;
    }

    @Fn(doc = """
            Return the text given.

            text: what to return
            """)
    public @Nullable Object echo(Object text) {
        return text;
    }

    @Fn(doc = """
            Wait, then return True.

            length: seconds
            """)
    public boolean sleep(double length) throws InterruptedException {
        Thread.sleep((long) (length * 1000));
        return true;
    }

    @Fn(doc = """
            Wait a random time, then return True.

            max: the longest wait in seconds
            """)
    public boolean randSleep(@Arg(dflt = "60") long max) throws InterruptedException {
        Thread.sleep(ThreadLocalRandom.current().nextLong(max + 1) * 1000);
        return true;
    }

    @Fn(doc = "Return the version of Salt that this minion is compatible with.")
    public String version() {
        return SaltVersion.TEXT;
    }

    @Fn(doc = "Return the versions of Brine and of what it runs on, as a map.")
    public Map<String, Object> versionsInformation() {
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("Salt Version", Map.of("Salt", SaltVersion.TEXT));
        versions.put("Brine Version", Map.of("Brine", SaltVersion.BRINE));
        Map<String, Object> system = new LinkedHashMap<>();
        system.put("java", System.getProperty("java.version"));
        system.put("jvm", System.getProperty("java.vm.name"));
        system.put("machine", System.getProperty("os.arch"));
        system.put("release", System.getProperty("os.version"));
        system.put("system", System.getProperty("os.name"));
        versions.put("System Versions", system);
        return versions;
    }

    @Fn(doc = "Return the versions of Brine and of what it runs on, as text.")
    public String versionsReport() {
        StringBuilder text = new StringBuilder();
        versionsInformation().forEach((title, values) -> {
            text.append(text.length() == 0 ? "" : "\n \n").append(title).append(':');
            ((Map<?, ?>) values).forEach((name, value) -> text.append(String.format("%n%14s: %s", name, value)));
        });
        return text.toString();
    }

    @Fn(
            doc =
                    "Return the value of the option test.foo in the minion's configuration; an empty text when it is not set.")
    public Object confTest() {
        return parts.opts().getOrDefault("test.foo", "");
    }

    @Fn(doc = "Return the options of the minion's configuration.")
    public Map<String, Object> getOpts() {
        return parts.opts();
    }

    @Fn(doc = """
            Call another function and return what it returns.

            func: name of the function
            args: list of its arguments
            """)
    public @Nullable Object crossTest(String func, @Arg(dflt = "None") @Nullable List<Object> args, Call call) {
        return call.functions().value(args == null ? List.of() : args, Map.of(), call.nested(func));
    }

    @Fn(doc = "Return the keyword arguments given.")
    public Map<String, Object> kwarg(@Arg(rest = true) Map<String, Object> kwargs) {
        return kwargs;
    }

    @Fn(doc = "Return the positional and keyword arguments given.")
    public Map<String, Object> arg(@Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("args", args);
        both.put("kwargs", kwargs);
        return both;
    }

    @Fn(doc = "Return the arguments given, without those that the publication adds.")
    public Map<String, Object> argClean(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        kwargs.keySet().removeIf(key -> key.startsWith("__pub_"));
        return arg(args, kwargs);
    }

    @Fn(doc = "Return the types of the arguments given, in Python's names.")
    public Map<String, Object> argType(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        List<Object> types = new ArrayList<>();
        args.forEach(value -> types.add(PythonText.type(value)));
        Map<String, Object> named = new LinkedHashMap<>();
        kwargs.forEach((key, value) -> named.put(key, PythonText.type(value)));
        return arg(types, named);
    }

    @Fn(doc = "Return the arguments given in Python's notation.")
    public Map<String, Object> argRepr(
            @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> both = new LinkedHashMap<>();
        both.put("args", tuple(args));
        both.put("kwargs", PythonText.repr(kwargs));
        return both;
    }

    private static String tuple(List<Object> items) {
        String inside = String.join(", ", items.stream().map(PythonText::repr).toList());
        return "(" + inside + (items.size() == 1 ? ",)" : ")");
    }

    @Fn(doc = """
            Return a number of the Fibonacci sequence and the seconds it took to find it.

            num: its index; the sequence starts with 0, 1
            """)
    public List<Object> fib(long num) {
        long start = System.nanoTime();
        if (num < 0) {
            throw new ForeignFault(trace("ValueError: Negative number is not allowed!"));
        }
        long a = 0;
        long b = 1;
        if (num < 2) {
            a = num;
        } else {
            for (long i = 0; i < num; i++) {
                long sum = a + b;
                a = b;
                b = sum;
            }
        }
        return List.of(a, (System.nanoTime() - start) / 1e9);
    }

    @Fn(doc = """
            Return the Collatz sequence from a number down to 2, and the seconds it took.

            start: the number
            """)
    public List<Object> collatz(long start) {
        long begin = System.nanoTime();
        List<Object> steps = new ArrayList<>();
        boolean divided = false;
        for (long n = start; n > 1; ) {
            // Salt 3006: numbers are fractions from the first division on
            steps.add(divided ? (Object) (double) n : (Object) n);
            divided |= n % 2 == 0;
            n = n % 2 == 0 ? n / 2 : 3 * n + 1;
        }
        return List.of(steps, (System.nanoTime() - begin) / 1e9);
    }

    @Fn(doc = """
            Return the data given; for trying outputters.

            data: what to return
            """)
    public @Nullable Object outputter(Object data) {
        return data;
    }

    @Fn(doc = """
            Return True with a return code.

            code: the code
            """)
    public boolean retcode(@Arg(dflt = "42") long code, Call call) {
        call.retcode((int) code);
        return true;
    }

    @Fn(doc = """
            Raise an exception.

            message: its text
            """)
    public @Nullable Object exception(@Arg(dflt = "'Test Exception'") String message) {
        throw new ForeignFault(trace("Exception: " + message));
    }

    @Fn(name = "raise_exception", doc = """
            Raise an exception of a kind by its name in Salt.

            name: name of the exception
            args: its arguments, the first is the message
            """)
    public @Nullable Object raiseException(
            String name, @Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        String message = args.isEmpty() ? "" : String.valueOf(args.get(0));
        String bare = name.substring(name.lastIndexOf('.') + 1);
        if (name.startsWith("salt.exceptions.")) {
            switch (bare) {
                case "CommandExecutionError" -> throw new FunctionError(message);
                case "SaltInvocationError" -> throw new InvocationError(message);
                default -> throw new ForeignFault(trace(name + ": " + message));
            }
        }
        if (name.contains(".") || !BUILT_IN.matcher(name).matches()) {
            // Salt 3006: a name that is no exception of Python is logged and nothing is raised
            log.error("there is no exception {}", name);
            return false;
        }
        String shown = args.size() == 2 && bare.equals("OSError")
                ? "OSError: [Errno " + message + "] " + args.get(1)
                : bare + (message.isEmpty() ? "" : ": " + message);
        throw new ForeignFault(trace(shown));
    }

    private static String trace(String exception) {
        return "The minion function caused an exception: Traceback (most recent call last):\n" + exception + "\n";
    }

    @Fn(doc = "Return the stack of the running function.")
    public String stack() {
        StringBuilder text = new StringBuilder();
        for (StackTraceElement element : Thread.currentThread().getStackTrace()) {
            text.append("  ").append(element).append('\n');
        }
        return text.toString();
    }

    @Fn(name = "try", doc = """
            Call a function and return what it returns; None when it fails.

            module: name of the function
            return_try_exception: return the message instead of False
            """)
    public @Nullable Object tryCall(
            String module,
            @Arg(dflt = "False") boolean returnTryException,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        kwargs.keySet().removeIf(key -> key.startsWith("__pub_"));
        try {
            return call.functions().value(List.of(), kwargs, call.nested(module));
        } catch (FunctionError e) {
            return returnTryException ? e.getMessage() : null;
        }
    }

    @Fn(name = "assertion", doc = """
            Fail unless the value is true.

            assertion: the value
            """)
    public @Nullable Object assertion(boolean assertion) {
        if (!assertion) {
            throw new ForeignFault(trace("AssertionError"));
        }
        return null;
    }

    @Fn(name = "true", doc = "Return True.")
    public boolean alwaysTrue() {
        return true;
    }

    @Fn(name = "false", doc = "Return False.")
    public boolean alwaysFalse() {
        return false;
    }
}
