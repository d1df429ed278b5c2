package dev.brine.states.state;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import java.io.IOException;
import java.util.function.Function;

/** Gives execution functions that work as states do the context that states have. */
public interface Contexts {

    /** @param saltenv where {@code salt://} leads to */
    <T> T with(Call call, String saltenv, Function<StateContext, T> work);

    /** Work that can fail as states can. */
    interface Work<T> {
        T in(StateContext context) throws IOException, Sources.NotThere;
    }

    /** @throws FunctionError with what the comment of a state would say */
    default <T> T work(Call call, String saltenv, Work<T> work) {
        return with(call, saltenv, context -> {
            try {
                return work.in(context);
            } catch (Sources.NotThere e) {
                throw new FunctionError(String.valueOf(e.getMessage()), e);
            } catch (IOException e) {
                throw new FunctionError(FileTools.reason(e), e);
            }
        });
    }
}
