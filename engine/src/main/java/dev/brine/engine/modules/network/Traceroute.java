package dev.brine.engine.modules.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code traceroute} prints: the hosts on the way. */
final class Traceroute {
    private static final Logger log = LoggerFactory.getLogger(Traceroute.class);
    private static final Pattern VERSION = Pattern.compile("[Vv]ersion (\\d+)\\.([\\w+]+)\\.*(\\w*)");
    /** Since 2.1, and since 2.0.14, an address stands once a line and times are numbers with "ms". */
    private static final int NEW_FORM = 14;

    private Traceroute() {}

    /** A map for each line; an empty one for a line that is not understood. */
    static List<Object> parsed(String text, String version) {
        Matcher found = VERSION.matcher(version);
        boolean known = found.find();
        boolean modern = known
                && number(found.group(1)) >= 2
                && (number(found.group(2)) > 0 || number(found.group(3)) >= NEW_FORM);
        List<Object> hops = new ArrayList<>();
        for (String line : text.lines().toList()) {
            if (line.contains(" ") && !line.startsWith("traceroute")) {
                Map<String, Object> hop = modern ? modern(line) : old(line);
                if (hop.isEmpty()) {
                    log.warn("Cannot parse traceroute output line: {}", line);
                }
                hops.add(hop);
            }
        }
        return hops;
    }

    private static int number(String text) {
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static Map<String, Object> modern(String line) {
        String[] parts = line.split(" {2}", -1);
        Map<String, Object> hop = new LinkedHashMap<>();
        if (parts.length < 2 || !parts[0].strip().matches("\\d{1,9}")) {
            return hop;
        }
        String[] who = parts[1].strip().split("\\s+");
        if (parts[1].equals("* * *")) {
            hop.put("count", Long.valueOf(parts[0].strip()));
            hop.put("hostname", "*");
        } else if (parts.length >= 5 && who.length > 1) {
            hop.put("count", Long.valueOf(parts[0].strip()));
            hop.put("hostname", who[0]);
            hop.put("ip", who[1].replaceAll("[()]", ""));
            for (int i = 1; i <= 3; i++) {
                String time = parts[i + 1].strip().split("\\s+")[0];
                if (!time.matches("[0-9.]+")) {
                    return new LinkedHashMap<>();
                }
                hop.put("ms" + i, Double.valueOf(time));
            }
        }
        return hop;
    }

    private static Map<String, Object> old(String line) {
        String[] words = line.strip().split("\\s+");
        Map<String, Object> hop = new LinkedHashMap<>();
        if (words.length > 8) {
            hop.put("count", words[0]);
            hop.put("hostname", words[1]);
            hop.put("ip", words[2]);
            hop.put("ms1", words[4]);
            hop.put("ms2", words[6]);
            hop.put("ms3", words[8]);
            hop.put("ping1", words[3]);
            hop.put("ping2", words[5]);
            hop.put("ping3", words[7]);
        }
        return hop;
    }
}
