package dev.brine.engine.modules.network;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** {@code network}: names of the host. */
@Module("network")
public final class NameFunctions {
    private static final int LOOKUPS_AT_ONCE = 8;

    private final ModuleParts parts;
    private final Host host;

    NameFunctions(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    @Fn(doc = "Return the host's name.")
    public Object getHostname() {
        String name = PlainFile.read(host.file("/proc/sys/kernel/hostname")).strip();
        return name.isEmpty() ? parts.grains().getOrDefault("nodename", "") : name;
    }

    /** As Python's getfqdn: the first name with a dot of the host's line in the hosts file, else the first one there. */
    @Fn(doc = "Return the host's full name.")
    public Object getFqdn() {
        Object own = getHostname();
        for (String line : PlainFile.lines(host.file("/etc/hosts"))) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
            List<String> names = Arrays.asList(words).subList(1, words.length);
            if (names.contains(own)) {
                return names.stream()
                        .filter(name -> name.contains("."))
                        .findFirst()
                        .orElse(names.get(0));
            }
        }
        return parts.grains().getOrDefault("fqdn", own);
    }

    @Fn(doc = "Return the full names that the host's addresses have in the DNS: {fqdns: [...]}.")
    public Map<String, Object> fqdns() throws InterruptedException {
        InterfaceFunctions interfaces = new InterfaceFunctions(host);
        List<Object> addresses = new ArrayList<>(interfaces.ipAddrs(null, false, null, null));
        addresses.addAll(interfaces.ipAddrs6(null, false, null));
        ExecutorService lookups = Executors.newFixedThreadPool(LOOKUPS_AT_ONCE, task -> {
            Thread thread = new Thread(task, "fqdns");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<CompletableFuture<Optional<String>>> asked = addresses.stream()
                    .map(address -> CompletableFuture.supplyAsync(() -> name(String.valueOf(address)), lookups))
                    .toList();
            TreeSet<String> names = new TreeSet<>();
            asked.forEach(each -> each.join().ifPresent(names::add));
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("fqdns", new ArrayList<Object>(names));
            return answer;
        } finally {
            lookups.shutdown();
        }
    }

    private static Optional<String> name(String address) {
        try {
            String name = InetAddress.getByName(address).getCanonicalHostName();
            boolean literal = name.contains(":") || name.equals(address);
            return literal ? Optional.empty() : Optional.of(name);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * Salt 3006 joins the words of each line of {@code /etc/hosts} by tabs, comments too; here the lines without the old name
     * stay as they are.
     */
    @Fn(doc = """
            Give the host another name, in /etc/hosts and where the system keeps it as well.

            hostname: the name
            """)
    public boolean modHostname(@Nullable String hostname, Call call) {
        if (hostname == null) {
            return false;
        }
        Optional<String> control = host.which("hostnamectl");
        String old = control.isPresent() ? staticName() : String.valueOf(getFqdn());
        if (control.isPresent()) {
            if (!host.run(List.of("hostnamectl", "set-hostname", hostname)).ok()) {
                return false;
            }
        } else if (host.which("hostname").isPresent()) {
            host.said(call, "hostname", hostname);
        } else {
            throw new FunctionError("cannot set the name of this host: it has neither hostnamectl nor hostname");
        }
        rewrite(host.file("/etc/hosts"), old, hostname);
        Object family = parts.grains().get("os_family");
        if ("RedHat".equals(family)) {
            network(host.file("/etc/sysconfig/network"), hostname);
        } else if ("Debian".equals(family)) {
            PlainFile.write(host.file("/etc/hostname"), hostname + "\n");
        }
        return true;
    }

    private String staticName() {
        CommandRunner.Result status = host.run(List.of("hostnamectl", "status"));
        return status.stdout()
                .lines()
                .filter(line -> status.ok() && line.split(":", 2)[0].contains("Static hostname"))
                .map(line -> line.split(":", 2)[1].strip())
                .findFirst()
                .orElseGet(() -> String.valueOf(getHostname()));
    }

    private static void rewrite(Path hosts, String old, String hostname) {
        StringBuilder text = new StringBuilder();
        for (String line : PlainFile.lines(hosts)) {
            List<String> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
            int at = words.indexOf(old);
            if (at < 0) {
                text.append(line);
            } else {
                words.set(at, hostname);
                text.append(String.join("\t", words)).append('\n');
            }
        }
        PlainFile.write(hosts, text.toString());
    }

    /** The line HOSTNAME keeps the quotes it has. */
    private static void network(Path file, String hostname) {
        if (!Files.exists(file)) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (String line : PlainFile.lines(file)) {
            if (line.startsWith("HOSTNAME")) {
                String value = line.substring(line.indexOf('=') + 1).strip();
                boolean quoted = value.matches("'.*'|\".*\"");
                String quote = quoted ? value.substring(0, 1) : "";
                text.append("HOSTNAME=")
                        .append(quote)
                        .append(hostname)
                        .append(quote)
                        .append('\n');
            } else {
                text.append(line);
            }
        }
        PlainFile.write(file, text.toString());
    }
}
