package dev.brine.states.module;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arguments that may be a list or a comma-separated text: SLS names, ids. */
final class Words {
    private Words() {}

    static List<Object> of(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List<?> items) {
            return new ArrayList<>(items);
        }
        List<Object> words = new ArrayList<>();
        for (String word : value.toString().split(",", -1)) {
            words.add(word.strip());
        }
        return words;
    }

    static List<String> texts(@Nullable Object value) {
        return of(value).stream().map(String::valueOf).toList();
    }
}
