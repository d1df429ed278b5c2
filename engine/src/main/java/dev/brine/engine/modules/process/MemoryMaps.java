package dev.brine.engine.modules.process;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a process has mapped into its memory: path and bytes, summed up by path. */
final class MemoryMaps {
    private static final List<String> COUNTERS = List.of(
            "Rss",
            "Size",
            "Pss",
            "Shared_Clean",
            "Shared_Dirty",
            "Private_Clean",
            "Private_Dirty",
            "Referenced",
            "Anonymous",
            "Swap");

    private MemoryMaps() {}

    /** Null when somebody else's memory may not be looked at. */
    static @Nullable Object of(OneProcess process) {
        String text = process.text("smaps").orElse(null);
        if (text == null) {
            return null;
        }
        Map<String, long[]> sums = new LinkedHashMap<>();
        long[] current = new long[COUNTERS.size()];
        for (String line : text.lines().toList()) {
            String[] words = line.split("\\s+", 6);
            if (!words[0].endsWith(":")) {
                String path = words.length < 6 || words[5].isBlank() ? "[anon]" : words[5].strip();
                current = sums.computeIfAbsent(path, key -> new long[COUNTERS.size()]);
            } else {
                int index = COUNTERS.indexOf(words[0].substring(0, words[0].length() - 1));
                if (index >= 0) {
                    current[index] += Long.parseLong(words[1]) * 1024;
                }
            }
        }
        List<Object> all = new ArrayList<>();
        sums.forEach((path, counts) -> {
            List<Object> one = new ArrayList<>(List.of(path));
            for (long count : counts) {
                one.add(count);
            }
            all.add(one);
        });
        return all;
    }
}
