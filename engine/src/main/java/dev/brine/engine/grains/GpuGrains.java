package dev.brine.engine.grains;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Graphics and other processors beside the main one, from {@code /sys/bus/pci}.
 *
 * <p>Salt 3006 asks {@code lspci} and has no such grains where that is not installed. The names of models are looked up in the list that
 * comes with {@code lspci}; without it a model is its number.
 */
final class GpuGrains {
    private static final Map<String, String> VENDORS = Map.of(
            "10de", "nvidia",
            "1002", "amd",
            "1022", "amd",
            "8086", "intel",
            "15ad", "vmware",
            "102b", "matrox",
            "1a03", "aspeed");
    private static final List<String> LISTS =
            List.of("usr/share/misc/pci.ids", "usr/share/hwdata/pci.ids", "usr/share/pci.ids");

    private final HostFiles files;

    GpuGrains(HostFiles files) {
        this.files = files;
    }

    void addTo(Map<String, Object> grains) {
        List<Object> gpus = new ArrayList<>();
        for (String device : files.names("sys/bus/pci/devices")) {
            String kind = number(device, "class");
            if (kind.startsWith("0300")
                    || kind.startsWith("0302")
                    || kind.startsWith("0380")
                    || kind.startsWith("1200")) {
                String vendor = number(device, "vendor");
                Map<String, Object> gpu = new LinkedHashMap<>();
                gpu.put("vendor", VENDORS.getOrDefault(vendor, "unknown"));
                gpu.put("model", model(vendor, number(device, "device")));
                gpus.add(gpu);
            }
        }
        grains.put("num_gpus", (long) gpus.size());
        grains.put("gpus", gpus);
    }

    private String number(String device, String file) {
        return files.text("sys/bus/pci/devices/" + device + "/" + file).strip().replaceFirst("^0x", "");
    }

    /** The list has a line for each vendor and, indented by one tab, its devices. */
    private String model(String vendor, String device) {
        for (String list : LISTS) {
            boolean there = false;
            for (String line : files.lines(list)) {
                if (!line.isEmpty() && line.charAt(0) != '\t' && line.charAt(0) != '#') {
                    there = line.startsWith(vendor + " ");
                } else if (there && line.startsWith("\t" + device + " ")) {
                    return line.substring(device.length() + 1).strip();
                }
            }
        }
        return "Device " + device;
    }
}
