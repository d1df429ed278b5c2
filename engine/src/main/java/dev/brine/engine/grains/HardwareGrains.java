package dev.brine.engine.grains;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Processor, memory, disks, firmware and what the host runs in, from {@code /proc} and {@code /sys}. */
final class HardwareGrains {
    private static final Map<String, String> FIRMWARE = firmware();

    private final HostFiles files;

    HardwareGrains(HostFiles files) {
        this.files = files;
    }

    private static Map<String, String> firmware() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("biosversion", "bios_version");
        names.put("biosvendor", "bios_vendor");
        names.put("boardname", "board_name");
        names.put("productname", "product_name");
        names.put("manufacturer", "sys_vendor");
        names.put("biosreleasedate", "bios_date");
        names.put("uuid", "product_uuid");
        names.put("serialnumber", "product_serial");
        return names;
    }

    void addTo(Map<String, Object> grains) {
        processor(grains);
        memory(grains);
        disks(grains);
        FIRMWARE.forEach((grain, file) -> {
            String value = files.text("sys/class/dmi/id/" + file).strip();
            if (!value.isEmpty()) {
                grains.put(grain, grain.equals("uuid") ? value.toLowerCase(Locale.ROOT) : value);
            }
        });
        virtual(grains);
        boolean efi = files.exists("sys/firmware/efi/efivars") || files.exists("sys/firmware/efi/vars");
        grains.put("efi", efi);
        grains.put("efi-secure-boot", efi && secureBoot());
    }

    private boolean secureBoot() {
        return files.names("sys/firmware/efi/efivars").stream()
                .filter(name -> name.startsWith("SecureBoot-"))
                .anyMatch(name -> files.text("sys/firmware/efi/efivars/" + name).endsWith("\u0001"));
    }

    private void processor(Map<String, Object> grains) {
        long count = 0;
        String model = "Unknown";
        List<Object> flags = new ArrayList<>();
        for (String line : files.lines("proc/cpuinfo")) {
            int colon = line.indexOf(':');
            String key = colon < 0 ? "" : line.substring(0, colon).strip();
            String value = colon < 0 ? "" : line.substring(colon + 1).strip();
            switch (key) {
                case "processor" -> count++;
                case "model name", "vendor_id", "cpu" -> model = value;
                case "flags", "Features" -> flags = new ArrayList<>(Arrays.asList(value.split("\\s+")));
                default -> {}
            }
        }
        grains.put("num_cpus", count);
        grains.put("cpu_model", model);
        grains.put("cpu_flags", flags);
    }

    /** In MiB. */
    private void memory(Map<String, Object> grains) {
        for (String line : files.lines("proc/meminfo")) {
            String[] parts = line.split("\\s+");
            if (parts.length > 1 && parts[0].equals("MemTotal:")) {
                grains.put("mem_total", Long.parseLong(parts[1]) / 1024);
            } else if (parts.length > 1 && parts[0].equals("SwapTotal:")) {
                grains.put("swap_total", Long.parseLong(parts[1]) / 1024);
            }
        }
    }

    private void disks(Map<String, Object> grains) {
        List<Object> disks = new ArrayList<>();
        List<Object> ssds = new ArrayList<>();
        for (String name : files.names("sys/block")) {
            String rotational =
                    files.text("sys/block/" + name + "/queue/rotational").strip();
            if (isVirtual(name) || rotational.isEmpty()) {
                continue;
            }
            (rotational.equals("0") ? ssds : disks).add(name);
        }
        grains.put("disks", disks);
        grains.put("ssds", ssds);
    }

    private boolean isVirtual(String block) {
        try {
            return Files.readSymbolicLink(files.path("sys/block/" + block))
                    .toString()
                    .startsWith("../devices/virtual/");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** What Salt finds by asking systemd-detect-virt and the like; here from the files that these look at. */
    private void virtual(Map<String, Object> grains) {
        String container = container();
        if (!container.isEmpty()) {
            grains.put("virtual", "container");
            grains.put("virtual_subtype", container);
            return;
        }
        String firmware = (grains.getOrDefault("manufacturer", "") + " " + grains.getOrDefault("productname", "") + " "
                        + grains.getOrDefault("biosvendor", ""))
                .toLowerCase(Locale.ROOT);
        boolean hypervisor = grains.get("cpu_flags") instanceof List<?> flags && flags.contains("hypervisor");
        grains.put("virtual", hypervisor(firmware, hypervisor));
    }

    private static String hypervisor(String firmware, boolean seen) {
        if (firmware.contains("vmware")) {
            return "VMware";
        }
        if (firmware.contains("virtualbox")) {
            return "VirtualBox";
        }
        if (firmware.contains("xen")) {
            return "xen";
        }
        if (firmware.contains("microsoft") && firmware.contains("virtual machine")) {
            return "HyperV";
        }
        return seen || firmware.contains("qemu") || firmware.contains("kvm") ? "kvm" : "physical";
    }

    private String container() {
        if (files.exists(".dockerenv")) {
            return "Docker";
        }
        String named = files.text("run/systemd/container").strip();
        if (!named.isEmpty()) {
            return named.equals("lxc") ? "LXC" : named;
        }
        String groups = files.text("proc/1/cgroup");
        if (groups.contains(":/docker/") || groups.contains("/docker-")) {
            return "Docker";
        }
        return groups.contains(":/lxc/") ? "LXC" : "";
    }
}
