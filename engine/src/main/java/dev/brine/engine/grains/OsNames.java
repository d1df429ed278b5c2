package dev.brine.engine.grains;

import java.util.Locale;
import java.util.Map;

/** The names by which Salt calls distributions, where they differ from the ones in {@code os-release} (Salt 3006: grains/core.py). */
final class OsNames {
    /** By the first ten letters of the full name, without spaces, in lower case. */
    private static final Map<String, String> OS = Map.ofEntries(
            Map.entry("debian", "Debian"),
            Map.entry("raspbian", "Raspbian"),
            Map.entry("redhatente", "RedHat"),
            Map.entry("gentoobase", "Gentoo"),
            Map.entry("archarm", "Arch ARM"),
            Map.entry("arch", "Arch"),
            Map.entry("fedoraremi", "Fedora"),
            Map.entry("amazonami", "Amazon"),
            Map.entry("alt", "ALT"),
            Map.entry("oracleserv", "OEL"),
            Map.entry("enterprise", "OEL"),
            Map.entry("cloudserve", "CloudLinux"),
            Map.entry("almalinux", "AlmaLinux"),
            Map.entry("scientific", "ScientificLinux"),
            Map.entry("manjaro", "Manjaro"),
            Map.entry("sles", "SUSE"),
            Map.entry("slesexpand", "RES"),
            Map.entry("linuxmint", "Mint"),
            Map.entry("neon", "KDE neon"),
            Map.entry("pop", "Pop"),
            Map.entry("pop!_os", "Pop"),
            Map.entry("rocky", "Rocky"),
            Map.entry("alibabaclo", "Alinux"),
            Map.entry("void", "Void"),
            Map.entry("univention", "Univention"));

    private static final Map<String, String> FAMILY = Map.ofEntries(
            Map.entry("Ubuntu", "Debian"),
            Map.entry("Mint", "Debian"),
            Map.entry("Raspbian", "Debian"),
            Map.entry("Devuan", "Debian"),
            Map.entry("Kali", "Debian"),
            Map.entry("KDE neon", "Debian"),
            Map.entry("Pop", "Debian"),
            Map.entry("Univention", "Debian"),
            Map.entry("Deepin", "Debian"),
            Map.entry("elementary OS", "Debian"),
            Map.entry("Fedora", "RedHat"),
            Map.entry("CentOS", "RedHat"),
            Map.entry("CentOS Stream", "RedHat"),
            Map.entry("ScientificLinux", "RedHat"),
            Map.entry("Amazon", "RedHat"),
            Map.entry("CloudLinux", "RedHat"),
            Map.entry("AlmaLinux", "RedHat"),
            Map.entry("Rocky", "RedHat"),
            Map.entry("OEL", "RedHat"),
            Map.entry("Alinux", "RedHat"),
            Map.entry("ALT", "RedHat"),
            Map.entry("VMware Photon OS", "RedHat"),
            Map.entry("SLES", "Suse"),
            Map.entry("SLED", "Suse"),
            Map.entry("SUSE", "Suse"),
            Map.entry("openSUSE", "Suse"),
            Map.entry("openSUSE Leap", "Suse"),
            Map.entry("openSUSE Tumbleweed", "Suse"),
            Map.entry("Arch ARM", "Arch"),
            Map.entry("Manjaro", "Arch"),
            Map.entry("EndeavourOS", "Arch"),
            Map.entry("Funtoo", "Gentoo"));

    private OsNames() {}

    /** The grain {@code os} from the distribution's full name. */
    static String os(String fullName) {
        String name = fullName.replaceAll("(?i)\\W(?:gnu/)?linux", "").strip();
        String shortName = name.replace(" ", "").toLowerCase(Locale.ROOT);
        return OS.getOrDefault(shortName.substring(0, Math.min(10, shortName.length())), name);
    }

    /** The grain {@code os_family}; {@code idLike} is what os-release says of the distribution's ancestors. */
    static String family(String os, String idLike) {
        String known = FAMILY.get(os);
        if (known != null) {
            return known;
        }
        String first = idLike.strip().split("\\s+", 2)[0];
        if (first.isEmpty()) {
            return os;
        }
        return first.equals("fedora")
                ? "RedHat"
                : first.substring(0, 1).toUpperCase(Locale.ROOT)
                        + first.substring(1).toLowerCase(Locale.ROOT);
    }
}
