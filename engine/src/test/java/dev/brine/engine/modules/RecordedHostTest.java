package dev.brine.engine.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What functions of stock Salt 3006 return on hosts with given files and programs, recorded in {@code host/*.json}.
 *
 * <p>A call has {@code return}, or {@code error} (the text of an error that users see without a trace), or {@code fails} where
 * stock shows a Python trace: there only a clear message is asked for. {@code after} are files as they are then, {@code log} is
 * what programs were called with.
 */
class RecordedHostTest {
    private static final String ROOT = "$ROOT";

    @TempDir
    private Path top;

    @TestFactory
    Stream<DynamicTest> functionsReturnWhatStockReturns() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String theme : List.of("disk", "dnsutil", "kernelpkg", "mount", "network", "ps", "service", "status")) {
            for (Object item : recorded(theme)) {
                Map<?, ?> one = (Map<?, ?>) item;
                Path root = top.resolve(theme + tests.size());
                tests.add(DynamicTest.dynamicTest(theme + ": " + one.get("name"), () -> replay(one, root)));
            }
        }
        return tests.stream();
    }

    private static List<?> recorded(String theme) throws IOException {
        try (InputStream in = RecordedHostTest.class.getResourceAsStream("/host/" + theme + ".json")) {
            return (List<?>) JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void replay(Map<?, ?> one, Path root) throws IOException {
        Map<String, Object> grains = new LinkedHashMap<>(
                Map.of("kernel", "Linux", "os", "Debian", "os_family", "Debian", "id", "web1", "nodename", "web1"));
        grains.putAll(Map.of("fqdn", "web1.example.com", "kernelrelease", "6.1.0-20-amd64", "ps", "ps -efHww"));
        map(one.get("grains")).forEach((name, value) -> grains.put(String.valueOf(name), value));
        Map<String, Object> options = new LinkedHashMap<>();
        map(one.get("opts")).forEach((name, value) -> options.put(String.valueOf(name), value));
        List<String> wrong = new ArrayList<>();
        try (HostMinion minion = new HostMinion(Files.createDirectories(root), grains, options)) {
            lay(one, minion);
            for (Object call : list(one.get("calls"))) {
                compare((Map<?, ?>) call, minion, root, wrong);
            }
            if (one.containsKey("log") && !minion.calls().equals(placed(one.get("log"), root))) {
                wrong.add("called " + minion.calls() + " instead of " + one.get("log"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static void lay(Map<?, ?> one, HostMinion minion) throws IOException {
        for (Map.Entry<?, ?> file : map(one.get("files")).entrySet()) {
            minion.file(String.valueOf(file.getKey()), String.valueOf(file.getValue()));
        }
        for (Object directory : list(one.get("dirs"))) {
            minion.directory(String.valueOf(directory));
        }
        for (Map.Entry<?, ?> link : map(one.get("links")).entrySet()) {
            minion.link(String.valueOf(link.getKey()), String.valueOf(link.getValue()));
        }
        for (Map.Entry<?, ?> program : map(one.get("programs")).entrySet()) {
            List<Map<?, ?>> answers = new ArrayList<>();
            list(program.getValue()).forEach(answer -> answers.add((Map<?, ?>) answer));
            minion.program(String.valueOf(program.getKey()), answers);
        }
    }

    private static void compare(Map<?, ?> call, HostMinion minion, Path root, List<String> wrong) throws IOException {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        map(placed(call.get("kwargs"), root)).forEach((name, value) -> kwargs.put(String.valueOf(name), value));
        Outcome outcome = minion.invoke(String.valueOf(call.get("fun")), list(placed(call.get("args"), root)), kwargs);
        String shown = call.get("fun") + " " + call.get("args") + " " + call.get("kwargs") + ": ";
        String found = json(outcome.value());
        if (call.containsKey("return")) {
            Object wanted = placed(call.get("return"), root);
            if (!(outcome instanceof Outcome.Returned)
                    || !Objects.equals(JsonReader.read(found), JsonReader.read(json(wanted)))) {
                wrong.add(shown + "\n  wanted " + json(wanted) + "\n  found  " + found);
            }
        } else {
            boolean clear = !(outcome instanceof Outcome.Returned) && !found.contains("caused an exception");
            String error = String.valueOf(placed(call.get("error"), root));
            if (!clear
                    || (call.containsKey("error")
                            && !String.valueOf(outcome.value()).endsWith(error))) {
                wrong.add(shown + "\n  wanted an error " + error + "\n  found  " + found);
            }
        }
        for (Map.Entry<?, ?> file : map(call.get("after")).entrySet()) {
            String text = Files.readString(minion.place(String.valueOf(file.getKey())));
            if (!text.equals(file.getValue())) {
                wrong.add(shown + "\n  wanted in " + file.getKey() + "\n" + file.getValue() + "\n  found\n" + text);
            }
        }
    }

    private static Object placed(Object value, Path root) {
        return value == null ? null : JsonReader.read(json(value).replace(ROOT, root.toString()));
    }

    private static String json(Object value) {
        return JsonWriter.write(value, JsonStyle.SALT);
    }

    private static Map<?, ?> map(Object value) {
        return value == null ? Map.of() : (Map<?, ?>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
