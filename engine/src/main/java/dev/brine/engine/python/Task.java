package dev.brine.engine.python;

import dev.brine.engine.plugin.CustomKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a child is to do, without what it sees of its surroundings.
 *
 * @param words the kind of work and its operands, as {@code worker.py} reads them
 */
record Task(Map<String, Object> words) {

    static Task call(CustomKind kind, Place place, List<Object> args, Map<String, Object> kwargs) {
        Map<String, Object> words = of("call");
        words.put("kind", kind.directory());
        words.put("file", place.file());
        words.put("name", place.module());
        words.put("function", place.function());
        words.put("args", args);
        words.put("kwargs", kwargs);
        return new Task(words);
    }

    /** @param files the only ones to look at */
    static Task list(CustomKind kind, List<String> files) {
        Map<String, Object> words = of("list");
        words.put("kind", kind.directory());
        words.put("files", files);
        return new Task(words);
    }

    static Task grains(Map<String, Object> known, boolean deep) {
        Map<String, Object> words = of("grains");
        words.put("args", List.of(known));
        words.put("deep", deep);
        return new Task(words);
    }

    static Task template(String path, String text, Map<String, Object> names) {
        Map<String, Object> words = of("render");
        words.put("file", path);
        words.put("text", text);
        words.put("kwargs", names);
        return new Task(words);
    }

    static Task renderer(String file, @Nullable Object input, Map<String, Object> names) {
        Map<String, Object> words = of("renderer");
        words.put("file", file);
        words.put("args", java.util.Collections.singletonList(input));
        words.put("kwargs", names);
        return new Task(words);
    }

    private static Map<String, Object> of(String work) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("work", work);
        return words;
    }
}
