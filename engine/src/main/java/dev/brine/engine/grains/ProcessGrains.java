package dev.brine.engine.grains;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The process and its surroundings: account, locale, paths, versions. */
final class ProcessGrains {
    private final HostFiles files;
    private final String python;

    /** @param python what users' own modules run with */
    ProcessGrains(HostFiles files, String python) {
        this.files = files;
        this.python = python;
    }

    void addTo(Map<String, Object> grains) {
        account(grains);
        grains.put("pid", ProcessHandle.current().pid());
        grains.put("cwd", System.getProperty("user.dir", "/"));
        grains.put("machine_id", files.text("etc/machine-id").strip());
        String path = System.getenv().getOrDefault("PATH", "");
        grains.put("path", path);
        grains.put("systempath", new ArrayList<Object>(Arrays.asList(path.split(File.pathSeparator))));
        grains.put("shell", System.getenv().getOrDefault("SHELL", "/bin/sh"));
        grains.put("transactional", files.exists("usr/sbin/transactional-update"));
        // Salt 3006: grains/zfs.py; it looks the flags' manual page up, which comes with the programs
        boolean zfs = files.exists("sys/module/zfs") && program("zpool").isPresent();
        grains.put("zfs_support", zfs);
        grains.put("zfs_feature_flags", zfs);
        locale(grains);
        systemd(grains);
        grains.put("saltversion", SaltVersion.TEXT);
        grains.put("saltversioninfo", new ArrayList<>(SaltVersion.INFO));
        grains.put("brineversion", SaltVersion.BRINE);
        // formulas choose package names by the first number; what Salt 3006 ships with
        grains.put("pythonversion", new ArrayList<Object>(List.of(3L, 10L, 0L, "final", 0L)));
        program(python).ifPresent(file -> grains.put("pythonexecutable", file));
        grains.put("javaversion", System.getProperty("java.version"));
    }

    private static Optional<String> program(String name) {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path file = Path.of(directory).resolve(name);
            if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                return Optional.of(file.toString());
            }
        }
        return Optional.empty();
    }

    private void account(Map<String, Object> grains) {
        long uid = 0;
        long gid = 0;
        for (String line : files.lines("proc/self/status")) {
            String[] words = line.split("\\s+");
            if (words[0].equals("Uid:")) {
                uid = Long.parseLong(words[2]);
            } else if (words[0].equals("Gid:")) {
                gid = Long.parseLong(words[2]);
            }
        }
        grains.put("uid", uid);
        grains.put("gid", gid);
        grains.put("username", name("etc/passwd", uid));
        grains.put("groupname", name("etc/group", gid));
    }

    private Object name(String file, long number) {
        for (String line : files.lines(file)) {
            String[] fields = line.split(":", 4);
            if (fields.length > 2 && fields[2].equals(String.valueOf(number))) {
                return fields[0];
            }
        }
        return "";
    }

    /** Salt 3006: what Python's {@code locale.getdefaultlocale()} makes of the environment. */
    private static void locale(Map<String, Object> grains) {
        String[] chosen = language(System.getenv());
        Map<String, @Nullable Object> locale = new LinkedHashMap<>();
        locale.put("defaultlanguage", chosen.length == 0 ? null : chosen[0]);
        locale.put("defaultencoding", chosen.length == 0 ? null : chosen[1]);
        locale.put("detectedencoding", Charset.defaultCharset().name().toLowerCase(Locale.ROOT));
        locale.put("timezone", zone());
        grains.put("locale_info", locale);
    }

    /** Language and encoding of an environment; empty for the locales {@code C} and {@code POSIX}. */
    static String[] language(Map<String, String> environment) {
        for (String variable : List.of("LC_ALL", "LC_CTYPE", "LANG", "LANGUAGE")) {
            String value =
                    environment.getOrDefault(variable, "").split(":", 2)[0].split("@", 2)[0];
            if (value.isEmpty()) {
                continue;
            }
            String[] parts = value.split("\\.", 2);
            if (parts.length == 1) {
                return value.matches("C|POSIX") ? new String[0] : new String[] {value, "ISO8859-1"};
            }
            String encoding = parts[1].matches("(?i)utf-?8") ? "UTF-8" : parts[1];
            return new String[] {parts[0].equals("C") ? "en_US" : parts[0], encoding};
        }
        return new String[0];
    }

    private static String zone() {
        TimeZone zone = TimeZone.getDefault();
        return zone.getDisplayName(zone.inDaylightTime(new Date()), TimeZone.SHORT, Locale.ROOT);
    }

    /** Version and features, which only systemd itself can tell; not waited for longer than two seconds. */
    private void systemd(Map<String, Object> grains) {
        if (!files.exists("usr/bin/systemctl") && !files.exists("bin/systemctl")) {
            return;
        }
        try {
            Process process = new ProcessBuilder("systemctl", "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String[] lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n");
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            String[] first = lines[0].split(" ");
            if (first.length > 1 && lines.length > 1) {
                Map<String, Object> systemd = new LinkedHashMap<>();
                systemd.put("version", first[1]);
                systemd.put("features", lines[1].strip());
                grains.put("systemd", systemd);
            }
        } catch (IOException e) {
            grains.remove("systemd");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
