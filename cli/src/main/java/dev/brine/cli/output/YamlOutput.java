package dev.brine.cli.output;

import org.jspecify.annotations.Nullable;

/** YAML in block style; in flow style when {@code output_indent} is negative. */
final class YamlOutput implements Outputter {

    private static final int DEFAULT_INDENT = 2;

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        return Serialised.yaml(
                data, settings.value("output_indent") instanceof Long spaces ? spaces.intValue() : DEFAULT_INDENT);
    }

    @Override
    public boolean serialises() {
        return true;
    }
}
