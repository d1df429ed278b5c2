package dev.brine.cli.command;

import dev.brine.cli.output.MalformedData;
import dev.brine.cli.output.OutputSettings;
import dev.brine.cli.output.OwnOutputters;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.ExtensionConfig;
import dev.brine.engine.plugin.CustomKind;
import dev.brine.engine.plugin.Dunders;
import dev.brine.engine.python.PythonCode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Outputters that users wrote in Python: {@code output(data, **kwargs)} in {@code _output}, synchronised, or in {@code outputter_dirs}.
 *
 * <p>No Python is started where there is no module of the name. {@code __opts__} is the configuration with the command line.
 *
 * @param extensions where the modules are
 */
record PythonOutputters(Supplier<ExtensionConfig> extensions) implements OwnOutputters {
    private static final Logger log = LoggerFactory.getLogger(PythonOutputters.class);

    @Override
    public @Nullable String text(String name, @Nullable Object data, OutputSettings settings) {
        ExtensionConfig config = extensions.get();
        if (!PythonCode.has(config, CustomKind.OUTPUT, name)) {
            return null;
        }
        Map<String, Object> opts = new LinkedHashMap<>(settings.options());
        opts.put("color", settings.color());
        try (PythonCode code = new PythonCode(config)) {
            Dunders dunders = new Dunders(() -> opts, Map.of(), Map::of, Map.of());
            Invoker outputters =
                    new Invoker(code.functions(CustomKind.OUTPUT, FunctionTable.chain(List.of()), dunders));
            String function = name + ".output";
            Outcome outcome = outputters.invoke(
                    Collections.singletonList(data),
                    Map.of("_retcode", settings.retcode()),
                    Call.local(function, outputters));
            if (outcome instanceof Outcome.Returned) {
                return outcome.value() == null ? "" : String.valueOf(outcome.value());
            }
            log.error("outputter {}: {}", name, outcome.value());
            throw new MalformedData(String.valueOf(outcome.value()));
        }
    }
}
