package dev.brine.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.ConfigLoader;
import dev.brine.engine.config.RawConfig;
import dev.brine.reactor.policy.Policy;
import dev.brine.reactor.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code reactor_policy} may say, and how it is refused when it says something else. */
class PolicyKeysTest {
    @TempDir
    Path directory;

    private PolicyReader.Result read(String policies) throws IOException {
        Files.writeString(directory.resolve("master"), "id: m\nreactor_policy:\n" + policies);
        RawConfig config = ConfigLoader.load(directory, "master");
        return PolicyKeys.reader().read(config.value("reactor_policy").orElse(null), config.place("reactor_policy"));
    }

    /** One entry whose second line is wrong, behind one that is well. */
    private String complaint(String line) throws IOException {
        PolicyReader.Result result = read("  - match: other\n    mode: shadow\n  - match: tag\n    " + line + "\n");
        assertThat(result.policies()).extracting(Policy::name).containsExactly("entry 1");
        assertThat(result.problems()).hasSize(1);
        return result.problems().get(0).toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "thorttle: {once_within: 1m}                     | 'thorttle' is unknown; did you mean 'throttle'?",
                "macth: x                                        | 'macth' is unknown; did you mean 'match'?",
                "from: [mnion]                                   | 'mnion' is unknown; did you mean 'minion'?",
                "from: []                                        | 'from': names nobody",
                "when: {id: {globb: 'web*'}}                     | did you mean 'glob'?",
                "active: 'Mon-Fry 08-18'                         | did you mean 'Fri'?",
                "active: {times: '08-25'}                        | '25' is no time of day",
                "active: {times: '08-18', tz: Mars/Base}         | 'Mars/Base' is no time zone",
                "active: {time: '08-18'}                         | 'time' is unknown; did you mean 'times'?",
                "throttle: {once_within: soon}                   | 'soon' is no time; write 30s",
                "throttle: {once_within: 0}                      | must be longer than nothing",
                "throttle: {by: [id]}                            | needs one of once_within, once_after",
                "throttle: {accumulate_within: 5m}               | belong together",
                "throttle: {once_withn: 5m}                      | did you mean 'once_within'?",
                "concurrency: 0                                  | must be a whole number from 1 on; found 0",
                "concurrency: many                               | must be a map of max, per, max_per; found many",
                "concurrency: {max_per: 1}                       | needs 'per', the path by which is counted",
                "concurrency: {per: []}                          | 'per': names no path",
                "concurrency: {}                                 | needs 'max', or 'per' and 'max_per'",
                "concurrency: {maxx: 1}                          | 'maxx' is unknown; did you mean 'max'?",
                "retry: 3                                        | must be a map of tries, backoff, on, timeout",
                "retry: {tries: 0}                               | must be a whole number from 1 on; found 0",
                "retry: {backoff: 5m..10s}                       | ends before it begins; write 10s..5m",
                "retry: {backoff: 10s..soon}                     | 'soon' is no time",
                "retry: {on: [no_retrun]}                    | 'no_retrun' is unknown; did you mean 'no_return'?",
                "retry: {on: []}                             | 'on': names nothing",
                "retry: {timout: 5m}                             | 'timout' is unknown; did you mean 'timeout'?",
                "on_dead: {file: x}                              | 'on_dead': must be text",
                "on_dead: ''                                     | names no file",
                "mode: shado                                     | 'shado' is unknown; did you mean 'shadow'?",
                "join: {all: [a], by: id, within: 5m}            | needs two tags or more",
                "join: {all: [a, b], by: id}                     | 'within': is missing",
                "join: {any: [a, b], by: id, within: 5m}         | 'any' is unknown; did you mean 'all'?",
                "absent: {after: a, expect: b, within: 0s}       | must be longer than nothing",
                "absent: {after: a, within: 5m}                  | 'expect': must be text",
                "absent: {afer: a, expect: b, within: 5m}        | did you mean 'after'?",
                "coalesce: {max: 10}                             | 'window': is missing",
                "coalesce: {window: 5s, max: 1}                  | must be a whole number from 2 on; found 1",
                "coalesce: {window: 5s, max: 20000}              | at most 10000",
                "coalesce: {windw: 5s}                           | did you mean 'window'?",
                "batch: some                                     | 'some' is no batch size; write 10% or 3",
                "batch_wait: long                                | 'long' is no time",
                "sequence: maybe                                 | must be true or false; found maybe",
                "on_fail: stopp                                  | 'stopp' is unknown; did you mean 'stop'?",
            })
    void entryIsRefusedWithItsLineAndWhatToWriteInstead(String line, String why) throws IOException {
        assertThat(complaint(line))
                .startsWith(directory.resolve("master") + ":6: ")
                .contains(why);
    }

    @Test
    void keysThatCannotGoTogetherAreRefusedWithTheReason() throws IOException {
        PolicyReader.Result result = read("""
                  - match: a
                    coalesce: {window: 5s}
                    sequence: true
                  - match: b
                    coalesce: {window: 5s}
                    concurrency: {per: id}
                  - match: c
                    join: {all: [x, y], by: id, within: 5m}
                    absent: {after: x, expect: y, within: 5m}
                  - sls: d.sls
                    join: {all: [x, y], by: id, within: 5m}
                """);
        assertThat(result.policies()).isEmpty();
        assertThat(result.problems())
                .extracting(Object::toString)
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(directory.resolve("master") + ":4: ")
                                .contains("'coalesce' and 'sequence' cannot go together: one job for many events"),
                        second -> assertThat(second)
                                .startsWith(directory.resolve("master") + ":7: ")
                                .contains("'coalesce' and 'concurrency' cannot go together")
                                .contains("limit it by 'max' alone"),
                        third -> assertThat(third)
                                .startsWith(directory.resolve("master") + ":10: ")
                                .contains("'join' and 'absent' cannot go together"),
                        fourth -> assertThat(fourth)
                                .startsWith(directory.resolve("master") + ":13: ")
                                .contains("'join' needs 'match'"));
    }

    @Test
    void keysOfTwoEntriesThatCannotGoTogetherAreRefusedWithThePlaceOfTheOther() throws IOException {
        PolicyReader.Result result = read("""
                  - match: 'salt/minion/*/start'
                    coalesce: {window: 5s}
                  - match: 'salt/*'
                    sequence: true
                  - match: 'other/*'
                    sequence: true
                """);
        assertThat(result.policies()).extracting(Policy::name).containsExactly("entry 1", "entry 3");
        assertThat(result.problems().get(0).toString())
                .startsWith(directory.resolve("master") + ":6: ")
                .contains("the entry at " + directory.resolve("master") + ":3 asks for that");
    }

    @Test
    void keysThatOneJobOfManyEventsMayHaveAreTaken() throws IOException {
        PolicyReader.Result result = read("""
                  - match: a
                    coalesce: {window: 5s}
                    batch: 10%
                    concurrency: {max: 2}
                    retry: {tries: 3, backoff: 10s}
                    on_dead: /srv/reactor/dead.sls
                  - match: a
                    sls: steps.sls
                    name: other
                    mode: shadow
                """);
        assertThat(result.problems()).isEmpty();
        assertThat(result.policies()).hasSize(2);
    }
}
