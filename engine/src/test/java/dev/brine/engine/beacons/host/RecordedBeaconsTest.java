package dev.brine.engine.beacons.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What the beacons of stock Salt 3006 say of configurations, and tell of given hosts, recorded. */
class RecordedBeaconsTest {
    @TempDir
    private Path top;

    private final FixedFunctions functions = new FixedFunctions();

    @Test
    void configurationsAreJudgedInSaltsWords() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map<?, ?> one : recorded("validation")) {
            Beacon beacon = beacon(String.valueOf(one.get("beacon")), top);
            Beacon.Validity found = beacon.validate(list(one.get("config")));
            Beacon.Validity wanted =
                    new Beacon.Validity((Boolean) one.get("valid"), String.valueOf(one.get("message")));
            if (!found.equals(wanted)) {
                wrong.add(one.get("beacon") + " " + one.get("config") + ": " + wanted + ", found " + found);
            }
            beacon.close();
        }
        assertThat(wrong).isEmpty();
    }

    @TestFactory
    List<DynamicTest> eventsAreStocks() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<?, ?> one : recorded("polls")) {
            int number = tests.size();
            tests.add(DynamicTest.dynamicTest(
                    one.get("beacon") + " " + one.get("config"), () -> replay(one, top.resolve("n" + number))));
        }
        return tests;
    }

    private void replay(Map<?, ?> one, Path dir) throws IOException {
        Path proc = Files.createDirectories(dir.resolve("proc"));
        Path files = Files.createDirectories(dir.resolve("files"));
        Beacon beacon = beacon(String.valueOf(one.get("beacon")), proc);
        List<Object> config = new ArrayList<>(list(placed(one.get("config"), files)));
        config.add(Map.of("_beacon_name", "b"));
        for (Object item : list(one.get("steps"))) {
            Map<?, ?> step = (Map<?, ?>) item;
            write(proc, step.get("proc"));
            write(files, step.get("files"));
            functions.services.clear();
            ((Map<?, ?>) orEmpty(step.get("services")))
                    .forEach((name, runs) -> functions.services.put(String.valueOf(name), runs));
            functions.values.clear();
            ((Map<?, ?>) orEmpty(step.get("status")))
                    .forEach((name, value) -> functions.values.put("status." + name, value));
            assertThat(JsonReader.read(json(beacon.poll(config)))).isEqualTo(placed(step.get("events"), files));
        }
        beacon.close();
    }

    /** Times of tags are not compared. */
    private static String json(List<Map<String, Object>> events) {
        return JsonWriter.write(events, JsonStyle.SALT)
                .replaceAll("\"tag\": \"\\d{4}-\\d\\d-\\d\\dT[0-9:.]+\"", "\"tag\": \"\\$NOW\"");
    }

    private Beacon beacon(String name, Path proc) {
        BeaconParts parts = new BeaconParts(functions::invoker, Clock.systemUTC());
        Beacon beacon = name.equals("sh")
                ? new ShBeacon(proc.resolve("strace"), proc)
                : new BuiltInBeacons(parts, proc).create(name);
        assertThat(beacon).isNotNull();
        return beacon;
    }

    private static void write(Path directory, Object files) throws IOException {
        for (Map.Entry<?, ?> file : ((Map<?, ?>) orEmpty(files)).entrySet()) {
            Path path = directory.resolve(String.valueOf(file.getKey()));
            Files.createDirectories(path.getParent());
            Files.writeString(path, String.valueOf(file.getValue()));
        }
    }

    private static Object placed(Object value, Path files) {
        return JsonReader.read(JsonWriter.write(value, JsonStyle.SALT).replace("$DIR", files.toString()));
    }

    private static Object orEmpty(Object map) {
        return map == null ? Map.of() : map;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static List<Map<?, ?>> recorded(String part) throws IOException {
        try (InputStream in = RecordedBeaconsTest.class.getResourceAsStream("/beacons/recorded.json")) {
            Map<?, ?> all = (Map<?, ?>) JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            List<Map<?, ?>> items = new ArrayList<>();
            list(all.get(part)).forEach(item -> items.add((Map<?, ?>) item));
            return items;
        }
    }
}
