package dev.brine.engine.modules;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code status}: how the host is doing, from {@code /proc}. */
@Module("status")
public final class StatusModule {
    private final ModuleParts parts;

    StatusModule(ModuleParts parts) {
        this.parts = parts;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of("/proc", file));
        } catch (IOException e) {
            throw new FunctionError("cannot read /proc/" + file + ": " + e.getMessage(), e);
        }
    }

    @Fn(doc = "Return for how long the host has been up.")
    public Map<String, Object> uptime() {
        long seconds = (long) Double.parseDouble(lines("uptime").get(0).split(" ")[0]);
        Instant since = parts.minion().clock().instant().minusSeconds(seconds);
        long days = seconds / 86400;
        Map<String, Object> uptime = new LinkedHashMap<>();
        uptime.put("seconds", seconds);
        uptime.put(
                "since_iso",
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS")
                        .withZone(ZoneOffset.UTC)
                        .format(since));
        uptime.put("since_t", since.getEpochSecond());
        uptime.put("days", days);
        uptime.put("time", (seconds % 86400) / 3600 + ":" + String.format("%02d", (seconds % 3600) / 60));
        uptime.put("users", 0L);
        return uptime;
    }

    @Fn(doc = "Return the load averages of 1, 5 and 15 minutes.")
    public Map<String, Object> loadavg() {
        String[] words = lines("loadavg").get(0).split(" ");
        Map<String, Object> averages = new LinkedHashMap<>();
        averages.put("1-min", Double.valueOf(words[0]));
        averages.put("5-min", Double.valueOf(words[1]));
        averages.put("15-min", Double.valueOf(words[2]));
        return averages;
    }

    @Fn(doc = "Return the figures of /proc/meminfo: {name: {value, unit}}.")
    public Map<String, Object> meminfo() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : lines("meminfo")) {
            String[] words = line.split("\\s+");
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("value", words.length > 1 ? words[1] : "");
            if (words.length > 2) {
                one.put("unit", words[2]);
            }
            all.put(words[0].replace(":", ""), one);
        }
        return all;
    }

    @Fn(doc = "Return the number of processors.")
    public long nproc() {
        return Runtime.getRuntime().availableProcessors();
    }

    @Fn(doc = "Return the version of the kernel.")
    public String version() {
        return String.join("\n", lines("version"));
    }

    @Fn(doc = """
            Return the time of the host.

            format: in the form of strftime; %A, %d, %B, %Y, %H, %I, %M, %S, %p, %m, %y, %j, %Z and %s are known
            """)
    public String time(@Arg(dflt = "'%A, %d. %B %Y %I:%M%p'", name = "format") String format) {
        return Strftime.format(format, parts.minion().clock().instant().atZone(ZoneId.systemDefault()), Locale.ENGLISH);
    }

    @Fn(doc = """
            Return whether the minion is connected with a master.

            master: accepted as Salt accepts it
            connected: what is expected
            """)
    public boolean master(@Arg(dflt = "None") @Nullable String master, @Arg(dflt = "True") boolean connected) {
        return parts.master().connected() == connected;
    }

    @Fn(doc = """
            Return whether the minion is connected with a master.

            master: accepted as Salt accepts it
            """)
    public boolean pingMaster(@Arg(dflt = "None") @Nullable String master) {
        return parts.master().connected();
    }
}
