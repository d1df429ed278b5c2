package dev.brine.engine.call;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs functions of one family by name and turns whatever happens into an {@link Outcome}, in Salt's own words.
 *
 * <p>Safe for use by many threads.
 */
public final class Invoker {
    private static final Logger log = LoggerFactory.getLogger(Invoker.class);

    private final FunctionTable table;

    public Invoker(FunctionTable table) {
        this.table = table;
    }

    public FunctionTable table() {
        return table;
    }

    /** Runs {@code call.fun()}. Never throws, except for errors of the JVM itself. */
    public Outcome invoke(List<Object> args, Map<String, Object> kwargs, Call call) {
        String name = call.fun();
        Function function = table.find(name).orElse(null);
        if (function == null) {
            return new Outcome.Missing(table.missing(name));
        }
        try {
            Object value = function.call(args, kwargs, call);
            return new Outcome.Returned(value, call.retcode(), call.out());
        } catch (BadArguments e) {
            // Salt 3006: minion.py _thread_return shows the message and the function's doc
            return new Outcome.Refused("Passed invalid arguments to " + name + ": " + e.getMessage()
                    + gap(function.doc()) + function.doc());
        } catch (InvocationError e) {
            log.debug("{} was refused", name, e);
            return new Outcome.Failed("ERROR executing '" + name + "': " + e.getMessage(), e);
        } catch (FunctionError e) {
            log.debug("{} failed", name, e);
            return new Outcome.Failed("ERROR: " + e.getMessage(), e);
        } catch (ForeignFault e) {
            log.debug("{} threw: {}", name, e.getMessage());
            return new Outcome.Failed(String.valueOf(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Failed("ERROR: " + name + " was interrupted", e);
        } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
            log.error("{} threw", name, e);
            return new Outcome.Failed("The minion function caused an exception: " + trace(e), e);
        }
    }

    /** Doc strings of Python mostly begin with a line end of their own. */
    private static String gap(String doc) {
        return doc.startsWith("\n") ? "\n" : "\n\n";
    }

    /**
     * Runs a function for another one that needs its value (Salt's {@code __salt__['x.y'](...)}).
     *
     * @throws FunctionError when it is missing, is refused its arguments, or fails
     */
    public @Nullable Object value(List<Object> args, Map<String, Object> kwargs, Call call) {
        Outcome outcome = invoke(args, kwargs, call);
        if (outcome instanceof Outcome.Returned returned) {
            return returned.value();
        }
        if (outcome instanceof Outcome.Failed failed && failed.cause() instanceof FunctionError error) {
            throw error;
        }
        throw new FunctionError(String.valueOf(outcome.value()));
    }

    private static String trace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
