package dev.brine.engine.modules.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code hosts}: names and addresses in {@code /etc/hosts}, or the file that the option {@code hosts.file} names. */
@Module("hosts")
public final class HostsModule {
    private final ModuleParts parts;
    private final Host host;

    public HostsModule(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    private Path file() {
        Object option = parts.opts().get("hosts.file");
        return option == null ? host.file("/etc/hosts") : Path.of(PythonText.str(option));
    }

    @Fn(doc = "Return the addresses of the hosts file with their names; comment lines have keys of their own.")
    public Map<String, Object> listHosts() {
        Map<String, Object> hosts = new LinkedHashMap<>();
        int comments = 0;
        for (String each : PlainFile.lines(file())) {
            String line = each.strip();
            if (line.startsWith("#")) {
                hosts.put("comment-" + comments++, new ArrayList<Object>(List.of(line)));
            } else if (!line.isEmpty()) {
                Line read = Line.of(line);
                Map<String, Object> entry = entry(hosts, read.ip());
                aliases(entry).addAll(read.names());
                if (!read.comment().isEmpty()) {
                    entry.put("comment", read.comment());
                }
            }
        }
        return hosts;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entry(Map<String, Object> hosts, String ip) {
        return (Map<String, Object>) hosts.computeIfAbsent(ip, key -> {
            Map<String, Object> made = new LinkedHashMap<>();
            made.put("aliases", new ArrayList<>());
            return made;
        });
    }

    @SuppressWarnings("unchecked")
    private static List<Object> aliases(Map<String, Object> entry) {
        return (List<Object>) entry.getOrDefault("aliases", new ArrayList<>());
    }

    @Fn(doc = """
            Return the address of a name; an empty text when it has none.

            host: the name
            """)
    public String getIp(String host) {
        for (Map.Entry<String, Object> each : listHosts().entrySet()) {
            if (each.getValue() instanceof Map<?, ?> entry
                    && entry.get("aliases") instanceof List<?> names
                    && names.contains(host)) {
                return each.getKey();
            }
        }
        return "";
    }

    @Fn(doc = """
            Return the names of an address.

            ip: the address
            """)
    public List<Object> getAlias(String ip) {
        Map<String, Object> hosts = listHosts();
        return hosts.containsKey(ip) ? aliases(entry(hosts, ip)) : new ArrayList<>();
    }

    @Fn(doc = """
            Return whether an address has a name.

            ip: the address
            alias: the name, or a list of which it must have all
            """)
    public boolean hasPair(String ip, Object alias) {
        List<Object> names = getAlias(ip);
        return alias instanceof List<?> several ? names.containsAll(several) : names.contains(PythonText.str(alias));
    }

    @Fn(doc = """
            Set the names of an address, in place of those it has; an empty text removes it.

            ip: the address
            alias: its names
            comment: put behind them
            """)
    public boolean setHost(String ip, String alias, @Arg(dflt = "None") @Nullable String comment) {
        String line = alias.isBlank() ? "" : ip + "\t\t" + alias + (Truth.of(comment) ? "\t\t# " + comment : "") + "\n";
        List<String> lines = new ArrayList<>(PlainFile.lines(file()));
        boolean placed = false;
        for (int i = 0; i < lines.size(); i++) {
            if (isOf(lines.get(i), ip)) {
                lines.set(i, placed ? "" : line);
                placed = true;
            }
        }
        if (!placed) {
            int last = lines.size() - 1;
            if (last >= 0 && !lines.get(last).endsWith("\n")) {
                lines.set(last, lines.get(last) + "\n");
            }
            lines.add(line);
        }
        PlainFile.write(file(), String.join("", lines));
        return true;
    }

    private static boolean isOf(String each, String ip) {
        String line = each.strip();
        return !line.isEmpty() && !line.startsWith("#") && Line.of(line).ip().equals(ip);
    }

    @Fn(doc = """
            Remove a name from an address.

            ip: the address
            alias: the name
            """)
    public boolean rmHost(String ip, String alias) {
        if (!hasPair(ip, alias)) {
            return true;
        }
        StringBuilder text = new StringBuilder();
        for (String each : PlainFile.lines(file())) {
            text.append(isOf(each, ip) ? without(Line.of(each.strip()), alias) : each);
        }
        PlainFile.write(file(), text.toString());
        return true;
    }

    /** Salt 3006: each name that stays has a blank behind it. */
    private static String without(Line line, String alias) {
        StringBuilder names = new StringBuilder();
        line.names().stream()
                .filter(name -> !name.equals(alias))
                .forEach(name -> names.append(name).append(' '));
        if (names.length() == 0) {
            return "";
        }
        return line.ip() + "\t\t" + names + (line.comment().isEmpty() ? "" : "# " + line.comment()) + "\n";
    }

    @Fn(doc = """
            Give an address a further name.

            ip: the address
            alias: the name
            """)
    public boolean addHost(String ip, String alias) {
        if (!hasPair(ip, alias)) {
            Map<String, Object> hosts = listHosts();
            aliases(entry(hosts, ip)).add(alias);
            write(hosts);
        }
        return true;
    }

    @Fn(doc = """
            Set the comment of an address. Returns whether the file has that address.

            ip: the address
            comment: the text
            """)
    public boolean setComment(String ip, String comment) {
        Map<String, Object> hosts = listHosts();
        if (!hosts.containsKey(ip)) {
            return false;
        }
        if (!comment.equals(entry(hosts, ip).put("comment", comment))) {
            write(hosts);
        }
        return true;
    }

    /** Salt 3006: addresses in lines of one form, without empty lines. */
    private void write(Map<String, Object> hosts) {
        StringBuilder text = new StringBuilder();
        hosts.forEach((ip, value) -> {
            if (value instanceof List<?> comment) {
                comment.forEach(text::append);
            } else if (value instanceof Map<?, ?> entry) {
                List<String> names = new ArrayList<>();
                aliases(entry(hosts, ip)).forEach(name -> names.add(PythonText.str(name)));
                text.append(ip).append("\t\t").append(String.join(" ", names));
                if (entry.get("comment") != null) {
                    text.append("\t\t# ").append(entry.get("comment"));
                }
            }
            text.append('\n');
        });
        PlainFile.write(file(), text.toString());
    }

    /** One line with an address. */
    private record Line(String ip, List<String> names, String comment) {
        static Line of(String line) {
            int mark = line.indexOf('#');
            String comment = mark < 0 ? "" : line.substring(mark + 1).stripLeading();
            String[] words = (mark < 0 ? line : line.substring(0, mark)).strip().split("\\s+");
            return new Line(words[0], Arrays.asList(words).subList(1, words.length), comment);
        }
    }
}
