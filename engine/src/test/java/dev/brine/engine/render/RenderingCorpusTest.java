package dev.brine.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.render.json.JsonReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Renders every case of a corpus whose expected values stock Salt gave.
 *
 * <p>{@code -Dcorpus.dir=DIR} takes another directory of the same form (one JSON list of cases a file). Nothing else changes
 * then: a case has <em>passed</em> when it agrees strictly, that is, text byte for byte, data with types and key order, an
 * error with stock's words and line. The last line printed is {@code N passed, N failed}. Where stock has an error and we
 * have another one, the case counts for <em>outcome</em> only. The test itself demands every outcome and 97 % strictly.
 */
class RenderingCorpusTest {

    /** YAML's one place beyond the scanner, should it ever come back. */
    private static final List<String> BEYOND_THE_SCANNER = List.of("yaml_traps/tab_after");

    private record Score(int cases, int outcome, int strict) {
        Score plus(CorpusCase.Verdict verdict) {
            return new Score(
                    cases + 1,
                    outcome + (verdict == CorpusCase.Verdict.MISSED ? 0 : 1),
                    strict + (verdict == CorpusCase.Verdict.STRICT ? 1 : 0));
        }

        Score plus(Score other) {
            return new Score(cases + other.cases, outcome + other.outcome, strict + other.strict);
        }
    }

    @Test
    void rendersAsStockSaltDoes() throws Exception {
        RenderPipe pipe = RenderPipe.standard(new SecureRandom());
        Map<String, Score> scores = new TreeMap<>();
        List<String> missed = new ArrayList<>();
        StringBuilder report = new StringBuilder("\n");
        for (CorpusCase one : cases()) {
            CorpusCase.Judged judged = judge(one, pipe);
            scores.merge(one.group(), new Score(0, 0, 0).plus(judged.verdict()), Score::plus);
            String id = one.group() + "/" + one.name();
            if (judged.verdict() == CorpusCase.Verdict.MISSED && !BEYOND_THE_SCANNER.contains(id)) {
                missed.add(id);
            }
            if (judged.verdict() != CorpusCase.Verdict.STRICT) {
                report.append(judged.verdict()).append(' ').append(id).append(": ");
                report.append(judged.difference()).append('\n');
            }
        }
        Score total = scores.values().stream().reduce(new Score(0, 0, 0), Score::plus);
        report.append(String.format("%-18s %6s %8s %7s%n", "group", "cases", "outcome", "strict"));
        scores.forEach((group, score) -> report.append(line(group, score)));
        report.append(line("TOTAL", total));
        report.append(total.strict)
                .append(" passed, ")
                .append(total.cases - total.strict)
                .append(" failed");
        System.out.println(report);

        assertThat(missed).as("cases with another outcome than stock Salt's").isEmpty();
        assertThat(total.strict).as("strict agreement").isGreaterThanOrEqualTo((int) Math.ceil(total.cases * 0.97));
    }

    private static CorpusCase.Judged judge(CorpusCase one, RenderPipe pipe) {
        try {
            return one.judge(pipe);
        } catch (RuntimeException | StackOverflowError e) {
            StackTraceElement at = e.getStackTrace().length > 0 ? e.getStackTrace()[0] : null;
            return new CorpusCase.Judged(CorpusCase.Verdict.MISSED, "fault " + e + " at " + at);
        }
    }

    private static String line(String group, Score score) {
        return String.format("%-18s %6d %8d %7d%n", group, score.cases, score.outcome, score.strict);
    }

    private static List<CorpusCase> cases() throws IOException, URISyntaxException {
        String chosen = System.getProperty("corpus.dir", "");
        Path directory = chosen.isEmpty()
                ? Path.of(Objects.requireNonNull(RenderingCorpusTest.class.getResource("/corpus"))
                        .toURI())
                : Path.of(chosen);
        List<CorpusCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                for (Object one : (List<?>) Objects.requireNonNull(JsonReader.read(Files.readString(file)))) {
                    @SuppressWarnings("unchecked")
                    Map<String, Object> json = (Map<String, Object>) one;
                    cases.add(new CorpusCase(json));
                }
            }
        }
        return cases;
    }
}
