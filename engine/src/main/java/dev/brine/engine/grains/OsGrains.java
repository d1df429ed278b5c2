package dev.brine.engine.grains;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The system and its distribution, from {@code /proc} and {@code os-release}. */
final class OsGrains {

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
        new Distribution(files).addTo(grains);
        grains.put("osarch", packageArchitecture(String.valueOf(grains.get("os_family")), architecture));
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
        String program = first.split(" ", 2)[0];
        if (program.endsWith("/init")) {
            return insideOf(program.substring(1));
        }
        for (String known : List.of("supervisord", "dumb-init", "tini", "runit", "upstart")) {
            if (program.endsWith(known)) {
                return known;
            }
        }
        return first.startsWith("/sbin/my_init") ? "runit" : "unknown";
    }

    /** Salt 3006: an {@code init} is told by the name that stands in it. */
    private String insideOf(String program) {
        String text = files.octets(program).toLowerCase(Locale.ROOT);
        for (String known : List.of("upstart", "sysvinit", "systemd")) {
            if (text.contains(known)) {
                return known;
            }
        }
        return "unknown";
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
