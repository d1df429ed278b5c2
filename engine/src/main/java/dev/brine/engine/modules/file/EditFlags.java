package dev.brine.engine.modules.file;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.modules.host.PythonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code flags} of edits by regular expression: Python's number, a name, or a list of names. */
final class EditFlags {
    static final int MULTILINE = 8;

    private EditFlags() {}

    static int bits(@Nullable Object flags) {
        if (flags == null) {
            return MULTILINE;
        }
        if (flags instanceof Number number) {
            return number.intValue();
        }
        int bits = 0;
        for (Object each : flags instanceof List<?> list ? list : List.of(flags)) {
            int flag = PythonRegex.flag(PythonText.str(each));
            if (flag == 0) {
                throw new FunctionError("Invalid re flag given: " + each);
            }
            bits |= flag;
        }
        return bits;
    }

    static PythonRegex expression(String expression, @Nullable Object flags) {
        return expression(expression, bits(flags));
    }

    static PythonRegex expression(String expression, int bits) {
        try {
            return PythonRegex.of(expression, bits);
        } catch (IllegalArgumentException e) {
            throw new InvocationError("not a regular expression: " + e.getMessage());
        }
    }
}
