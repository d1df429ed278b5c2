package dev.brine.engine.modules.network;

import dev.brine.engine.call.FunctionError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A zone file read as Salt 3006 reads it: ORIGIN, NETWORK, SOURCE, CONTACT, SERIAL and times of the SOA record, and the records
 * by type.
 *
 * <p>Salt's oddities stay: only the first MX record is kept, and addresses are seen only where a TTL stands before the class.
 */
final class ZoneFile {
    private static final long WEEK = 604800;

    private final Map<String, Object> zone = new LinkedHashMap<>();

    private ZoneFile() {}

    static Map<String, Object> parsed(String text) {
        ZoneFile file = new ZoneFile();
        StringBuilder open = null;
        for (String each : text.lines().toList()) {
            String line = each.split(";", 2)[0].strip();
            if (line.isEmpty()) {
                continue;
            }
            if (line.startsWith("$")) {
                List<String> words = words(line);
                file.zone.put(words.get(0).replace("$", ""), at(words, 1, line));
                continue;
            }
            if (line.contains("(") && !line.contains(")")) {
                open = new StringBuilder();
            }
            if (open != null) {
                open.append(' ').append(line);
                if (!line.contains(")")) {
                    continue;
                }
                line = open.toString().replace("(", "").replace(")", "");
                open = null;
            }
            file.record(line);
        }
        return file.zone;
    }

    private static List<String> words(String line) {
        return new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
    }

    private static String at(List<String> words, int index, String line) {
        if (index >= words.size()) {
            throw new FunctionError("cannot read the zone's line '" + line.strip() + "'");
        }
        return words.get(index);
    }

    private String origin() {
        return String.valueOf(zone.getOrDefault("ORIGIN", ""));
    }

    private void record(String line) {
        List<String> words = words(zone.containsKey("ORIGIN") ? line.replace("@", origin()) : line);
        if (line.contains("SOA")) {
            if (!at(words, 1, line).equals("IN")) {
                words.remove(1);
            }
            zone.put("ORIGIN", words.get(0));
            zone.put("NETWORK", at(words, 1, line));
            zone.put("SOURCE", at(words, 3, line));
            zone.put("CONTACT", at(words, 4, line).replaceFirst("\\.", "@"));
            zone.put("SERIAL", at(words, 5, line));
            zone.put("REFRESH", seconds(at(words, 6, line)));
            zone.put("RETRY", seconds(at(words, 7, line)));
            zone.put("EXPIRE", seconds(at(words, 8, line)));
            zone.put("MINTTL", seconds(at(words, 9, line)));
            return;
        }
        if (words.get(0).equals("IN")) {
            words.add(0, origin());
        }
        if (!words.get(0).endsWith(".") && !line.contains("NS")) {
            words.set(0, words.get(0) + "." + origin());
        }
        String type = at(words, 2, line);
        if (type.equals("NS")) {
            Interfaces.list(zone, "NS").add(at(words, 3, line));
        } else if (type.equals("MX")) {
            if (!zone.containsKey("MX")) {
                Map<String, Object> server = new LinkedHashMap<>();
                server.put("priority", at(words, 3, line));
                server.put("host", at(words, 4, line));
                Interfaces.list(zone, "MX").add(server);
            }
        } else if (List.of("A", "AAAA").contains(at(words, 3, line))) {
            Map<String, Object> target = new LinkedHashMap<>();
            target.put("TARGET", at(words, 4, line));
            target.put("TTL", words.get(1));
            records(words.get(3)).put(words.get(0), target);
        } else {
            records(type).put(words.get(0), words.get(3));
        }
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> records(String type) {
        return (Map<String, Object>) zone.computeIfAbsent(type, key -> new LinkedHashMap<String, Object>());
    }

    /** Hours, days or seconds; a week at most, and for what is no number. */
    private static long seconds(String text) {
        String time = text.toUpperCase(Locale.ROOT);
        long unit = time.contains("H") ? 3600 : time.contains("D") ? 86400 : 1;
        String digits = unit == 1 ? time : time.replace(unit == 3600 ? "H" : "D", "");
        return digits.matches("[0-9]{1,12}") ? Math.min(WEEK, Long.parseLong(digits) * unit) : WEEK;
    }
}
