package dev.brine.engine.grains;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The system and its distribution, from {@code /proc} and {@code os-release}. */
final class OsGrains {
    private static final Set<String> FINGER_BY_OS = Set.of("Debian", "Raspbian");
    private static final Set<String> FINGER_BY_FULL_RELEASE = Set.of("Ubuntu", "Pop");

    private final HostFiles files;

    OsGrains(HostFiles files) {
        this.files = files;
    }

    void addTo(Map<String, Object> grains) {
        grains.put("kernel", "Linux");
        grains.put("nodename", files.text("proc/sys/kernel/hostname").strip());
        grains.put("kernelrelease", files.text("proc/sys/kernel/osrelease").strip());
        grains.put("kernelversion", files.text("proc/sys/kernel/version").strip());
        String architecture = architecture();
        grains.put("cpuarch", architecture);
        grains.put("init", init());
        distribution(grains, architecture);
        grains.put("ps", "ps -efHww");
        parameters(grains);
    }

    private static String architecture() {
        String jvm = System.getProperty("os.arch", "");
        return jvm.equals("amd64") ? "x86_64" : jvm.equals("arm") ? "armv7l" : jvm.equals("x86") ? "i686" : jvm;
    }

    private String init() {
        if (files.exists("run/systemd/system")) {
            return "systemd";
        }
        String first = files.text("proc/1/cmdline").replace('\0', ' ').strip();
        for (String known : List.of("supervisord", "dumb-init", "tini", "runit", "upstart")) {
            if (first.split(" ", 2)[0].endsWith(known)) {
                return known;
            }
        }
        return first.startsWith("/sbin/my_init") ? "runit" : "unknown";
    }

    private void distribution(Map<String, Object> grains, String architecture) {
        Map<String, String> release = files.assignments("etc/os-release");
        if (release.isEmpty()) {
            release = files.assignments("usr/lib/os-release");
        }
        String fullName = release.getOrDefault("NAME", "Linux");
        String os = OsNames.os(fullName);
        String family = OsNames.family(os, release.getOrDefault("ID_LIKE", ""));
        String version = release.getOrDefault("VERSION_ID", "");
        grains.put("os", os);
        grains.put("os_family", family);
        grains.put("osfullname", fullName);
        grains.put("oscodename", release.getOrDefault("VERSION_CODENAME", release.getOrDefault("PRETTY_NAME", "")));
        grains.put("osrelease", version);
        grains.put("osarch", packageArchitecture(family, architecture));
        grains.put("lsb_distrib_id", fullName);
        grains.put("lsb_distrib_release", version);
        grains.put("lsb_distrib_codename", grains.getOrDefault("oscodename", ""));
        release(grains, os, fullName, version);
    }

    private static void release(Map<String, Object> grains, String os, String fullName, String version) {
        List<Object> info = new ArrayList<>();
        for (String part : version.split("\\.")) {
            if (!part.isEmpty()) {
                info.add(part.matches("[0-9]{1,18}") ? (Object) Long.valueOf(part) : part);
            }
        }
        grains.put("osrelease_info", info);
        Object major = info.isEmpty() ? "" : info.get(0);
        if (major instanceof Long) {
            grains.put("osmajorrelease", major);
        }
        String name = FINGER_BY_OS.contains(os) ? os : fullName;
        grains.put("osfinger", name + "-" + (FINGER_BY_FULL_RELEASE.contains(os) ? version : major));
    }

    /** The name that the distribution's packages have for the processor; without asking the package tools. */
    private static String packageArchitecture(String family, String architecture) {
        if (!family.equals("Debian")) {
            return architecture;
        }
        return switch (architecture) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case "armv7l" -> "armhf";
            case "i686" -> "i386";
            case "ppc64le" -> "ppc64el";
            default -> architecture;
        };
    }

    private void parameters(Map<String, Object> grains) {
        List<Object> parameters = new ArrayList<>();
        for (String word : files.text("proc/cmdline").strip().split("\\s+")) {
            String[] parts = word.split("=", -1);
            List<Object> pair = new ArrayList<>();
            pair.add(parts[0]);
            pair.add(parts.length == 2 ? parts[1].replaceAll("^\"+|\"+$", "") : null);
            parameters.add(pair);
        }
        grains.put("kernelparams", parameters);
    }
}
