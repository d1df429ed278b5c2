package dev.brine.engine.grains;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Names and addresses of the host. Names come from {@code /etc/hosts}; nothing is asked over the network. */
final class NetworkGrains {
    private final HostFiles files;

    NetworkGrains(HostFiles files) {
        this.files = files;
    }

    void addTo(Map<String, Object> grains) {
        names(grains);
        interfaces(grains);
        gateways(grains);
        resolver(grains);
    }

    private void names(Map<String, Object> grains) {
        String host = files.text("proc/sys/kernel/hostname").strip();
        String full = host;
        TreeSet<String> ipv4 = new TreeSet<>();
        TreeSet<String> ipv6 = new TreeSet<>();
        for (String line : files.lines("etc/hosts")) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
            List<String> known = Arrays.asList(words).subList(Math.min(1, words.length), words.length);
            if (known.contains(host)) {
                (words[0].contains(":") ? ipv6 : ipv4).add(words[0]);
                full = full.contains(".") ? full : withDomain(known, host);
            }
        }
        int dot = full.indexOf('.');
        grains.put("localhost", host);
        grains.put("fqdn", full);
        grains.put("host", dot < 0 ? full : full.substring(0, dot));
        grains.put("domain", dot < 0 ? "" : full.substring(dot + 1));
        grains.put("fqdn_ip4", new ArrayList<Object>(ipv4));
        grains.put("fqdn_ip6", new ArrayList<Object>(ipv6));
        grains.put("fqdns", new ArrayList<>());
    }

    private static String withDomain(List<String> names, String host) {
        return names.stream()
                .filter(name -> name.startsWith(host + "."))
                .findFirst()
                .orElse(host);
    }

    private void interfaces(Map<String, Object> grains) {
        Map<String, Object> hardware = new LinkedHashMap<>();
        Map<String, Object> all = new LinkedHashMap<>();
        Map<String, Object> four = new LinkedHashMap<>();
        Map<String, Object> six = new LinkedHashMap<>();
        TreeSet<String> ipv4 = new TreeSet<>();
        TreeSet<String> ipv6 = new TreeSet<>();
        for (NetworkInterface found : list()) {
            List<Object> own4 = new ArrayList<>();
            List<Object> own6 = new ArrayList<>();
            for (InetAddress address : Collections.list(found.getInetAddresses())) {
                (address instanceof Inet4Address ? own4 : own6).add(text(address));
            }
            own4.forEach(address -> ipv4.add(String.valueOf(address)));
            own6.forEach(address -> ipv6.add(String.valueOf(address)));
            hardware.put(found.getName(), hardwareAddress(found));
            four.put(found.getName(), own4);
            six.put(found.getName(), own6);
            List<Object> both = new ArrayList<>(own4);
            both.addAll(own6);
            all.put(found.getName(), both);
        }
        // Java leaves out interfaces without an address
        for (String name : files.names("sys/class/net")) {
            String address = files.text("sys/class/net/" + name + "/address").strip();
            if (!address.isEmpty() && hardware.putIfAbsent(name, address) == null) {
                four.put(name, new ArrayList<>());
                six.put(name, new ArrayList<>());
                all.put(name, new ArrayList<>());
            }
        }
        grains.put("hwaddr_interfaces", hardware);
        grains.put("ip4_interfaces", four);
        grains.put("ip6_interfaces", six);
        grains.put("ip_interfaces", all);
        grains.put("ipv4", new ArrayList<Object>(ipv4));
        grains.put("ipv6", new ArrayList<Object>(ipv6));
    }

    private static List<NetworkInterface> list() {
        try {
            List<NetworkInterface> all = Collections.list(NetworkInterface.getNetworkInterfaces());
            all.sort(Comparator.comparingInt(NetworkInterface::getIndex));
            return all;
        } catch (SocketException e) {
            return List.of();
        }
    }

    /** Java's long form of an IPv6 address, shortened the usual way, without the interface. */
    static String text(InetAddress address) {
        String plain = address.getHostAddress().replaceFirst("%.*", "");
        if (address instanceof Inet4Address) {
            return plain;
        }
        String[] groups = plain.split(":");
        int start = -1;
        int longest = 1;
        for (int i = 0; i < groups.length; i++) {
            int end = i;
            while (end < groups.length && groups[end].equals("0")) {
                end++;
            }
            if (end - i > longest) {
                longest = end - i;
                start = i;
            }
        }
        if (start < 0) {
            return plain;
        }
        List<String> all = Arrays.asList(groups);
        return String.join(":", all.subList(0, start)) + "::"
                + String.join(":", all.subList(start + longest, groups.length));
    }

    private static String hardwareAddress(NetworkInterface found) {
        try {
            byte[] address = found.getHardwareAddress();
            return address == null
                    ? "00:00:00:00:00:00"
                    : HexFormat.ofDelimiter(":").formatHex(address);
        } catch (SocketException e) {
            return "00:00:00:00:00:00";
        }
    }

    private void gateways(Map<String, Object> grains) {
        Object four = false;
        for (String line : files.lines("proc/net/route")) {
            String[] words = line.split("\\s+");
            if (words.length > 3 && words[1].equals("00000000") && words[2].matches("[0-9A-F]{8}")) {
                four = words[2].equals("00000000") ? (Object) true : fromLittleEndian(words[2]);
                break;
            }
        }
        Object six = false;
        for (String line : files.lines("proc/net/ipv6_route")) {
            String[] words = line.split("\\s+");
            boolean everything = words.length > 9 && words[0].matches("0{32}") && words[1].equals("00");
            if (everything && !words[9].equals("lo") && !words[4].matches("0{32}")) {
                six = ipv6(words[4]);
                break;
            }
        }
        grains.put("ip_gw", !Boolean.FALSE.equals(four) || !Boolean.FALSE.equals(six));
        grains.put("ip4_gw", four);
        grains.put("ip6_gw", six);
    }

    private static String fromLittleEndian(String hex) {
        StringBuilder text = new StringBuilder();
        for (int i = 6; i >= 0; i -= 2) {
            text.append(text.length() == 0 ? "" : ".").append(Integer.parseInt(hex.substring(i, i + 2), 16));
        }
        return text.toString();
    }

    private static String ipv6(String hex) {
        try {
            return text(InetAddress.getByAddress(HexFormat.of().parseHex(hex)));
        } catch (UnknownHostException e) {
            return hex;
        }
    }

    private void resolver(Map<String, Object> grains) {
        List<Object> servers = new ArrayList<>();
        List<Object> search = new ArrayList<>();
        List<Object> sortlist = new ArrayList<>();
        List<Object> options = new ArrayList<>();
        String domain = "";
        for (String line : files.lines("etc/resolv.conf")) {
            String[] words = line.strip().split("\\s+");
            List<String> rest = Arrays.asList(words).subList(1, words.length);
            switch (words[0]) {
                case "nameserver" -> servers.addAll(rest);
                case "search" -> search = new ArrayList<>(rest);
                case "sortlist" -> sortlist.addAll(rest);
                case "options" -> options.addAll(rest);
                case "domain" -> domain = rest.isEmpty() ? "" : rest.get(0);
                default -> {}
            }
        }
        Map<String, Object> dns = new LinkedHashMap<>();
        dns.put("nameservers", servers);
        dns.put(
                "ip4_nameservers",
                servers.stream().filter(s -> !s.toString().contains(":")).toList());
        dns.put(
                "ip6_nameservers",
                servers.stream().filter(s -> s.toString().contains(":")).toList());
        dns.put("sortlist", sortlist);
        dns.put("domain", domain);
        dns.put("search", search);
        dns.put("options", options);
        grains.put("dns", dns);
    }
}
