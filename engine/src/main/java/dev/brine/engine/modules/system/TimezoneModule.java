package dev.brine.engine.modules.system;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code timezone}: the time zone of the host, and whether its clock runs in UTC. */
@Module("timezone")
public final class TimezoneModule {
    private static final Pattern ZONE = Pattern.compile("Time ?zone:\\s+(\\S+)");
    private static final Pattern CLOCK = Pattern.compile("(?i)rtc in local tz.*");

    private final ModuleParts parts;
    private final Host host;

    public TimezoneModule(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    private boolean family(String name) {
        return String.valueOf(parts.grains().get("os_family")).contains(name);
    }

    private boolean controlled() {
        return host.which("timedatectl").isPresent();
    }

    /** The first line of what {@code timedatectl} says that starts so. */
    private Matcher said(Pattern pattern) {
        CommandRunner.Result result = host.run(List.of("timedatectl"));
        if (!result.ok()) {
            throw new FunctionError("timedatectl failed: " + result.stderr());
        }
        return result.stdout()
                .lines()
                .map(line -> pattern.matcher(line.strip()))
                .filter(Matcher::lookingAt)
                .findFirst()
                .orElseThrow(() -> new FunctionError("Failed to parse timedatectl output: " + result.stdout()));
    }

    @Fn(doc = "Return the name of the time zone.")
    public String getZone() {
        if (controlled()) {
            return said(ZONE).group(1);
        }
        if (family("RedHat") || family("Suse")) {
            return PlainFile.lines(host.file("/etc/sysconfig/clock")).stream()
                    .filter(line -> !line.strip().startsWith("#") && line.contains("ZONE") && line.contains("="))
                    .map(line ->
                            line.substring(line.lastIndexOf('=') + 1).strip().replaceAll("^['\"]+|['\"]+$", ""))
                    .findFirst()
                    .orElseThrow(() -> new FunctionError("Unable to get timezone from /etc/sysconfig/clock"));
        }
        Path file = host.file("/etc/timezone");
        if (!Files.exists(file)) {
            throw new FunctionError("Problem reading timezone file /etc/timezone: No such file or directory");
        }
        return PlainFile.read(file).strip();
    }

    @Fn(doc = "Return the abbreviation of the time zone now.")
    public String getZonecode() {
        return host.run(List.of("date", "+%Z")).stdout();
    }

    @Fn(doc = "Return the offset of the time zone from UTC, as +hhmm.")
    public String getOffset() {
        return host.run(List.of("date", "+%z")).stdout();
    }

    @Fn(doc = """
            Set the time zone.

            timezone: its name
            """)
    public Object setZone(String timezone) {
        if (controlled()) {
            host.run(List.of("timedatectl", "set-timezone", timezone));
        }
        Path zone = zone(timezone);
        if (!Files.exists(zone)) {
            return "Zone does not exist: /usr/share/zoneinfo/" + timezone;
        }
        Path local = host.file("/etc/localtime");
        try {
            Files.deleteIfExists(local);
            Files.createSymbolicLink(local, Path.of("/usr/share/zoneinfo/" + timezone));
        } catch (IOException e) {
            throw new FunctionError("/etc/localtime cannot be replaced: " + e.getMessage(), e);
        }
        if (family("RedHat")) {
            clock("ZONE", timezone);
        } else if (family("Suse")) {
            clock("TIMEZONE", timezone);
        } else if (family("Debian") || family("Gentoo")) {
            PlainFile.write(host.file("/etc/timezone"), timezone.strip() + "\n");
        }
        return true;
    }

    private void clock(String key, String timezone) {
        Path file = host.file("/etc/sysconfig/clock");
        if (Files.exists(file)) {
            String changed = Pattern.compile("^" + key + "=.*", Pattern.MULTILINE)
                    .matcher(PlainFile.read(file))
                    .replaceAll(Matcher.quoteReplacement(key + "=\"" + timezone + "\""));
            PlainFile.write(file, changed);
        }
    }

    private Path zone(String timezone) {
        return host.file("/usr/share/zoneinfo/" + timezone);
    }

    /** Where {@code /etc/localtime} leads on this host. */
    private Path localtime() {
        Path local = host.file("/etc/localtime");
        try {
            Path target = Files.isSymbolicLink(local) ? Files.readSymbolicLink(local) : local;
            return Files.isSymbolicLink(local) && target.isAbsolute() ? host.file(target.toString()) : local;
        } catch (IOException e) {
            throw new FunctionError("Failed to read /etc/localtime: " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Return whether the host is in a time zone.

            timezone: its name
            """)
    public boolean zoneCompare(String timezone) {
        Path local = localtime();
        if (!Files.exists(local)) {
            if (family("Arch")) {
                return timezone.equals(getZone());
            }
            throw new FunctionError(
                    "Failed to read /etc/localtime to determine current timezone: No such file or directory");
        }
        if (!Files.isRegularFile(zone(timezone))) {
            throw new InvocationError("Can't find a local timezone \"" + timezone + "\"");
        }
        try {
            return Files.mismatch(local, zone(timezone)) < 0;
        } catch (IOException e) {
            throw new FunctionError("Failed to read /etc/localtime: " + e.getMessage(), e);
        }
    }

    @Fn(doc = "Return whether the hardware clock runs in UTC or in localtime.")
    public @Nullable String getHwclock() {
        if (controlled()) {
            String line = said(CLOCK).group();
            boolean local = line.substring(line.lastIndexOf(':') + 1)
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .equals("yes");
            return local ? "localtime" : "UTC";
        }
        for (String line : PlainFile.lines(host.file("/etc/default/rcS"))) {
            if (!line.strip().startsWith("#") && line.contains("UTC=")) {
                return line.substring(line.lastIndexOf('=') + 1).strip().equalsIgnoreCase("yes") ? "UTC" : "localtime";
            }
        }
        List<String> lines = PlainFile.lines(host.file("/etc/adjtime"));
        return lines.isEmpty() ? null : lines.get(lines.size() - 1).strip();
    }

    @Fn(doc = """
            Let the hardware clock run in UTC or in localtime.

            clock: UTC or localtime
            """)
    public boolean setHwclock(String clock) {
        boolean local = clock.equals("localtime");
        if (controlled()) {
            return host.run(List.of("timedatectl", "set-local-rtc", local ? "true" : "false"))
                    .ok();
        }
        Path file = host.file("/etc/default/rcS");
        if (Files.exists(file)) {
            String changed = PlainFile.read(file).replaceAll("(?m)^UTC=.*", "UTC=" + (local ? "no" : "yes"));
            PlainFile.write(file, changed);
        }
        return true;
    }
}
