package dev.brine.engine.modules.network;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.IpAddress;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The network interfaces by name, as {@code ip link show} and {@code ip addr show} print them, or {@code ifconfig -a} where there
 * is no {@code ip}.
 *
 * <p>Each has up and hwaddr, perhaps parent, and lists of addresses: inet, inet6, secondary. Salt 3006: utils/network.py.
 */
record Interfaces(Map<String, Map<String, Object>> all) {
    private static final Pattern HEAD = Pattern.compile("[0-9]*:\\s+([\\w.\\-]+)@?([\\w.\\-]+)?:\\s+<(.+)>.*");

    static Interfaces of(Host host) {
        if (host.which("ip").isPresent()) {
            return parsed(run(host, "ip", "link", "show") + "\n" + run(host, "ip", "addr", "show"));
        }
        return host.which("ifconfig").isPresent()
                ? Ifconfig.parsed(run(host, "ifconfig", "-a"))
                : new Interfaces(new LinkedHashMap<>());
    }

    private static String run(Host host, String... words) {
        return host.run(List.of(words), Map.of("redirect_stderr", true)).stdout();
    }

    static Interfaces parsed(String text) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        Map<String, Object> current = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                current = new LinkedHashMap<>();
                current.put("up", Arrays.asList(head.group(3).split(",")).contains("UP"));
                if (head.group(2) != null) {
                    current.put("parent", head.group(2));
                }
                all.put(head.group(1), current);
            } else if (line.matches("[0-9].*")) {
                current = new LinkedHashMap<>();
            } else {
                String[] words = line.strip().split("\\s+");
                if (words.length > 1) {
                    addTo(current, words);
                }
            }
        }
        return new Interfaces(all);
    }

    private static void addTo(Map<String, Object> found, String[] words) {
        if (words[0].startsWith("link")) {
            found.put("hwaddr", words[1]);
        } else if (words[0].equals("inet") || words[0].equals("inet6")) {
            List<String> all = Arrays.asList(words);
            boolean secondary = all.contains("secondary");
            Map<String, Object> address = new LinkedHashMap<>();
            if (secondary) {
                address.put("type", words[0]);
            }
            String[] given = words[1].split("/", 2);
            address.put("address", given[0]);
            if (words[0].equals("inet")) {
                address.put("netmask", netmask(given.length > 1 ? given[1] : "32"));
                address.put("broadcast", after("brd", all));
                address.put("label", words[words.length - 1]);
            } else {
                address.put("prefixlen", given.length > 1 ? given[1] : (Object) 32L);
                address.put("scope", after("scope", all));
            }
            list(found, secondary ? "secondary" : words[0]).add(address);
        }
    }

    private static @Nullable Object after(String word, List<String> words) {
        int at = words.indexOf(word);
        return at < 0 || at + 1 >= words.size() ? null : words.get(at + 1);
    }

    /** Salt 3006: a network of length 0 has no mask. */
    private static String netmask(String bits) {
        boolean known = bits.matches("[1-9]|[12][0-9]|3[0-2]");
        IpAddress any = known ? IpAddress.parse("0.0.0.0/" + bits) : null;
        return any == null ? "" : any.mask().toString();
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Map<String, Object> facts, String key) {
        return (List<Object>) facts.computeIfAbsent(key, k -> new ArrayList<>());
    }

    /** Those whose names match: a glob, several behind commas, or a list of them; null for all. */
    Interfaces matching(@Nullable Object names) {
        if (names == null) {
            return this;
        }
        Stream<String> given = names instanceof List<?> list
                ? list.stream().map(PythonText::str)
                : Arrays.stream(PythonText.str(names).split(","));
        List<Glob> globs = given.map(name -> Glob.of(name.strip())).toList();
        return only(name -> globs.stream().anyMatch(glob -> glob.test(name)));
    }

    Interfaces only(Function<String, Boolean> wanted) {
        return new Interfaces(all.entrySet().stream()
                .filter(each -> wanted.apply(each.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new)));
    }

    /** The addresses of a family ({@code inet} or {@code inet6}), secondary ones behind the first ones of their interface. */
    List<Map<?, ?>> addresses(String family) {
        List<Map<?, ?>> found = new ArrayList<>();
        for (Map<String, Object> facts : all.values()) {
            maps(facts.get(family)).forEach(found::add);
            maps(facts.get("secondary"))
                    .filter(each -> family.equals(each.get("type")))
                    .forEach(found::add);
        }
        return found;
    }

    static Stream<Map<?, ?>> maps(@Nullable Object list) {
        return list instanceof List<?> entries ? entries.stream().map(entry -> (Map<?, ?>) entry) : Stream.empty();
    }
}
