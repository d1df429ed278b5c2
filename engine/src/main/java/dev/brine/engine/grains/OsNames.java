package dev.brine.engine.grains;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The names by which Salt calls distributions, where they differ from the ones in {@code os-release} (Salt 3006: grains/core.py). */
final class OsNames {
    /** By the first ten letters of the full name, without spaces, in lower case. */
    private static final Map<String, String> OS = Map.ofEntries(
            Map.entry("alibabaclo", "Alinux"),
            Map.entry("almalinux", "AlmaLinux"),
            Map.entry("alt", "ALT"),
            Map.entry("amazonami", "Amazon"),
            Map.entry("antergos", "Antergos"),
            Map.entry("arch", "Arch"),
            Map.entry("archarm", "Arch ARM"),
            Map.entry("chapeau", "Chapeau"),
            Map.entry("cloudlinux", "CloudLinux"),
            Map.entry("cloudserve", "CloudLinux"),
            Map.entry("debian", "Debian"),
            Map.entry("enterprise", "OEL"),
            Map.entry("fedoraremi", "Fedora"),
            Map.entry("gentoobase", "Gentoo"),
            Map.entry("korora", "Korora"),
            Map.entry("linuxmint", "Mint"),
            Map.entry("manjaro", "Manjaro"),
            Map.entry("manjarolin", "Manjaro"),
            Map.entry("mendel", "Mendel"),
            Map.entry("neon", "KDE neon"),
            Map.entry("nilrt", "NILinuxRT"),
            Map.entry("oracleserv", "OEL"),
            Map.entry("pidora", "Fedora"),
            Map.entry("poky", "Poky"),
            Map.entry("pop", "Pop"),
            Map.entry("raspbian", "Raspbian"),
            Map.entry("redhatente", "RedHat"),
            Map.entry("rocky", "Rocky"),
            Map.entry("scientific", "ScientificLinux"),
            Map.entry("sles", "SUSE"),
            Map.entry("slesexpand", "RES"),
            Map.entry("synology", "Synology"),
            Map.entry("univention", "Univention"),
            Map.entry("void", "Void"));

    private static final Map<String, String> FAMILY = Map.ofEntries(
            Map.entry("ALT", "RedHat"),
            Map.entry("Alinux", "RedHat"),
            Map.entry("AlmaLinux", "RedHat"),
            Map.entry("Amazon", "RedHat"),
            Map.entry("Antergos", "Arch"),
            Map.entry("Arch ARM", "Arch"),
            Map.entry("AstraLinuxCE", "Debian"),
            Map.entry("AstraLinuxSE", "Debian"),
            Map.entry("Bluewhite64", "Bluewhite"),
            Map.entry("CentOS", "RedHat"),
            Map.entry("CentOS Stream", "RedHat"),
            Map.entry("Chapeau", "RedHat"),
            Map.entry("CloudLinux", "RedHat"),
            Map.entry("Cumulus", "Debian"),
            Map.entry("Deepin", "Debian"),
            Map.entry("Devuan", "Debian"),
            Map.entry("EndeavourOS", "Arch"),
            Map.entry("FedBerry", "RedHat"),
            Map.entry("Fedora", "RedHat"),
            Map.entry("Funtoo", "Gentoo"),
            Map.entry("GCEL", "Debian"),
            Map.entry("GoOSe", "RedHat"),
            Map.entry("IDMS", "Debian"),
            Map.entry("KDE neon", "Debian"),
            Map.entry("Kali", "Debian"),
            Map.entry("Korora", "RedHat"),
            Map.entry("Linaro", "Debian"),
            Map.entry("Mandrake", "Mandriva"),
            Map.entry("Manjaro", "Arch"),
            Map.entry("Manjaro ARM", "Arch"),
            Map.entry("Mendel", "Debian"),
            Map.entry("Mint", "Debian"),
            Map.entry("OEL", "RedHat"),
            Map.entry("OSMC", "Debian"),
            Map.entry("OVS", "RedHat"),
            Map.entry("Parrot OS", "Debian"),
            Map.entry("Pop", "Debian"),
            Map.entry("RES", "RedHat"),
            Map.entry("Raspbian", "Debian"),
            Map.entry("Rocky", "RedHat"),
            Map.entry("SLED", "Suse"),
            Map.entry("SLES", "Suse"),
            Map.entry("SLES_SAP", "Suse"),
            Map.entry("SUSE", "Suse"),
            Map.entry("SUSE  Enterprise Server", "Suse"),
            Map.entry("SUSE Enterprise Server", "Suse"),
            Map.entry("Sangoma", "RedHat"),
            Map.entry("Scientific", "RedHat"),
            Map.entry("ScientificLinux", "RedHat"),
            Map.entry("Slamd64", "Slackware"),
            Map.entry("Trisquel", "Debian"),
            Map.entry("TurnKey", "Debian"),
            Map.entry("Ubuntu", "Debian"),
            Map.entry("Univention", "Debian"),
            Map.entry("VMware Photon OS", "RedHat"),
            Map.entry("VMwareESX", "VMware"),
            Map.entry("XCP", "RedHat"),
            Map.entry("XCP-ng", "RedHat"),
            Map.entry("XenServer", "RedHat"),
            Map.entry("antiX", "Debian"),
            Map.entry("elementary", "Debian"),
            Map.entry("elementary OS", "Debian"),
            Map.entry("neon", "Debian"),
            Map.entry("openSUSE", "Suse"),
            Map.entry("openSUSE Leap", "Suse"),
            Map.entry("openSUSE Tumbleweed", "Suse"));

    private static final Set<String> FINGER_BY_OS = Set.of("Debian", "Raspbian");
    private static final Set<String> FINGER_BY_FULL_RELEASE = Set.of("Ubuntu", "Pop");

    private OsNames() {}

    /** The grain {@code os} from the distribution's full name and its {@code ID}. */
    static String os(String fullName, String id) {
        switch (id + " " + fullName) {
            case "astra Astra Linux (Orel)":
                return "AstraLinuxCE";
            case "astra Astra Linux (Smolensk)":
                return "AstraLinuxSE";
            case "pop Pop!_OS":
                return "Pop";
            default:
                break;
        }
        String name = fullName.replaceAll("(?i)\\W(?:gnu/)?linux", "").strip();
        String shortName = name.replace(" ", "").toLowerCase(Locale.ROOT);
        return OS.getOrDefault(shortName.substring(0, Math.min(10, shortName.length())), name);
    }

    /** The grain {@code os_family}; a system that is in no table is a family of its own. */
    static String family(String os) {
        return FAMILY.getOrDefault(os, os);
    }

    /** Whether {@code osfinger} begins with the grain {@code os} and not with the full name. */
    static boolean isFingeredByOs(String os) {
        return FINGER_BY_OS.contains(os);
    }

    /** Whether {@code osfinger} ends with the whole release and not with its first number. */
    static boolean isFingeredByFullRelease(String os) {
        return FINGER_BY_FULL_RELEASE.contains(os);
    }
}
