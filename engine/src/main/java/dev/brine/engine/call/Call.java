package dev.brine.engine.call;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a function: what it was asked with, and what it leaves beside its return value.
 *
 * <p>Belongs to the thread that runs the function, except {@link #cancelled}, which any thread may ask for.
 */
public final class Call {
    private static final Logger log = LoggerFactory.getLogger(Call.class);

    private final String fun;
    private final String jid;
    private final String user;
    private final Map<String, Object> publication;
    private final Invoker functions;
    private final BooleanSupplier cancelled;
    private final Map<String, Object> context;
    private int retcode;
    private @Nullable String out;
    private @Nullable Consumer<String> printer;

    private Call(
            String fun,
            String jid,
            String user,
            Map<String, Object> publication,
            Invoker functions,
            BooleanSupplier cancelled,
            Map<String, Object> context) {
        this.fun = fun;
        this.jid = jid;
        this.user = user;
        this.publication = publication;
        this.functions = functions;
        this.cancelled = cancelled;
        this.context = context;
    }

    /**
     * A call that came as a job.
     *
     * @param publication the job's load (tgt, tgt_type, ret, user, ...); Salt hands it to functions as {@code __pub_*}
     * @param functions the family through which the function calls others (Salt's {@code __salt__})
     */
    public static Call of(
            String fun,
            String jid,
            String user,
            Map<String, Object> publication,
            Invoker functions,
            BooleanSupplier cancelled) {
        return new Call(fun, jid, user, publication, functions, cancelled, new LinkedHashMap<>());
    }

    /** A call without a job behind it: a template's, a test's. */
    public static Call local(String fun, Invoker functions) {
        return of(fun, "", "root", Map.of(), functions, () -> false);
    }

    /** The call that this one makes of {@code other}: same job and context, its own retcode. */
    public Call nested(String other) {
        Call nested = new Call(other, jid, user, publication, functions, cancelled, context);
        nested.printer = printer;
        return nested;
    }

    /** The same call with a place for what the function prints; without one it goes to the log. */
    public Call printing(Consumer<String> place) {
        printer = place;
        return this;
    }

    /** Where printed lines go; null for the log. May be used from any thread. */
    public @Nullable Consumer<String> printer() {
        return printer;
    }

    /** Shows lines of text to whoever called, besides the return value: Python's {@code print}. */
    public void print(String text) {
        if (printer == null) {
            log.info("{} printed: {}", fun, text);
        } else {
            printer.accept(text);
        }
    }

    public String fun() {
        return fun;
    }

    /** The job's id; empty when there is no job. */
    public String jid() {
        return jid;
    }

    public String user() {
        return user;
    }

    public Map<String, Object> publication() {
        return publication;
    }

    public Invoker functions() {
        return functions;
    }

    /** Salt's {@code __context__}: shared by all calls that this job's function makes. */
    public Map<String, Object> context() {
        return context;
    }

    /** Whether the job was killed; long-running functions look at it and stop. */
    public boolean cancelled() {
        return cancelled.getAsBoolean();
    }

    /** Sets the return code that goes with the return value (0 = success). */
    public void retcode(int code) {
        this.retcode = code;
    }

    public int retcode() {
        return retcode;
    }

    /** Names the outputter that suits the return value ("highstate"); null for none in particular. */
    public void out(@Nullable String outputter) {
        this.out = outputter;
    }

    public @Nullable String out() {
        return out;
    }
}
