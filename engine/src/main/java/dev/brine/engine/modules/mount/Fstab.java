package dev.brine.engine.modules.mount;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One entry of the file that says what is mounted at start: its fields by name. */
record Fstab(Kind kind, Map<String, String> fields) {

    /** Linux's {@code fstab} (the last two fields may be missing), or Solaris' {@code vfstab}. */
    enum Kind {
        FSTAB(List.of("device", "name", "fstype", "opts", "dump", "pass_num"), 4),
        VFSTAB(List.of("device", "device_fsck", "name", "fstype", "pass_fsck", "mount_at_boot", "opts"), 7);

        private final List<String> keys;
        private final int least;

        Kind(List<String> keys, int least) {
            this.keys = keys;
            this.least = least;
        }

        List<String> keys() {
            return keys;
        }

        /** Empty for comments and what is no entry. */
        Optional<Fstab> read(String line) {
            String[] words = line.strip().split("\\s+");
            if (line.startsWith("#") || words.length < least || words.length > keys.size()) {
                return Optional.empty();
            }
            List<String> values = new ArrayList<>(Arrays.asList(words));
            while (values.size() < keys.size()) {
                values.add("0");
            }
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 0; i < keys.size(); i++) {
                fields.put(keys.get(i), values.get(i));
            }
            return Optional.of(new Fstab(this, fields));
        }
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
        if (kind == Kind.VFSTAB) {
            Object[] values = kind.keys().stream().map(this::field).toArray();
            return String.format("%-11s %-3s %-19s %-8s %-3s %-6s %s\n", values);
        }
        return field("device") + "\t\t" + field("name") + "\t" + field("fstype") + "\t" + field("opts") + "\t"
                + field("dump") + " " + field("pass_num") + "\n";
    }
}
