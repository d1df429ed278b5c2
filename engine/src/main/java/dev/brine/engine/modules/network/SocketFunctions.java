package dev.brine.engine.modules.network;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code network}: open sockets, neighbours, and buffers of network cards. */
@Module("network")
public final class SocketFunctions {
    private static final Pattern RING = Pattern.compile("(.+):\\s+(\\d+)");
    private static final String ETHTOOL = "/sbin/ethtool";

    private final Host host;

    SocketFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = "Return the open sockets with their programs, as netstat or ss tells them.")
    public List<Object> netstat(Call call) {
        return host.which("netstat").isPresent()
                ? fromNetstat(host.said(call, "netstat", "-tulpnea"))
                : fromSs(host.said(call, "ss", "-tulpnea"));
    }

    private static List<Object> fromNetstat(String text) {
        List<Object> all = new ArrayList<>();
        text.lines().forEach(line -> {
            String[] words = line.split("\\s+");
            boolean tcp = line.startsWith("tcp");
            int user = tcp ? 6 : 5;
            if ((tcp || line.startsWith("udp")) && words.length > user + 2) {
                Map<String, Object> one = ends(words[0], words[1], words[2], words[3], words[4]);
                if (tcp) {
                    one.put("state", words[5]);
                }
                one.put("user", words[user]);
                one.put("inode", words[user + 1]);
                one.put("program", words[user + 2]);
                all.add(one);
            }
        });
        return all;
    }

    private static List<Object> fromSs(String text) {
        List<Object> all = new ArrayList<>();
        text.lines().forEach(line -> {
            String[] words = line.strip().split("\\s+");
            boolean tcp = line.startsWith("tcp");
            if ((tcp || line.startsWith("udp")) && words.length > 5) {
                Map<String, Object> one = ends(words[0], words[2], words[3], words[4], words[5]);
                if (tcp) {
                    one.put("state", words[1].equals("ESTAB") ? "ESTABLISHED" : words[1]);
                }
                one.put("user", 0L);
                one.put("inode", 0L);
                one.put("program", "");
                // Salt 3006: the last column is not looked at
                for (String word : Arrays.asList(words).subList(6, Math.max(6, words.length - 1))) {
                    String[] field = word.split(":", 3);
                    switch (field[0]) {
                        case "users" ->
                            one.put("program", word.split("\"", -1).length > 1 ? word.split("\"", -1)[1] : "");
                        case "uid" -> one.put("user", field[1]);
                        case "ino" -> one.put("inode", field[1]);
                        default -> {}
                    }
                }
                all.add(one);
            }
        });
        return all;
    }

    private static Map<String, Object> ends(String proto, String received, String sent, String local, String remote) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("proto", proto);
        one.put("recv-q", received);
        one.put("send-q", sent);
        one.put("local-address", local);
        one.put("remote-address", remote);
        return one;
    }

    @Fn(doc = "Return the established TCP connections: {number: {local_addr, local_port, remote_addr, remote_port}}.")
    public Map<Object, Object> activeTcp() {
        Map<Object, Object> all = new LinkedHashMap<>();
        for (String file : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            for (TcpSocket socket : TcpSocket.read(host.file(file))) {
                if (socket.established()) {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("local_addr", socket.localAddress());
                    one.put("local_port", socket.localPort());
                    one.put("remote_addr", socket.remoteAddress());
                    one.put("remote_port", socket.remotePort());
                    all.put((long) all.size(), one);
                }
            }
        }
        return all;
    }

    @Fn(doc = "Return the neighbours in the ARP table: {hardware address: address}.")
    public Map<String, Object> arp(Call call) {
        host.needs(call, "arp");
        Map<String, Object> all = new LinkedHashMap<>();
        host.said(call, "arp", "-an").lines().forEach(line -> {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 4) {
                all.put(words[3], words[1].replaceAll("^\\(+|\\)+$", ""));
            }
        });
        return all;
    }

    @Fn(doc = """
            Return the sizes of a network card's buffers, as ethtool tells them.

            iface: the card's interface
            """)
    public Map<String, Object> getBufsize(String iface, Call call) {
        Map<String, Object> sizes = new LinkedHashMap<>();
        Path ethtool = host.file(ETHTOOL);
        if (!Files.exists(ethtool)) {
            return sizes;
        }
        String out = host.said(call, ethtool.toString(), "-g", iface);
        sizes.put("result", false);
        String suffix = "max-";
        for (String line : out.lines().toList()) {
            Matcher size = RING.matcher(line);
            if (size.matches()) {
                sizes.put(
                        size.group(1).toLowerCase(Locale.ROOT).replace(' ', '-') + suffix, Long.valueOf(size.group(2)));
                sizes.put("result", true);
            } else if (line.endsWith("maximums:")) {
                suffix = "-max";
            } else if (line.endsWith("settings:")) {
                suffix = "";
            }
        }
        if (Boolean.FALSE.equals(sizes.get("result"))) {
            sizes.put("comment", out);
        }
        return sizes;
    }

    @Fn(doc = """
            Change the sizes of a network card's buffers.

            iface: the card's interface
            args: none
            kwargs: rx, tx, rx-mini, rx-jumbo: the sizes
            """)
    public Object modBufsize(
            String iface,
            @Arg(rest = true) List<Object> args,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Path ethtool = host.file(ETHTOOL);
        if (!Files.exists(ethtool)) {
            return false;
        }
        List<String> sizes = new ArrayList<>();
        for (String name : List.of("rx", "tx", "rx-mini", "rx-jumbo")) {
            if (kwargs.get(name) != null) {
                sizes.addAll(List.of(name, PythonText.str(kwargs.get(name))));
            }
        }
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("result", false);
        if (kwargs.isEmpty() || (args.isEmpty() && sizes.isEmpty())) {
            answer.put("comment", "Requires rx=<val> tx==<val> rx-mini=<val> and/or rx-jumbo=<val>");
            return answer;
        }
        if (!args.isEmpty()) {
            answer.put(
                    "comment",
                    "Unknown arguments: "
                            + String.join(
                                    " ", args.stream().map(PythonText::str).toList()));
            return answer;
        }
        List<String> words = new ArrayList<>(List.of(ethtool.toString(), "-G", iface));
        words.addAll(sizes);
        String out = host.said(call, words.toArray(String[]::new));
        answer.put("result", out.isEmpty());
        answer.put("comment", out.isEmpty() ? String.join(" ", sizes) : out);
        return answer;
    }

    /** One line of {@code /proc/net/tcp} or {@code tcp6}. */
    record TcpSocket(String localAddress, long localPort, String remoteAddress, long remotePort, boolean established) {

        static List<TcpSocket> read(Path file) {
            return PlainFile.lines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("sl"))
                    .map(TcpSocket::of)
                    .toList();
        }

        private static TcpSocket of(String line) {
            String[] words = line.split("\\s+");
            String[] local = words[1].split(":");
            String[] remote = words[2].split(":");
            return new TcpSocket(
                    HexAddress.text(local[0]),
                    Long.parseLong(local[1], 16),
                    HexAddress.text(remote[0]),
                    Long.parseLong(remote[1], 16),
                    words[3].equals("01"));
        }
    }
}
