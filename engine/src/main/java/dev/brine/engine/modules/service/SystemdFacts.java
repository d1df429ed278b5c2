package dev.brine.engine.modules.service;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code service} with systemd: what runs, what units are made of. Works as far as it can where systemd is not running, too. */
@Module("service")
public final class SystemdFacts {
    private final Systemctl systemctl;

    SystemdFacts(Systemctl systemctl) {
        this.systemctl = systemctl;
    }

    @Fn(doc = "Return the services that run.")
    public List<Object> getRunning() {
        Set<String> running = new TreeSet<>();
        for (String line :
                systemctl.ask("--full", "--no-legend", "--no-pager").stdout().split("\n")) {
            String[] cols = line.trim().split("\\s+");
            String name = cols.length > 3 && cols[3].equals("running") ? Systemctl.shown(cols[0]) : null;
            if (name != null) {
                running.add(name);
            }
        }
        return new ArrayList<>(running);
    }

    @Fn(doc = """
            Return the services that can neither be enabled nor disabled.

            root: of the system below this directory
            """)
    public List<Object> getStatic(@Arg(dflt = "None") @Nullable String root) {
        return new ArrayList<>(systemctl.inState("static", root));
    }

    @Fn(doc = """
            Return the properties of a service.

            name: the service
            root: of the system below this directory
            """)
    public Map<String, Object> show(String name, @Arg(dflt = "None") @Nullable String root, Call call) {
        Map<String, Object> all = new LinkedHashMap<>();
        CommandRunner.Result result = systemctl.asked(root, "show", Systemctl.unit(name));
        call.retcode(result.retcode());
        String out = (result.stdout() + "\n" + result.stderr()).strip();
        for (String line : out.split("\n")) {
            String[] pair = line.split("=", 2);
            String value = pair.length == 2 ? pair[1] : "";
            if (value.startsWith("{")) {
                all.put(pair[0], parts(value));
            } else if (List.of("Before", "After", "Wants").contains(pair[0])) {
                all.put(
                        pair[0],
                        new ArrayList<Object>(Arrays.stream(value.strip().split("\\s+"))
                                .filter(word -> !word.isEmpty())
                                .toList()));
            } else {
                all.put(pair[0], value);
            }
        }
        return all;
    }

    private static Map<String, Object> parts(String value) {
        Map<String, Object> parts = new LinkedHashMap<>();
        for (String item : value.replaceAll("[{}]", "").split(" ; ")) {
            String[] pair = item.split("=");
            parts.put(pair[0].strip(), pair.length > 1 ? pair[1].strip() : "");
        }
        return parts;
    }

    @Fn(doc = """
            Return the programs that services run.

            root: of the system below this directory
            """)
    public Map<String, Object> execs(@Arg(dflt = "None") @Nullable String root, Call call) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String service : systemctl.all(root)) {
            if (show(service, root, call).get("ExecStart") instanceof Map<?, ?> start && start.get("path") != null) {
                all.put(service, start.get("path"));
            }
        }
        return all;
    }

    @Fn(
            doc =
                    "Return the path of systemctl where systemd is not running, so that services can only be enabled and masked; else False.")
    public Object offline() {
        return systemctl.offline() ? systemctl.program() : (Object) false;
    }
}
