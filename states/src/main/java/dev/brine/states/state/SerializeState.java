package dev.brine.states.state;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.engine.render.yaml.YamlStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file.serialize}: data as a YAML or JSON file. */
final class SerializeState {
    private final StateContext context;
    private final FileTools tools;
    private final ManagedFile managed;

    SerializeState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
        this.managed = new ManagedFile(context);
    }

    Map<String, Object> serialize(String given, Args args) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.serialize");
        }
        if (!args.flag("create", true) && !Files.isRegularFile(Path.of(name))) {
            return Result.same(name, "File " + name + " is not present and is not set for creation");
        }
        if (args.has("serializer") && args.has("formatter")) {
            return Result.failed(name, "Only one of serializer and formatter are allowed");
        }
        String format = args.text("serializer", args.text("formatter", "yaml")).toLowerCase(Locale.ROOT);
        if (Args.truth(args.value("dataset")) && Args.truth(args.value("dataset_pillar"))) {
            return Result.failed(name, "Only one of 'dataset' and 'dataset_pillar' is permitted");
        }
        Object data = args.has("dataset_pillar")
                ? Lookup.traverse(context.pillar(), args.text("dataset_pillar"), ":")
                : args.value("dataset");
        if (data == null) {
            return Result.failed(name, "Neither 'dataset' nor 'dataset_pillar' was defined");
        }
        if (!List.of("yaml", "json").contains(format)) {
            return Result.failed(
                    name,
                    "The " + format
                            + " serializer could not be found. It either does not exist or its prerequisites are "
                            + "not installed.");
        }
        Object existing = null;
        if (args.flag("merge_if_exists", false) && Files.isRegularFile(Path.of(name))) {
            try {
                String text = Files.readString(Path.of(name));
                existing = format.equals("json") ? JsonReader.read(text) : new YamlLoader().load(text);
            } catch (IOException | JsonError | YamlError e) {
                return Result.failed(name, "Failed to deserialize existing data: " + e.getMessage());
            }
            if (existing != null) {
                data = merged(existing, data);
                if (data.equals(existing)) {
                    return Result.same(name, "The file " + name + " is in the correct state");
                }
            }
        }
        return written(name, text(format, data, args), existing, data, args);
    }

    private Map<String, Object> written(String name, String text, @Nullable Object existing, Object data, Args args) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (String key :
                List.of("user", "group", "mode", "backup", "makedirs", "dir_mode", "show_changes", "encoding")) {
            if (args.has(key)) {
                options.put(key, args.value(key));
            }
        }
        options.put("contents", text);
        Map<String, Object> result = managed.managed(name, options, null);
        if (context.test() && FileTools.changed(result)) {
            result.put("comment", "Dataset will be serialized and stored into " + name);
        }
        if (existing instanceof Map && data instanceof Map && result.get("changes") instanceof Map<?, ?> changes) {
            Map<String, Object> shown = TextKeys.copy(changes);
            shown.put("diff", DataDiff.of(existing, data));
            result.put("changes", shown);
        }
        return result;
    }

    private static String text(String format, Object data, Args args) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Object each :
                args.value("serializer_opts") instanceof Map<?, ?> map ? List.of(map) : args.list("serializer_opts")) {
            if (each instanceof Map<?, ?> map) {
                map.forEach((key, value) -> options.put(String.valueOf(key), value));
            }
        }
        if (format.equals("json")) {
            Object indent = options.getOrDefault("indent", 2L);
            boolean sorted = !Boolean.FALSE.equals(options.getOrDefault("sort_keys", true));
            JsonStyle style = JsonStyle.PYTHON
                    .ascii(!args.has("encoding"))
                    .indented(indent instanceof Number number ? number.intValue() : 2)
                    .sorted(sorted);
            return JsonWriter.write(data, style) + "\n";
        }
        boolean flow = Boolean.TRUE.equals(options.get("default_flow_style"));
        return YamlDumper.dump(data, flow ? YamlStyle.BLOCK.flow(YamlStyle.Flow.ALWAYS) : YamlStyle.BLOCK);
    }

    @SuppressWarnings("NullAway") // plain values: null in, null out
    private static Object merged(@Nullable Object base, @Nullable Object over) {
        if (base instanceof Map<?, ?> below && over instanceof Map<?, ?> above) {
            Map<Object, Object> result = new LinkedHashMap<>(below);
            above.forEach(
                    (key, value) -> result.put(key, below.containsKey(key) ? merged(below.get(key), value) : value));
            return result;
        }
        return over;
    }
}
