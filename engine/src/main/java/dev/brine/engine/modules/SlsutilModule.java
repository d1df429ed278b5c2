package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.engine.render.yaml.YamlStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code slsutil}: rendering, merging and writing data. */
@Module("slsutil")
public final class SlsutilModule {
    private final ModuleParts parts;
    private final Fetched fetched;
    private final Templates templates;

    SlsutilModule(ModuleParts parts) {
        this.parts = parts;
        this.fetched = new Fetched(parts);
        this.templates = new Templates(parts);
    }

    @Fn(doc = """
            Render a file or a text and return the text or data.

            path: the file, a path or salt:// URL
            string: the text
            default_renderer: renderers to use when the first line names none
            kwargs: further variables
            """)
    public @Nullable Object renderer(
            @Arg(dflt = "None") @Nullable String path,
            @Arg(dflt = "None") @Nullable String string,
            @Arg(dflt = "'jinja|yaml'") String defaultRenderer,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        if ((path == null) == (string == null)) {
            throw new InvocationError("Must pass either path or string");
        }
        Object env = kwargs.get("saltenv");
        String saltenv = env == null ? parts.minion().config().files().saltenv() : env.toString();
        String text = string;
        String place = null;
        if (text == null && path != null) {
            Path file = fetched.get(path, saltenv).orElseThrow(() -> new FunctionError("there is no file " + path));
            place = file.toString();
            try {
                text = Files.readString(file);
            } catch (IOException e) {
                throw new FunctionError(file + ": cannot read it: " + e.getMessage(), e);
            }
        }
        return templates.render(text == null ? "" : text, place, defaultRenderer, saltenv, kwargs, call);
    }

    @Fn(doc = """
            Merge two maps and return the result.

            obj_a: the one below
            obj_b: the one above
            strategy: smart, aggregate, list, recurse or overwrite
            renderer: accepted as Salt accepts it
            merge_lists: append lists instead of replacing them
            """)
    public Map<?, ?> merge(
            Map<String, Object> objA,
            Map<String, Object> objB,
            @Arg(dflt = "'smart'") String strategy,
            @Arg(dflt = "'yaml'") String renderer,
            @Arg(dflt = "False") boolean mergeLists) {
        return DictMerge.merge(objA, objB, strategy, mergeLists ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE);
    }

    @Fn(doc = """
            Merge a list of maps, each over those before it.

            lst: the maps
            strategy: smart, aggregate, list, recurse or overwrite
            renderer: accepted as Salt accepts it
            merge_lists: append lists instead of replacing them
            """)
    public Map<?, ?> mergeAll(
            List<Object> lst,
            @Arg(dflt = "'smart'") String strategy,
            @Arg(dflt = "'yaml'") String renderer,
            @Arg(dflt = "False") boolean mergeLists) {
        Map<?, ?> all = new LinkedHashMap<>();
        for (Object each : lst) {
            if (!(each instanceof Map<?, ?> map)) {
                throw new InvocationError("slsutil.merge_all takes maps, not " + PythonText.type(each));
            }
            all = DictMerge.merge(all, map, strategy, mergeLists ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE);
        }
        return all;
    }

    @Fn(doc = """
            Merge a map into another and return that.

            dest: the one below
            upd: the one above
            recursive_update: merge maps inside of them, too
            merge_lists: append lists instead of replacing them
            """)
    public Map<String, Object> update(
            Map<String, Object> dest,
            Map<String, Object> upd,
            @Arg(dflt = "True") boolean recursiveUpdate,
            @Arg(dflt = "False") boolean mergeLists) {
        if (recursiveUpdate) {
            DictMerge.update(dest, upd, mergeLists ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE);
        } else {
            dest.putAll(upd);
        }
        return dest;
    }

    @Fn(doc = """
            Return data as text.

            serializer: yaml or json
            obj: the data
            """)
    public String serialize(String serializer, @Nullable Object obj, @Arg(rest = true) Map<String, Object> kwargs) {
        return switch (serializer) {
            case "json" -> JsonWriter.write(obj, JsonStyle.SALT);
            case "yaml" ->
                YamlDumper.dump(
                                obj,
                                Boolean.FALSE.equals(kwargs.get("default_flow_style"))
                                        ? YamlStyle.BLOCK
                                        : YamlStyle.SALT)
                        .replaceFirst("(\n\\.\\.\\.)?\n$", "");
            default -> throw new FunctionError("Serializer '" + serializer + "' not found.");
        };
    }

    @Fn(doc = """
            Return the data that a text holds.

            serializer: yaml or json
            stream_or_string: the text
            """)
    public @Nullable Object deserialize(
            String serializer, String streamOrString, @Arg(rest = true) Map<String, Object> kwargs) {
        return switch (serializer) {
            case "json" -> JsonReader.read(streamOrString);
            case "yaml" -> new YamlLoader().load(streamOrString);
            default -> throw new FunctionError("Serializer '" + serializer + "' not found.");
        };
    }

    @Fn(doc = """
            Return one of two texts by the truth of a value.

            value: the value
            true, false: the texts
            """)
    public String boolstr(
            boolean value,
            @Arg(dflt = "'true'", name = "true") String yes,
            @Arg(dflt = "'false'", name = "false") String no) {
        return value ? yes : no;
    }
}
