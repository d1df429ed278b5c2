package dev.brine.engine.modules.mount;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One entry of {@code fstab}: device, name (where it is mounted), fstype, opts, dump, pass_num. */
record Fstab(Map<String, String> fields) {
    static final List<String> KEYS = List.of("device", "name", "fstype", "opts", "dump", "pass_num");

    /** Empty for comments and what is no entry. */
    static Optional<Fstab> of(String line) {
        String[] words = line.strip().split("\\s+");
        if (line.startsWith("#") || words.length < 4 || words.length > 6) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>(Arrays.asList(words));
        while (values.size() < KEYS.size()) {
            values.add("0");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < KEYS.size(); i++) {
            fields.put(KEYS.get(i), values.get(i));
        }
        return Optional.of(new Fstab(fields));
    }

    String field(String key) {
        return fields.getOrDefault(key, "");
    }

    /** Whether another entry has the same values in these fields; options count in any order. */
    boolean same(Fstab other, List<String> keys) {
        return keys.stream()
                .allMatch(key -> key.equals("opts")
                        ? options(field(key)).equals(options(other.field(key)))
                        : field(key).equals(other.field(key)));
    }

    private static List<String> options(String text) {
        return Arrays.stream(text.split(",", -1)).sorted().toList();
    }

    String line() {
        return field("device") + "\t\t" + field("name") + "\t" + field("fstype") + "\t" + field("opts") + "\t"
                + field("dump") + " " + field("pass_num") + "\n";
    }
}
