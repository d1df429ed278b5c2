package dev.brine.engine.call;

import org.jspecify.annotations.Nullable;

/** What came of a call. */
public sealed interface Outcome {

    /** What goes into the job's return: the value, or the text of the error in Salt's words. */
    @Nullable
    Object value();

    int retcode();

    /** The outputter to show it with; null for the default. */
    @Nullable
    String out();

    default boolean success() {
        return retcode() == 0;
    }

    /** The function ran to its end. */
    record Returned(
            @Nullable Object value, int retcode, @Nullable String out) implements Outcome {}

    /** There is no such function here. */
    record Missing(String value) implements Outcome {
        @Override
        public int retcode() {
            return 1;
        }

        @Override
        public String out() {
            return "nested";
        }
    }

    /** The arguments did not fit; the function did not run. */
    record Refused(String value) implements Outcome {
        @Override
        public int retcode() {
            return 1;
        }

        @Override
        public String out() {
            return "nested";
        }
    }

    /** The function threw. {@code cause} is for the log; the value is what the user sees. */
    record Failed(String value, Throwable cause) implements Outcome {
        @Override
        public int retcode() {
            return 1;
        }

        @Override
        public String out() {
            return "nested";
        }
    }
}
