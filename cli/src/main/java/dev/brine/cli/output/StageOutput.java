package dev.brine.cli.output;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stages of an overstate ({@code overstatestage}). */
final class StageOutput implements Outputter {

    @Override
    public String render(@Nullable Object data, OutputSettings settings) {
        if (!(data instanceof List<?> components)) {
            throw new MalformedData("stages come in a list");
        }
        Colors colors = settings.colors();
        StringBuilder out = new StringBuilder();
        for (Object component : components) {
            if (!(component instanceof Map<?, ?> stages)) {
                throw new MalformedData("a stage is a map");
            }
            stages.forEach((name, stage) -> {
                out.append(colors.lightBlue()).append(PythonText.str(name)).append(": ");
                out.append(colors.end()).append('\n');
                if (stage instanceof Map<?, ?> keys) {
                    for (Map.Entry<?, ?> entry : PythonText.sorted(keys)) {
                        out.append("    ").append(colors.lightBlue());
                        out.append(PythonText.str(entry.getKey())).append(": ");
                        out.append(PythonText.str(entry.getValue()))
                                .append(colors.end())
                                .append('\n');
                    }
                }
            });
        }
        return out.toString();
    }
}
