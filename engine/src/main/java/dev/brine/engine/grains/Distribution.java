package dev.brine.engine.grains;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What distribution this is, by {@code os-release}, {@code lsb-release} and, for CentOS, {@code centos-release}.
 *
 * <p>Salt 3006: grains/core.py, the way it goes where Python's {@code lsb_release} is not installed, as in Salt's own packages.
 * Oddities that states rely on are kept: an empty {@code osrelease} has the parts {@code ['']}, {@code lsb-release} is cut at the first
 * unusual character, only openSUSE Leap is called by half its name, and who is related to whom is in a table, not in {@code ID_LIKE}.
 */
final class Distribution {
    private static final Pattern LSB =
            Pattern.compile("DISTRIB_(ID|RELEASE|CODENAME|DESCRIPTION)=['\"]?([\\w\\s.\\-]+)");
    private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^)]*)\\)?");
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)*");
    private static final List<String> NAME_IN_BRACKETS = List.of("Rocky", "AlmaLinux", "AstraLinuxSE");

    private final HostFiles files;
    private final Map<String, String> release;
    private final Map<String, String> lsb = new LinkedHashMap<>();
    private String os = "";
    private String fullName = "";

    Distribution(HostFiles files) {
        this.files = files;
        Map<String, String> found = files.assignments("etc/os-release");
        this.release = found.isEmpty() ? files.assignments("usr/lib/os-release") : found;
    }

    /** Adds {@code lsb_*}, {@code os}, {@code os_family}, {@code osfullname}, {@code oscodename}, {@code osrelease}. */
    void addTo(Map<String, Object> grains) {
        fullName = release.getOrDefault("NAME", "Linux").strip();
        os = OsNames.os(fullName, release.getOrDefault("ID", ""));
        for (String line : files.lines("etc/lsb-release")) {
            Matcher match = LSB.matcher(line);
            if (match.lookingAt()) {
                lsb.put(match.group(1), match.group(2).stripTrailing());
            }
        }
        if (!lsb.containsKey("ID")) {
            fromOsRelease();
        }
        String version = version();
        String codename = codename();
        lsb.forEach((key, value) -> grains.put("lsb_distrib_" + key.toLowerCase(Locale.ROOT), value));
        grains.put("os", os);
        grains.put("os_family", OsNames.family(os));
        grains.put("osfullname", fullName);
        grains.put("oscodename", codename);
        grains.put("osrelease", version);
        List<Object> info = parts(version);
        grains.put("osrelease_info", info);
        if (info.get(0) instanceof Long major) {
            grains.put("osmajorrelease", major);
        }
        String name = OsNames.isFingeredByOs(os) ? os : fullName;
        grains.put("osfinger", name + "-" + (OsNames.isFingeredByFullRelease(os) ? version : info.get(0)));
    }

    private void fromOsRelease() {
        put("ID", release.get("NAME"));
        put("RELEASE", release.get("VERSION_ID"));
        put("CODENAME", release.getOrDefault("VERSION_CODENAME", release.getOrDefault("PRETTY_NAME", "")));
        String[] platform = release.getOrDefault("CPE_NAME", "").split(":", -1);
        int vendor = platform.length > 1 && platform[1].startsWith("/") ? 2 : 3;
        if (platform.length > vendor + 2 && platform[vendor].matches("(?i)suse|opensuse")) {
            os = "SUSE";
            fullName = fullName.equals("openSUSE Leap") ? "Leap" : fullName;
            fullName = release.getOrDefault("VERSION", "").equals("Tumbleweed") ? "Tumbleweed" : fullName;
            if (platform[vendor].equals("opensuse") && !platform[vendor + 2].isEmpty()) {
                put("RELEASE", platform[vendor + 2]);
            }
        }
        String[] words = release.getOrDefault("PRETTY_NAME", "").strip().split("\\s+");
        if (release.getOrDefault("ID", "").equals("mendel") && words.length > 2) {
            put("RELEASE", words[2]);
        }
    }

    private void put(String key, @Nullable String value) {
        if (value != null) {
            lsb.put(key, key.equals("ID") ? value.strip() : value);
        }
    }

    /** CentOS 7 and 8 say their minor release in another file only. */
    private String version() {
        String codename = lsb.getOrDefault("CODENAME", "");
        if (codename.contains("CentOS Linux 7") || codename.contains("CentOS Linux 8")) {
            lsb.remove("RELEASE");
            Matcher version = VERSION.matcher(files.text("etc/centos-release"));
            return version.find() ? version.group() : release.getOrDefault("VERSION_ID", "");
        }
        return lsb.getOrDefault("RELEASE", "").strip();
    }

    private String codename() {
        String said = lsb.getOrDefault("CODENAME", "");
        Matcher brackets = IN_BRACKETS.matcher(said);
        if (NAME_IN_BRACKETS.contains(os) && brackets.find()) {
            String inside = brackets.group(1);
            said = os.equals("AstraLinuxSE") ? inside.strip().split("\\s+")[0].toLowerCase(Locale.ROOT) : inside;
            lsb.put("CODENAME", said);
        }
        return said.isBlank() || said.contains("Red Hat") ? ownCodename() : said.strip();
    }

    private String ownCodename() {
        Matcher brackets = IN_BRACKETS.matcher(release.getOrDefault("VERSION", ""));
        return release.getOrDefault("VERSION_CODENAME", brackets.find() ? brackets.group(1) : "");
    }

    private static List<Object> parts(String version) {
        List<Object> parts = new ArrayList<>();
        for (String part : version.split("\\.", -1)) {
            parts.add(part.matches("[0-9]{1,18}") ? (Object) Long.valueOf(part) : part);
        }
        return parts;
    }
}
