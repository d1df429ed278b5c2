package dev.brine.engine.modules.network;

import dev.brine.engine.call.Call;
import dev.brine.engine.data.IpAddress;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Records of the DNS, asked for with the program {@code dig}. Salt 3006: modules/dig.py. */
final class Dig {
    private static final Pattern SPF = Pattern.compile("(?:\\+|~)?(ip[46]|include):(.+)");
    /** Salt follows include and redirect without end; RFC 7208 allows ten. */
    private static final int DEEPEST = 10;

    private final Host host;
    private final Call call;
    private final @Nullable String server;

    /** @param server the name server to ask; null for the host's own */
    Dig(Host host, Call call, @Nullable String server) {
        this.host = host;
        this.call = call;
        this.server = server;
    }

    /** Empty when dig fails. */
    private Optional<String> ask(String name, String type) {
        List<String> words = new ArrayList<>(List.of("dig", "+short", name, type));
        if (server != null) {
            words.add("@" + server);
        }
        CommandRunner.Result result = host.run(words);
        call.retcode(result.retcode());
        return result.ok() ? Optional.of(result.stdout()) : Optional.empty();
    }

    List<Object> addresses(String name, String type) {
        List<Object> found = new ArrayList<>();
        ask(name, type).ifPresent(out -> out.lines().filter(Dig::isIp).forEach(found::add));
        return found;
    }

    List<Object> nameServers(String domain, boolean resolve) {
        List<Object> found = new ArrayList<>();
        ask(domain, "NS").ifPresent(out -> {
            for (String line : out.split("\n", -1)) {
                if (resolve) {
                    found.addAll(addresses(line, "A"));
                } else {
                    found.add(line);
                }
            }
        });
        return found;
    }

    /** Lists of priority and server. */
    List<Object> mailServers(String domain, boolean resolve) {
        List<Object> found = new ArrayList<>();
        ask(domain, "MX").ifPresent(out -> {
            for (String line : out.split("\n", -1)) {
                List<Object> words = new ArrayList<>(Arrays.asList(line.strip().split("\\s+")));
                words.remove("");
                if (resolve && words.size() > 1) {
                    List<Object> first = addresses(String.valueOf(words.get(1)), "A");
                    words.set(1, first.isEmpty() ? "" : first.get(0));
                }
                found.add(words);
            }
        });
        return found;
    }

    List<Object> senders(String domain, String record) {
        return senders(domain, record, 0);
    }

    private List<Object> senders(String domain, String record, int depth) {
        List<Object> found = new ArrayList<>();
        Optional<String> out = depth > DEEPEST ? Optional.empty() : ask(domain, record);
        if (out.isPresent() && out.get().isEmpty() && record.equals("SPF")) {
            return senders(domain, "TXT", depth);
        }
        String[] sections = out.orElse("").replace("\"", "").strip().split("\\s+");
        if (!sections[0].equals("v=spf1") || sections.length < 2) {
            return found;
        }
        if (sections[1].startsWith("redirect=")) {
            return senders(sections[1].substring("redirect=".length()), "SPF", depth + 1);
        }
        for (String section : sections) {
            Matcher mechanism = SPF.matcher(section);
            if (mechanism.matches()) {
                String value = mechanism.group(2);
                if (mechanism.group(1).equals("include")) {
                    found.addAll(senders(value, "SPF", depth + 1));
                } else if (isIp(value)) {
                    found.add(value);
                }
            }
        }
        return found;
    }

    /** An address, perhaps with the length of its network: 1 to 32, or 8 to 128. */
    static boolean isIp(String text) {
        int slash = text.lastIndexOf('/');
        IpAddress address = IpAddress.address(slash < 0 ? text : text.substring(0, slash));
        if (address == null || slash < 0) {
            return address != null;
        }
        String length = text.substring(slash + 1).strip();
        int bits = length.matches("[0-9]{1,3}") ? Integer.parseInt(length) : -1;
        return address.bits() == 32 ? 1 <= bits && bits <= 32 : 8 <= bits && bits <= 128;
    }
}
