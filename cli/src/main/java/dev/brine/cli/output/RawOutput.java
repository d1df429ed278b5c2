package dev.brine.cli.output;

import org.jspecify.annotations.Nullable;

/** The data as one Python expression. */
final class RawOutput implements Outputter {

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        return PythonText.str(data);
    }

    @Override
    public boolean serialises() {
        return true;
    }
}
