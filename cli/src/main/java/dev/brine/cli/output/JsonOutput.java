package dev.brine.cli.output;

import org.jspecify.annotations.Nullable;

/** JSON, four spaces deep unless {@code output_indent} says otherwise ({@code pretty} also sorts keys). */
final class JsonOutput implements Outputter {

    private static final int DEFAULT_INDENT = 4;

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        if (!settings.has("output_indent")) {
            return Serialised.json(data, DEFAULT_INDENT, false);
        }
        Object indent = settings.value("output_indent");
        if ("pretty".equals(indent)) {
            return Serialised.json(data, DEFAULT_INDENT, true);
        }
        return Serialised.json(data, indent instanceof Long spaces && spaces >= 0 ? spaces.intValue() : -1, false);
    }

    @Override
    public boolean serialises() {
        return true;
    }
}
