package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import org.jspecify.annotations.Nullable;

/** Raises errors, to try what becomes of them. Salt 3006: runners/error.py. */
@Module("error")
public final class ErrorRunner {

    @Fn(doc = """
                    Fail with a message; without a name nothing happens

                    name: the name of the exception
                    message: what it says

                    CLI Example:

                        salt-run error.error name="Exception" message="This is an error."
                    """)
    public @Nullable Object error(@Arg(dflt = "None") @Nullable String name, @Arg(dflt = "''") String message) {
        if (name == null) {
            return null;
        }
        throw new FunctionError(name + ": " + message);
    }
}
