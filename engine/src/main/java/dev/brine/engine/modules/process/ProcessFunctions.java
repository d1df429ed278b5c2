package dev.brine.engine.modules.process;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.Regex;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code ps}: finding, looking at and ending processes. */
@Module("ps")
public final class ProcessFunctions {
    private final Host host;

    ProcessFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = "Return the ids of all processes.")
    public List<Object> getPidList() {
        return new ArrayList<>(Processes.of(host).pids());
    }

    @Fn(doc = """
            Return what is known of a process.

            pid: its id
            attrs: list of what to tell, by psutil's names; everything when it is not given
            """)
    public Map<String, Object> procInfo(long pid, @Arg(dflt = "None") @Nullable Object attrs) {
        OneProcess process = Processes.of(host)
                .find(pid)
                .orElseThrow(() -> new FunctionError("process PID not found (pid=" + pid + ")"));
        if (attrs != null && !(attrs instanceof List)) {
            throw new FunctionError("invalid attrs type " + PythonText.type(attrs));
        }
        List<?> given = attrs instanceof List<?> list ? list : List.of();
        List<String> unknown = given.stream()
                .map(PythonText::str)
                .filter(name -> !ProcessDetails.ATTRIBUTES.containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new FunctionError("invalid attr name" + (unknown.size() > 1 ? "s " : " ")
                    + String.join(", ", unknown.stream().map(PythonText::repr).toList()));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        ProcessDetails.ATTRIBUTES.forEach((name, attribute) -> {
            if (given.isEmpty() || given.contains(name)) {
                all.put(name, attribute.apply(process));
            }
        });
        return all;
    }

    @Fn(doc = """
            Return the processes that use most of the processors' time.

            num_processes: how many
            interval: seconds to look at them
            """)
    public List<Object> top(@Arg(dflt = "5") long numProcesses, @Arg(dflt = "3") double interval)
            throws InterruptedException {
        Processes processes = Processes.of(host);
        Map<Long, Double> before = new LinkedHashMap<>();
        processes.all().forEach(process -> before.put(process.pid(), process.busy()));
        Thread.sleep((long) (interval * 1000));
        Map<Long, Double> used = new LinkedHashMap<>();
        before.forEach((pid, start) -> processes.find(pid).ifPresent(process -> used.put(pid, process.busy() - start)));
        return new ArrayList<>(used.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(each -> processes.find(each.getKey()))
                .flatMap(Optional::stream)
                .limit(Math.max(1, numProcesses))
                .map(ProcessFunctions::shown)
                .toList());
    }

    private static Map<String, Object> shown(OneProcess process) {
        Map<String, Object> info = new LinkedHashMap<>();
        List<Object> command = process.commandLine();
        info.put("cmd", command.isEmpty() ? process.name() : command);
        info.put("user", process.user());
        info.put("status", process.status());
        info.put("pid", process.pid());
        info.put("create_time", process.started());
        info.put("cpu", process.times());
        info.put("mem", process.memory());
        return info;
    }

    @Fn(doc = """
            Send a signal to a process. Returns False when there is no such process.

            pid: its id
            signal: the number
            """)
    public boolean killPid(long pid, @Arg(dflt = "15") long signal) {
        return Processes.of(host).find(pid).isPresent() && sent(pid, signal);
    }

    private boolean sent(long pid, long signal) {
        return host.run(List.of("/bin/sh", "-c", "kill -" + signal + " " + pid)).ok();
    }

    @Fn(doc = """
            Send a signal to the processes whose program's name holds a text. Returns the ids, or None when there is none.

            pattern: the text
            user: of this account only
            signal: the number
            full: look in the whole command line
            """)
    public @Nullable Map<String, Object> pkill(
            String pattern,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "15") long signal,
            @Arg(dflt = "False") boolean full) {
        List<Object> killed = new ArrayList<>();
        for (OneProcess process : matching(text -> text.contains(pattern), user, full)) {
            if (sent(process.pid(), signal)) {
                killed.add(process.pid());
            }
        }
        return killed.isEmpty() ? null : new LinkedHashMap<>(Map.of("killed", killed));
    }

    @Fn(doc = """
            Return the ids of the processes whose program's name holds a text; None when there is none.

            pattern: the text
            user: of this account only
            full: look in the whole command line
            pattern_is_regex: the text is a regular expression
            """)
    public @Nullable List<Object> pgrep(
            String pattern,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(dflt = "False") boolean full,
            @Arg(dflt = "False") boolean patternIsRegex) {
        Predicate<String> wanted = patternIsRegex ? expression(pattern)::found : text -> text.contains(pattern);
        List<Object> pids = new ArrayList<>();
        matching(wanted, user, full).forEach(process -> pids.add(process.pid()));
        return pids.isEmpty() ? null : pids;
    }

    private static Regex expression(String pattern) {
        try {
            return Regex.of(pattern);
        } catch (IllegalArgumentException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }

    private List<OneProcess> matching(Predicate<String> wanted, @Nullable String user, boolean full) {
        return Processes.of(host).all().stream()
                .filter(process -> wanted.test(full ? line(process) : process.name()))
                .filter(process -> user == null || user.equals(process.user()))
                .toList();
    }

    private static String line(OneProcess process) {
        return String.join(
                " ", process.commandLine().stream().map(PythonText::str).toList());
    }

    @Fn(doc = """
            Return the processes in a state: maps with pid and name.

            status: running, sleeping, disk-sleep, stopped, tracing-stop, zombie, dead, wake-kill, waking, parked or idle
            """)
    public List<Object> status(@Nullable String status) {
        if (!Truth.of(status)) {
            throw new InvocationError("Filter is required for ps.status");
        }
        List<Object> found = new ArrayList<>();
        for (OneProcess process : Processes.of(host).all()) {
            if (process.status().equals(status)) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("pid", process.pid());
                one.put("name", process.name());
                found.add(one);
            }
        }
        return found;
    }

    @Fn(doc = """
            Return the lines of "ps aux" in which something is found: the expression, the lines, and how many they are.

            name: regular expression
            """)
    public List<Object> psaux(Object name, Call call) {
        String pattern = PythonText.str(name);
        Regex wanted = expression(pattern);
        Regex own = Regex.of("salt.+ps.psaux.+");
        List<Object> lines = new ArrayList<>(host.said(call, "ps", "aux")
                .lines()
                .filter(line -> wanted.found(line) && !own.found(line))
                .toList());
        return new ArrayList<>(List.of(pattern, lines, lines.size() + " occurrence(s)."));
    }

    @Fn(doc = """
            Return the open files of programs whose name begins with a text: the text, and what lsof says.

            name: the text
            """)
    public List<Object> lsof(Object name, Call call) {
        String program = PythonText.str(name);
        return new ArrayList<>(List.of(program, host.said(call, "lsof", "-c", program)));
    }

    @Fn(doc = """
            Return the lines of "netstat -nap" that hold a text: the text and the lines.

            name: the text
            """)
    public List<Object> netstat(Object name, Call call) {
        host.needs(call, "netstat");
        return holding(PythonText.str(name), host.said(call, "netstat", "-nap"));
    }

    @Fn(doc = """
            Return the lines of "ss -neap" that hold a text: the text and the lines.

            name: the text
            """)
    public List<Object> ss(Object name, Call call) {
        host.needs(call, "ss");
        return holding(PythonText.str(name), host.said(call, "ss", "-neap"));
    }

    private static List<Object> holding(String name, String text) {
        List<Object> lines =
                new ArrayList<>(text.lines().filter(line -> line.contains(name)).toList());
        return new ArrayList<>(List.of(name, lines));
    }
}
