package dev.brine.engine.modules.network;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@code dnsutil}: hosts files, zone files, and what the DNS says. */
@Module("dnsutil")
public final class DnsutilModule {
    private static final String NO_DIG = "This function requires dig, which is not currently available";

    private final ModuleParts parts;
    private final Host host;

    public DnsutilModule(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    @Fn(doc = """
            Return the names in a hosts file by address.

            hostsfile: the file
            hosts: a text to read instead
            """)
    public Object parseHosts(@Arg(dflt = "'/etc/hosts'") String hostsfile, @Arg(dflt = "None") @Nullable String hosts) {
        if (!Truth.of(hosts) && !Files.isReadable(host.named(hostsfile))) {
            return "Error: hosts data was not found";
        }
        String text = Truth.of(hosts) ? String.valueOf(hosts) : PlainFile.read(host.named(hostsfile));
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.strip().split("\\s+");
                Interfaces.list(all, words[0]).addAll(Arrays.asList(words).subList(1, words.length));
            }
        }
        return all;
    }

    @Fn(doc = """
            Give an address names by a further line in a hosts file; those it has already are left out.

            hostsfile: the file
            ip_addr: the address
            entries: the names, separated by commas
            """)
    public String hostsAppend(
            @Arg(dflt = "'/etc/hosts'") String hostsfile,
            @Arg(dflt = "None") @Nullable String ipAddr,
            @Arg(dflt = "None") @Nullable String entries) {
        List<String> names = names(entries);
        if (parseHosts(hostsfile, null) instanceof Map<?, ?> all && all.get(ipAddr) instanceof List<?> known) {
            names.removeAll(known);
        }
        if (names.isEmpty()) {
            return "No additional hosts were added to " + hostsfile;
        }
        String line = "\n" + ipAddr + " " + String.join(" ", names);
        PlainFile.write(host.named(hostsfile), PlainFile.read(host.named(hostsfile)) + line);
        return "The following line was added to " + hostsfile + ":" + line;
    }

    private static List<String> names(@Nullable String entries) {
        if (entries == null) {
            throw new FunctionError("entries is missing: the names, separated by commas");
        }
        return new ArrayList<>(Arrays.asList(entries.split(",", -1)));
    }

    @Fn(doc = """
            Remove names from a hosts file; an address without a name goes, too.

            hostsfile: the file
            entries: the names, separated by commas
            """)
    public @Nullable Object hostsRemove(
            @Arg(dflt = "'/etc/hosts'") String hostsfile, @Arg(dflt = "None") @Nullable String entries) {
        if (!Files.isReadable(host.named(hostsfile))) {
            throw new FunctionError("[Errno 2] No such file or directory: '" + hostsfile + "'");
        }
        List<String> gone = names(entries);
        StringBuilder text = new StringBuilder();
        for (String line : PlainFile.read(host.named(hostsfile)).lines().toList()) {
            if (line.isBlank() || line.strip().startsWith("#")) {
                text.append(line).append('\n');
                continue;
            }
            List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
            List<String> names = words.subList(1, words.size());
            gone.forEach(names::remove);
            if (words.size() > 1) {
                text.append(String.join(" ", words)).append('\n');
            }
        }
        PlainFile.write(host.named(hostsfile), text.toString());
        return null;
    }

    @Fn(doc = """
            Return what a zone file says.

            zonefile: the file
            zone: a text to read instead
            """)
    public Object parseZone(@Arg(dflt = "None") @Nullable String zonefile, @Arg(dflt = "None") @Nullable String zone) {
        String text = zone == null ? "" : zone;
        if (zonefile != null && !zonefile.isEmpty() && Files.isReadable(host.named(zonefile))) {
            text = PlainFile.read(host.named(zonefile));
        }
        return text.isEmpty() ? "Error: Zone data was not found" : ZoneFile.parsed(text);
    }

    private Object asked(Call call, @Nullable String server, Function<Dig, Object> question) {
        return host.which("dig").isPresent() ? question.apply(new Dig(host, call, server)) : NO_DIG;
    }

    @Fn(doc = """
            Return whether a text is an address, perhaps with the length of its network.

            ip_addr: the text
            """)
    public Object checkIp(@Nullable Object ipAddr, Call call) {
        return asked(call, null, dig -> ipAddr instanceof String text && Dig.isIp(text));
    }

    @Fn(name = "A", doc = """
            Return the IPv4 addresses of a host.

            host: its name
            nameserver: the server to ask; the host's own resolver when it is not given
            """)
    public Object four(String host, @Arg(dflt = "None") @Nullable String nameserver, Call call) {
        return resolved(host, nameserver, call, "A");
    }

    @Fn(name = "AAAA", doc = """
            Return the IPv6 addresses of a host.

            host: its name
            nameserver: the server to ask; the host's own resolver when it is not given
            """)
    public Object six(String host, @Arg(dflt = "None") @Nullable String nameserver, Call call) {
        return resolved(host, nameserver, call, "AAAA");
    }

    private Object resolved(String name, @Nullable String server, Call call, String type) {
        if (server != null || host.which("dig").isPresent()) {
            return asked(call, server, dig -> dig.addresses(name, type));
        }
        List<Object> found = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(name)) {
                if (address instanceof Inet4Address == type.equals("A")) {
                    found.add(ReachFunctions.text(address));
                }
            }
        } catch (UnknownHostException e) {
            found.clear();
        }
        return found.isEmpty() ? "Unable to resolve " + name : found;
    }

    @Fn(name = "NS", doc = """
            Return the name servers of a domain.

            domain: its name
            resolve: their addresses instead of their names
            nameserver: the server to ask
            """)
    public Object nameServers(
            String domain,
            @Arg(dflt = "True") boolean resolve,
            @Arg(dflt = "None") @Nullable String nameserver,
            Call call) {
        return asked(call, nameserver, dig -> dig.nameServers(domain, resolve));
    }

    @Fn(name = "SPF", doc = """
            Return the networks that may send mail for a domain.

            domain: its name
            record: type of the record: SPF, with TXT when there is none, or TXT
            nameserver: the server to ask
            """)
    public Object senders(
            String domain,
            @Arg(dflt = "'SPF'") String record,
            @Arg(dflt = "None") @Nullable String nameserver,
            Call call) {
        return asked(call, nameserver, dig -> dig.senders(domain, record));
    }

    @Fn(name = "MX", doc = """
            Return the mail servers of a domain: lists of priority and name.

            domain: its name
            resolve: one address of each instead of its name
            nameserver: the server to ask
            """)
    public Object mailServers(
            String domain,
            @Arg(dflt = "False") boolean resolve,
            @Arg(dflt = "None") @Nullable String nameserver,
            Call call) {
        return asked(call, nameserver, dig -> dig.mailServers(domain, resolve));
    }

    @Fn(doc = """
            Return the serial of a zone: the one kept in a grain, else one of today.

            zone: the zone; its grain is dnsserial_<zone>
            update: keep and return the next one
            """)
    public Object serial(@Arg(dflt = "''") String zone, @Arg(dflt = "False") boolean update, Call call) {
        String key = zone.isEmpty() ? "dnsserial" : "dnsserial_" + zone;
        Object stored = call.functions().value(List.of(), Map.of("key", key), call.nested("grains.get"));
        String current = LocalDate.now(parts.minion().clock().withZone(ZoneId.systemDefault()))
                        .format(DateTimeFormatter.BASIC_ISO_DATE)
                + "01";
        if (!update) {
            return stored == null || !Truth.of(stored) ? current : stored;
        }
        String known = PythonText.str(stored);
        if (Truth.of(stored) && known.matches("[0-9]+") && known.compareTo(current) >= 0) {
            current = new BigInteger(known).add(BigInteger.ONE).toString();
        }
        call.functions().value(List.of(), Map.of("key", key, "val", current), call.nested("grains.setval"));
        return current;
    }
}
