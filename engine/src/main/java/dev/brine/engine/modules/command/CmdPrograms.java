package dev.brine.engine.modules.command;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code cmd}: which programs and shells the host has. */
@Module("cmd")
public final class CmdPrograms {
    private static final Pattern NUMBERS = Pattern.compile("^(\\d[\\d.]*)");

    private final Host host;

    CmdPrograms(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return the path of a program; None when there is none of that name.

            cmd: its name
            """)
    public @Nullable String which(String cmd) {
        return host.which(cmd).orElse(null);
    }

    @Fn(doc = """
            Return the path of the first program that exists.

            cmds: names of programs
            """)
    public @Nullable String whichBin(List<Object> cmds) {
        return cmds.stream()
                .flatMap(cmd -> host.which(String.valueOf(cmd)).stream())
                .findFirst()
                .orElse(null);
    }

    @Fn(doc = """
            Return whether a program exists.

            cmd: its name
            """)
    public boolean hasExec(String cmd) {
        return host.which(cmd).isPresent();
    }

    @Fn(doc = "Return the shells that the host allows for log-ins.")
    public List<Object> shells() {
        try {
            return new ArrayList<>(Files.readAllLines(host.file("/etc/shells")).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("/"))
                    .toList());
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }

    /** How a shell tells its version, and where in what it says the version stands. Salt 3006: modules/cmdmod.py. */
    private record Asked(Pattern version, List<String> words) {
        static Asked of(String version, String... words) {
            return new Asked(Pattern.compile(version, Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES), List.of(words));
        }
    }

    private static final Map<String, Asked> SHELLS = Map.of(
            "bash", Asked.of("version (\\d\\S*)", "bash", "--version"),
            "zsh", Asked.of("^zsh (\\d\\S*)", "zsh", "--version"),
            "tcsh", Asked.of("^tcsh (\\d\\S*)", "tcsh", "--version"),
            "perl", Asked.of("^(\\d\\S*)", "perl", "-e", "printf \"%vd\\n\", $^V;"),
            "python", Asked.of("^Python (\\d\\S*)", "python", "-V"),
            "ruby", Asked.of("^ruby (\\d\\S*)", "ruby", "-v"),
            "php", Asked.of("^PHP (\\d\\S*)", "php", "-v"));

    @Fn(doc = """
            Return what is known of a shell or script language: {installed, path, version, version_raw}, or {installed, error}.

            shell: bash, zsh, tcsh, perl, python, ruby or php
            list_modules: accepted without effect; it is for powershell
            """)
    public Map<String, @Nullable Object> shellInfo(String shell, @Arg(dflt = "False") boolean listModules) {
        Map<String, @Nullable Object> info = new LinkedHashMap<>();
        Asked asked = SHELLS.get(shell);
        if (asked == null) {
            info.put("error", "Salt does not know how to get the version number for " + shell);
            info.put("installed", null);
            return info;
        }
        Optional<String> path = host.which(asked.words().get(0));
        if (path.isEmpty()) {
            info.put(
                    "error",
                    "Unable to run command '" + String.join(" ", asked.words())
                            + "' Reason: [Errno 2] No such file or directory: '"
                            + asked.words().get(0) + "'");
            info.put("installed", false);
            return info;
        }
        CommandRunner.Result result = host.run(asked.words(), Map.of("timeout", 10L));
        String said = result.stdout() + (result.stderr().isEmpty() ? "" : "\n" + result.stderr()).stripLeading();
        Matcher raw = asked.version().matcher(said);
        boolean found = raw.find();
        Matcher numbers = NUMBERS.matcher(found ? raw.group(1) : "");
        boolean known = numbers.find();
        info.put("installed", known ? true : null);
        info.put("path", path.get());
        if (found) {
            info.put("version_raw", raw.group(1));
        }
        if (known) {
            List<String> parts = new ArrayList<>(List.of(numbers.group(1).split("\\.", -1)));
            info.put(
                    "version",
                    parts.size() == 1
                            ? parts.get(0) + ".0"
                            : String.join(".", parts.subList(0, Math.min(3, parts.size()))));
        } else {
            info.put("error", "The version regex pattern for shell " + shell + ", could not find the version string");
            info.put("stdout", said);
        }
        return info;
    }

    @Fn(doc = """
            Write text to a terminal of the host: {Success} or {Error}.

            device: tty1, pts0, ...
            echo: the text
            """)
    public Map<String, Object> tty(String device, @Arg(dflt = "''") String echo) {
        if (!device.startsWith("tty") && !device.startsWith("pts")) {
            return Map.of("Error", "The specified device is not a valid TTY");
        }
        String path = "/dev/" + (device.startsWith("pts") ? device.replace("pts", "pts/") : device);
        try {
            Files.write(host.file(path), echo.getBytes(StandardCharsets.UTF_8), StandardOpenOption.WRITE);
            return Map.of("Success", "Message was successfully echoed to " + path);
        } catch (IOException e) {
            return Map.of("Error", "Echoing to " + path + " returned error");
        }
    }
}
