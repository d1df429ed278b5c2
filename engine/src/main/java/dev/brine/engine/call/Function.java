package dev.brine.engine.call;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A function that users can call: its name, its text, its parameters, and the way to run it. */
public interface Function {

    /** Full name: {@code test.ping}. */
    String name();

    /** The text {@code sys.doc} shows. */
    String doc();

    /** In order; a {@link Call} that the function wants injected is not among them. */
    List<Parameter> parameters();

    /** Whether it takes any keyword, so that Salt would hand it {@code __pub_*} values. */
    default boolean takesKeywords() {
        return parameters().stream().anyMatch(p -> p.kind() == Parameter.Kind.KEYWORDS);
    }

    /**
     * Binds the arguments and runs.
     *
     * @return a plain value
     * @throws BadArguments when they do not fit the parameters; the function did not run
     * @throws Exception whatever the function throws
     */
    @Nullable
    Object call(List<Object> args, Map<String, Object> kwargs, Call call) throws Exception;
}
