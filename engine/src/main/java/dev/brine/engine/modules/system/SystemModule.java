package dev.brine.engine.modules.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.schedule.time.Strptime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code system}: switching the host off and on, its clock and its name. */
@Module("system")
public final class SystemModule {
    private static final List<String> TIMES = List.of("%I:%M:%S %p", "%I:%M %p", "%H:%M:%S", "%H:%M");
    private static final List<String> DATES =
            List.of("%Y-%m-%d", "%m-%d-%Y", "%m-%d-%y", "%m/%d/%Y", "%m/%d/%y", "%Y/%m/%d");

    /** Salt 3006: on a file system that a start of the host empties. */
    private static final String WITNESSED = "/var/volatile/tmp/salt/reboot_witnessed";

    private final Host host;

    public SystemModule(Host host) {
        this.host = host;
    }

    private String run(Call call, String... words) {
        CommandRunner.Result result = host.run(List.of(words), Map.of("redirect_stderr", true));
        call.retcode(result.retcode());
        return result.stdout();
    }

    @Fn(doc = "Halt the host.")
    public String halt(Call call) {
        return run(call, "halt");
    }

    @Fn(doc = """
            Change the runlevel.

            runlevel: the runlevel
            """)
    public String init(Object runlevel, Call call) {
        return run(call, "init", PythonText.str(runlevel));
    }

    @Fn(doc = "Switch the host off.")
    public String poweroff(Call call) {
        return run(call, "poweroff");
    }

    @Fn(doc = """
            Start the host again.

            at_time: minutes from now, or as shutdown takes it; now by default
            """)
    public String reboot(@Arg(dflt = "None") @Nullable Object atTime, Call call) {
        return run(call, "shutdown", "-r", Truth.of(atTime) ? PythonText.str(atTime) : "now");
    }

    @Fn(doc = """
            Shut the host down.

            at_time: minutes from now, or as shutdown takes it; now by default
            """)
    public String shutdown(@Arg(dflt = "None") @Nullable Object atTime, Call call) {
        return run(call, "shutdown", "-h", Truth.of(atTime) ? PythonText.str(atTime) : "now");
    }

    /** Now, at an offset such as {@code +0200}; at the host's own time without one. */
    private static OffsetDateTime now(@Nullable String utcOffset) {
        if (utcOffset == null) {
            return OffsetDateTime.now();
        }
        if (!utcOffset.matches("[+-]?[0-9]{4}")) {
            throw new InvocationError("Invalid UTC offset");
        }
        String digits = utcOffset.replaceFirst("^[+-]", "");
        int minutes = Integer.parseInt(digits.substring(0, 2)) * 60 + Integer.parseInt(digits.substring(2));
        int sign = utcOffset.startsWith("-") ? -1 : 1;
        return OffsetDateTime.now(ZoneOffset.ofTotalSeconds(sign * minutes * 60));
    }

    private static String shown(OffsetDateTime time, String pattern) {
        return time.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
    }

    @Fn(doc = """
            Return the time.

            utc_offset: of a place, as +0200
            """)
    public String getSystemTime(@Arg(dflt = "None") @Nullable String utcOffset) {
        return shown(now(utcOffset), "hh:mm:ss a");
    }

    @Fn(doc = """
            Return the date and the time.

            utc_offset: of a place, as +0200
            """)
    public String getSystemDateTime(@Arg(dflt = "None") @Nullable String utcOffset) {
        return shown(now(utcOffset), "yyyy-MM-dd HH:mm:ss");
    }

    @Fn(doc = """
            Return the date.

            utc_offset: of a place, as +0200
            """)
    public String getSystemDate(@Arg(dflt = "None") @Nullable String utcOffset) {
        return shown(now(utcOffset), "EEE MM/dd/yyyy");
    }

    private static Optional<LocalDateTime> parsed(String text, List<String> formats) {
        for (String format : formats) {
            try {
                return Optional.of(Strptime.parse(text, format));
            } catch (DateTimeException otherFormat) {
                continue;
            }
        }
        return Optional.empty();
    }

    @Fn(doc = """
            Set the time of the clock.

            newtime: hours, minutes and seconds, as 23:05:00 or 11:05 PM
            utc_offset: of a place, as +0200
            """)
    public boolean setSystemTime(String newtime, @Arg(dflt = "None") @Nullable String utcOffset) {
        Optional<LocalDateTime> time = parsed(newtime, TIMES);
        return time.isPresent()
                && setSystemDateTime(
                        null,
                        null,
                        null,
                        (long) time.get().getHour(),
                        (long) time.get().getMinute(),
                        (long) time.get().getSecond(),
                        utcOffset);
    }

    @Fn(doc = """
            Set the date of the clock.

            newdate: as 2025-12-24 or 12/24/2025
            utc_offset: of a place, as +0200
            """)
    public boolean setSystemDate(String newdate, @Arg(dflt = "None") @Nullable String utcOffset) {
        LocalDateTime date = parsed(newdate, DATES).orElseThrow(() -> new InvocationError("Invalid date format"));
        return setSystemDateTime(
                (long) date.getYear(),
                (long) date.getMonthValue(),
                (long) date.getDayOfMonth(),
                null,
                null,
                null,
                utcOffset);
    }

