package dev.brine.engine.modules.disk;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code disk}: drives: their parameters, their hidden part, and what they tell of their health. */
@Module("disk")
public final class DriveFunctions {
    private static final String ALL = "aAbBcCdgHiJkMmNnQrRuW";

    private final Host host;

    DriveFunctions(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return parameters of drives, as hdparm tells them.

            disks: a drive, or a list of them
            args: letters of what to ask for; everything when it is not given
            """)
    public Map<String, Object> hdparms(Object disks, @Arg(dflt = "None") @Nullable Object args, Call call) {
        host.needs(call, "hdparm");
        String letters = ALL;
        if (args != null) {
            letters = args instanceof List<?> list
                    ? String.join("", list.stream().map(PythonText::str).toList())
                    : PythonText.str(args);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object each : disks instanceof List<?> list ? list : List.of(disks)) {
            String disk = PythonText.str(each).startsWith("/dev") ? PythonText.str(each) : "/dev/" + each;
            all.put(disk, Hdparm.parsed(new Hdparm(host).ask(List.of("-" + letters, disk)), disk));
        }
        return all;
    }

    @Fn(doc = """
            Return how much of drives is hidden from the host (host protected area), or change it.

            disks: a drive, or a list of them
            size: sectors to hide, or a share such as 10%; 0 to hide none
            """)
    public @Nullable Object hpa(Object disks, @Arg(dflt = "None") @Nullable Object size, Call call) {
        Map<String, Object> all = new LinkedHashMap<>();
        hdparms(disks, "N", call).forEach((disk, told) -> all.put(disk, hidden(disk, told)));
        if (size == null) {
            return all;
        }
        all.forEach((disk, facts) -> {
            if (facts instanceof Map<?, ?> map && map.get("total") instanceof Long total) {
                long visible = visible(total, PythonText.str(size));
                String sectors = "-Np" + (visible <= 0 ? total : visible);
                new Hdparm(host).change(List.of("--yes-i-know-what-i-am-doing", sectors, disk));
            }
        });
        return null;
    }

    private static long visible(long total, String size) {
        String digits = size.replace("%", "").strip();
        if (!digits.matches("[0-9]{1,18}")) {
            throw new FunctionError("size must be a number of sectors or a share such as 10%, not '" + size + "'");
        }
        long number = Long.parseLong(digits);
        return size.contains("%") ? (100 - number) * total / 100 : total - number;
    }

    private static Map<String, Object> hidden(String disk, Object told) {
        List<?> parts = told instanceof Map<?, ?> map
                        && !map.isEmpty()
                        && map.values().iterator().next() instanceof List<?> list
                ? list
                : List.of();
        if (parts.size() < 3 || !(parts.get(0) instanceof Long visible) || !(parts.get(1) instanceof Long total)) {
            throw new FunctionError("hdparm does not tell how much of " + disk + " is visible");
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("total", total);
        if (!visible.equals(total) && !PythonText.str(parts.get(2)).contains("disabled")) {
            facts.put("visible", visible);
            facts.put("hidden", total - visible);
        }
        return facts;
    }

    @Fn(doc = """
            Return what a drive tells of its health (S.M.A.R.T.), by the number of the attribute.

            dev: the drive
            attributes: only these numbers
            values: only these columns
            """)
    public Map<Object, Object> smartAttributes(
            String dev,
            @Arg(dflt = "None") @Nullable Object attributes,
            @Arg(dflt = "None") @Nullable Object values,
            Call call) {
        String device = dev.startsWith("/dev/") ? dev : "/dev/" + dev;
        CommandRunner.Result result = host.run(List.of("smartctl", "--attributes", device));
        call.retcode(result.retcode());
        if (!result.ok()) {
            throw new FunctionError(result.stderr());
        }
        List<String> fields = List.of();
        Map<Object, Object> all = new LinkedHashMap<>();
        Iterator<String> lines = result.stdout().lines().iterator();
        while (lines.hasNext() && fields.isEmpty()) {
            String line = lines.next();
            if (line.startsWith("ID#")) {
                String[] words = line.strip().toLowerCase(Locale.ROOT).split("\\s+");
                fields = Arrays.asList(words).subList(1, words.length);
            }
        }
        while (lines.hasNext()) {
            String line = lines.next();
            if (!line.matches("\\s*\\d.*")) {
                break;
            }
            String[] words = line.strip().split("\\s+", fields.size() + 1);
            Long number = Long.valueOf(words[0]);
            if (!(attributes instanceof List<?> wanted) || wanted.contains(number)) {
                all.put(number, attribute(fields, words, values));
            }
        }
        return all;
    }

    private static Map<String, Object> attribute(List<String> fields, String[] words, @Nullable Object wanted) {
        Map<String, Object> one = new LinkedHashMap<>();
        for (int i = 0; i < fields.size() && i + 1 < words.length; i++) {
            if (!(wanted instanceof List<?> names) || names.contains(fields.get(i))) {
                one.put(fields.get(i), number(words[i + 1]));
            }
        }
        return one;
    }

    /** A number, a list where there are several, else the text. */
    private static Object number(String text) {
        if (text.matches("[0-9]{1,18}")) {
            return Long.valueOf(text);
        }
        if (text.matches("[0-9]{1,18}( [0-9]{1,18})+")) {
            return new ArrayList<Object>(
                    Arrays.stream(text.split(" ")).map(Long::valueOf).toList());
        }
        return text;
    }
}
