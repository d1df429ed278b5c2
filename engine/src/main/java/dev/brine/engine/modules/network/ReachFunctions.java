package dev.brine.engine.modules.network;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.IpAddress;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code network}: whether and how other hosts are reached. */
@Module("network")
public final class ReachFunctions {
    private final Host host;

    ReachFunctions(Host host) {
        this.host = host;
    }

    /** Salt 3006: letters of RFC 952, at most 255 of them; what else was given is left out. */
    static String sanitized(String name) {
        return name.substring(0, Math.min(255, name.length())).replaceAll("[^A-Za-z0-9._-]", "");
    }

    @Fn(doc = """
            Ping a host and return what the program says.

            host: its name or address
            timeout: seconds to wait for an answer
            return_boolean: return whether it answers
            """)
    public Object ping(
            String host, @Arg(dflt = "False") Object timeout, @Arg(dflt = "False") boolean returnBoolean, Call call) {
        List<String> words = new ArrayList<>(List.of("ping"));
        if (Truth.of(timeout)) {
            words.addAll(List.of("-W", PythonText.str(timeout)));
        }
        words.addAll(List.of("-c", "4", sanitized(host)));
        CommandRunner.Result result = this.host.run(words, Map.of("redirect_stderr", true));
        call.retcode(result.retcode());
        return returnBoolean ? result.ok() : (Object) result.stdout();
    }

    @Fn(doc = """
            Return the hosts on the way to a host.

            host: its name or address
            """)
    public List<Object> traceroute(String host, Call call) {
        this.host.needs(call, "traceroute");
        String out = this.host.said(call, "traceroute", sanitized(host));
        return Traceroute.parsed(out, this.host.said(call, "traceroute", "--version"));
    }

    @Fn(doc = """
            Return what dig says of a name.

            host: the name
            """)
    public String dig(String host, Call call) {
        this.host.needs(call, "dig");
        return this.host.said(call, "dig", sanitized(host));
    }

    @Fn(doc = """
            Try to connect to a port. Returns {result, comment}.

            host: name or address
            port: number of the port
            kwargs: proto: tcp or udp; timeout: seconds, 5 by default; family: ipv4 or ipv6
            """)
    public Map<String, Object> connect(
            @Nullable String host,
            @Arg(dflt = "None") @Nullable Object port,
            @Arg(rest = true) Map<String, Object> kwargs) {
        if (!Truth.of(host) || host == null) {
            return answer(false, "Required argument, host, is missing.");
        }
        if (!Truth.of(port)) {
            return answer(false, "Required argument, port, is missing.");
        }
        String proto = "udp".equals(kwargs.get("proto")) ? "udp" : "tcp";
        String where = proto + " port " + PythonText.str(port);
        Optional<InetAddress> address = resolved(host, PythonText.str(kwargs.get("family")));
        if (address.isEmpty()
                || !PythonText.str(port).matches("[0-9]{1,5}")
                || Integer.parseInt(PythonText.str(port)) > 65535) {
            return answer(false, "Unable to resolve host " + host + " on " + where);
        }
        String shown = host + " (" + text(address.get()) + ") on " + where;
        try {
            int timeout = (int) (Double.parseDouble(PythonText.str(kwargs.getOrDefault("timeout", 5L))) * 1000);
            InetSocketAddress to = new InetSocketAddress(address.get(), Integer.parseInt(PythonText.str(port)));
            if (proto.equals("udp")) {
                answers(to, timeout);
            } else {
                try (Socket socket = new Socket()) {
                    socket.connect(to, timeout);
                }
            }
            return answer(true, "Successfully connected to " + shown);
        } catch (IOException | NumberFormatException e) {
            return answer(false, "Unable to connect to " + shown);
        }
    }

    /** Sends something and waits for whatever comes back. */
    private static void answers(InetSocketAddress to, int timeout) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            byte[] question = new byte[16];
            socket.setSoTimeout(timeout);
            socket.connect(to);
            socket.send(new DatagramPacket(question, question.length));
            socket.receive(new DatagramPacket(new byte[255], 255));
        }
    }

    private static Optional<InetAddress> resolved(String host, String family) {
        try {
            String name = host.contains(":") ? host : sanitized(host);
            return Arrays.stream(InetAddress.getAllByName(name))
                    .filter(each -> switch (family) {
                        case "ipv4" -> each instanceof Inet4Address;
                        case "ipv6" -> !(each instanceof Inet4Address);
                        default -> true;
                    })
                    .findFirst();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** The short form of IPv6, without the interface. */
    static String text(InetAddress address) {
        String plain = address.getHostAddress().replaceFirst("%.*", "");
        IpAddress read = IpAddress.address(plain);
        return read == null ? plain : read.toString();
    }

    private static Map<String, Object> answer(boolean result, String comment) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("result", result);
        answer.put("comment", comment);
        return answer;
    }

    @Fn(doc = """
            Wake a machine over the network.

            mac: its hardware address
            bcast: broadcast address of its network
            destport: the port
            """)
    public boolean wol(String mac, @Arg(dflt = "'255.255.255.255'") String bcast, @Arg(dflt = "9") long destport) {
        MagicPacket.send(mac, bcast, destport);
        return true;
    }
}
