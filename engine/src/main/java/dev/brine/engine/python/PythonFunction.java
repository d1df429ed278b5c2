package dev.brine.engine.python;

import dev.brine.engine.call.BadArguments;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.ForeignFault;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Parameter;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function of a Python module.
 *
 * @param kind of the module
 * @param out the outputter that the module names for it; "" for none
 */
record PythonFunction(
        Python python,
        Dunders dunders,
        CustomKind kind,
        Place place,
        String name,
        String doc,
        List<Parameter> parameters,
        String out)
        implements Function {

    @Override
    public @Nullable Object call(List<Object> args, Map<String, Object> kwargs, Call call) throws InterruptedException {
        if (!out.isEmpty()) {
            call.out(out);
        }
        try {
            Task task = Task.call(kind, place, args, kwargs);
            Answer answer =
                    kind == CustomKind.ENGINES ? python.stay(task, dunders, call) : python.call(task, dunders, call);
            call.context().putAll(answer.context());
            call.retcode((int) answer.retcode());
            return answer.value();
        } catch (PythonError e) {
            throw shown(e);
        } catch (PythonUnavailable e) {
            throw new FunctionError(name + ": " + e.getMessage(), e);
        }
    }

    /** Salt 3006: what becomes of an exception depends on who called. */
    private RuntimeException shown(PythonError e) {
        if (kind == CustomKind.STATES) {
            return new ForeignFault(e.trace());
        }
        if (kind == CustomKind.RUNNERS && e.kind() != PythonError.Kind.ARGUMENTS) {
            return new ForeignFault("Exception occurred in runner " + name + ": " + e.trace());
        }
        return switch (e.kind()) {
            case EXECUTION, MISSING -> new FunctionError(e.text(), e);
            case COMMAND -> new ForeignFault("Command required for '" + name + "' not found: " + e.text());
            case INVOCATION -> new InvocationError(e.text());
            case ARGUMENTS -> new BadArguments(e.text());
            default -> new ForeignFault("The minion function caused an exception: " + e.trace());
        };
    }
}
