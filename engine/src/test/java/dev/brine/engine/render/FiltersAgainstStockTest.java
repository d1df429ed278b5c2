package dev.brine.engine.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every filter with many arguments, each answer as stock Salt 3006 gave it. */
class FiltersAgainstStockTest {

    /** Python counts the environment that it passes along as an argument; we do not. */
    private static final int OTHER_WORDS = 6;

    @Test
    @SuppressWarnings("unchecked")
    void filtersAnswerAsStockDoes() {
        Map<String, Object> file = (Map<String, Object>) Recorded.read("filters.json");
        RenderPipe pipe = RenderPipe.standard(new SecureRandom());
        List<String> missed = new ArrayList<>();
        int otherWords = 0;
        for (Map<String, Object> json : (List<Map<String, Object>>) file.get("cases")) {
            Map<String, Object> whole = new LinkedHashMap<>(json);
            whole.put("context", file.get("context"));
            CorpusCase.Judged judged = new CorpusCase(whole).judge(pipe);
            if (judged.verdict() == CorpusCase.Verdict.MISSED) {
                missed.add(json.get("template") + ": " + judged.difference());
            } else if (judged.verdict() == CorpusCase.Verdict.OUTCOME) {
                otherWords++;
            }
        }
        assertThat(missed).isEmpty();
        assertThat(otherWords).isLessThanOrEqualTo(OTHER_WORDS);
    }
}
