package dev.brine.cli.output;

import org.jspecify.annotations.Nullable;

/** The data as Python's {@code pprint} lays it out. */
final class PprintOutput implements Outputter {

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        long indent = settings.value("output_indent") instanceof Long spaces && spaces >= 0 ? spaces : 1;
        return PythonPrint.pformat(data, (int) indent);
    }

    @Override
    public boolean serialises() {
        return true;
    }
}
