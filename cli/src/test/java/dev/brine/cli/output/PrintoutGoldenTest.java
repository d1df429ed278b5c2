package dev.brine.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Text that Salt 3006 printed for the same data and options. */
class PrintoutGoldenTest {

    @TestFactory
    Stream<DynamicTest> textEqualsSalts() throws IOException {
        List<?> cases = (List<?>) Json.resource(getClass(), "outputters.json");
        return cases.stream()
                .map(c -> (Map<?, ?>) c)
                .filter(c -> !"yaml".equals(c.get("out")))
                .map(c -> DynamicTest.dynamicTest(name(c), () -> check(c)));
    }

    private static String name(Map<?, ?> c) {
        return c.get("out") + " " + c.get("opts") + " " + c.get("data");
    }

    @SuppressWarnings("unchecked")
    private static void check(Map<?, ?> c) {
        OutputSettings settings =
                OutputSettings.of((Map<String, Object>) c.get("opts")).withRetcode((Long) c.get("retcode"));
        boolean color = (Boolean) c.get("color");
        Printout printout = new Printout(System.out, false, settings.with("force_color", color));
        String expected = (String) c.get("expected");
        String text = printout.text(c.get("data"), (String) c.get("out"), settings.withColor(color));
        assertThat(text == null ? "" : text).isEqualTo(expected);
    }
}