    @Fn(doc = """
            Set the clock, and the one of the hardware where that can be set.

            years, months, days, hours, minutes, seconds: what is not given stays
            utc_offset: of a place, as +0200
            """)
    public boolean setSystemDateTime(
            @Arg(dflt = "None") @Nullable Object years,
            @Arg(dflt = "None") @Nullable Object months,
            @Arg(dflt = "None") @Nullable Object days,
            @Arg(dflt = "None") @Nullable Object hours,
            @Arg(dflt = "None") @Nullable Object minutes,
            @Arg(dflt = "None") @Nullable Object seconds,
            @Arg(dflt = "None") @Nullable String utcOffset) {
        OffsetDateTime now = now(utcOffset);
        OffsetDateTime wanted;
        try {
            wanted = OffsetDateTime.of(
                    or(years, now.getYear()),
                    or(months, now.getMonthValue()),
                    or(days, now.getDayOfMonth()),
                    or(hours, now.getHour()),
                    or(minutes, now.getMinute()),
                    or(seconds, now.getSecond()),
                    0,
                    now.getOffset());
        } catch (DateTimeException e) {
            throw new InvocationError(String.valueOf(e.getMessage()));
        }
        List<String> words = new ArrayList<>(List.of("date"));
        if (utcOffset != null) {
            words.add("-u");
            wanted = wanted.withOffsetSameInstant(ZoneOffset.UTC);
        }
        words.add(shown(wanted, "MMddHHmmyyyy.ss"));
        CommandRunner.Result result = host.run(words);
        if (!result.ok()) {
            throw new FunctionError("date failed: " + result.stderr());
        }
        if (hasSettableHwclock()) {
            host.run(List.of("hwclock", "--systohc"));
        }
        return true;
    }

    private static int or(@Nullable Object given, int now) {
        return given instanceof Number number ? number.intValue() : now;
    }

    @Fn(doc = "Return whether the hardware has a clock that can be set.")
    public boolean hasSettableHwclock() {
        return host.which("hwclock").isPresent()
                && host.run(List.of("hwclock", "--test", "--systohc")).ok();
    }

    @Fn(doc = "Return the description of the host; False when it has none.")
    public Object getComputerDesc() {
        Optional<String> desc = Optional.empty();
        if (host.which("hostnamectl").isPresent()) {
            desc = Optional.of(
                    host.run(List.of("hostnamectl", "status", "--pretty")).stdout());
        } else {
            for (String line : PlainFile.lines(host.file("/etc/machine-info"))) {
                if (line.strip().startsWith("PRETTY_HOSTNAME=")) {
                    desc = Optional.of(unquoted(
                            line.strip().substring("PRETTY_HOSTNAME=".length()).strip()));
                }
            }
        }
        return desc.<Object>map(text -> text.replace("\\\\", "\\")
                        .replace("\\\"", "\"")
                        .replace("\\n", "\n")
                        .replace("\\t", "\t"))
                .orElse(false);
    }

    private static String unquoted(String text) {
        return text.matches("(?s)\".*\"|'.*'") ? text.substring(1, text.length() - 1) : text;
    }

    @Fn(doc = """
            Set the description of the host.

            desc: the description
            """)
    public boolean setComputerDesc(String desc) {
        String escaped = desc.replace("\"", "\\\"").replace("\n", "\\n").replace("\t", "\\t");
        if (host.which("hostnamectl").isPresent()) {
            return host.run(List.of("hostnamectl", "set-hostname", "--pretty", escaped))
                    .ok();
        }
        Path file = host.file("/etc/machine-info");
        List<String> lines = new ArrayList<>(PlainFile.lines(file));
        lines.removeIf(line -> line.strip().startsWith("PRETTY_HOSTNAME="));
        lines.add("PRETTY_HOSTNAME=\"" + escaped + "\"\n");
        PlainFile.write(file, String.join("", lines));
        return true;
    }

    @Fn(doc = "Return the name of the host.")
    public @Nullable Object getComputerName(Call call) {
        return call.functions().value(List.of(), Map.of(), call.nested("network.get_hostname"));
    }

    @Fn(doc = """
            Set the name of the host.

            hostname: the name
            """)
    public @Nullable Object setComputerName(String hostname, Call call) {
        return call.functions().value(List.of(hostname), Map.of(), call.nested("network.mod_hostname"));
    }

    @Fn(doc = """
            Remember until the next start of the host that it has to be started anew; whether that was written just now.
            """)
    public boolean setRebootRequiredWitnessed() {
        Path mark = host.file(WITNESSED);
        // Salt 3006: writes the mark only when its directory is missing, too
        if (Files.exists(mark.getParent())) {
            return false;
        }
        try {
            Files.createDirectories(mark.getParent());
            Files.createFile(mark);
            return true;
        } catch (IOException e) {
            throw new InvocationError("Error creating " + mark.getParent() + ": " + e.getMessage());
        }
    }

    @Fn(doc = "Return whether system.set_reboot_required_witnessed was called since the host was started.")
    public boolean getRebootRequiredWitnessed() {
        return Files.exists(host.file(WITNESSED));
    }
}
