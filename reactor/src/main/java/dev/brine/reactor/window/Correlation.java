package dev.brine.reactor.window;

import dev.brine.reactor.policy.BadPolicy;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.Spec;
import dev.brine.reactor.rule.TagPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Several events that a rule answers together. */
public sealed interface Correlation extends Part {

    /** The patterns whose events are looked at. */
    List<TagPattern> parts();

    /** What belongs together. */
    EventKey key();

    /** How far apart the events may lie. */
    Duration within();

    private static TagPattern pattern(Spec spec, String tag) throws BadPolicy {
        try {
            return TagPattern.of(tag);
        } catch (IllegalArgumentException e) {
            throw spec.bad(String.valueOf(e.getMessage()));
        }
    }

    private static Duration length(Spec value) throws BadPolicy {
        Duration within = value.at("within").time();
        if (within.isZero()) {
            throw value.at("within").bad("must be longer than nothing");
        }
        return within;
    }

    /** All of {@code all} came, in whatever order, the last at most {@code within} after the first. */
    record Join(List<TagPattern> all, EventKey key, Duration within) implements Correlation {
        public Join {
            all = List.copyOf(all);
        }

        /** Reads {@code join: {all: [tag, tag], by: path, within: time}}. */
        public static Join read(Spec value) throws BadPolicy {
            value.map(List.of("all", "by", "within"));
            List<TagPattern> all = new ArrayList<>();
            for (String tag : value.at("all").texts()) {
                all.add(pattern(value.at("all"), tag));
            }
            if (all.size() < 2) {
                throw value.at("all").bad("needs two tags or more; one alone is what a rule's left side is for");
            }
            return new Join(all, new EventKey(value.at("by").texts()), length(value));
        }

        @Override
        public List<TagPattern> parts() {
            return all;
        }

        @Override
        public String toString() {
            return "join of " + all.stream().map(TagPattern::text).collect(Collectors.joining(" and ")) + key
                    + " within " + within.toSeconds() + " s";
        }
    }

    /**
     * {@code expect} did not come within {@code within} after {@code after}. The two may be the same: a heartbeat. While one is
     * waited for, further events of {@code after} change nothing.
     */
    record Absence(TagPattern after, TagPattern expect, EventKey key, Duration within) implements Correlation {
        static final int AFTER = 0;
        static final int EXPECT = 1;

        /** Reads {@code absent: {after: tag, expect: tag, by: path, within: time}}. */
        public static Absence read(Spec value) throws BadPolicy {
            value.map(List.of("after", "expect", "by", "within"));
            return new Absence(
                    pattern(value.at("after"), value.at("after").text()),
                    pattern(value.at("expect"), value.at("expect").text()),
                    new EventKey(value.at("by").texts()),
                    length(value));
        }

        @Override
        public List<TagPattern> parts() {
            return List.of(after, expect);
        }

        @Override
        public String toString() {
            return "absence of " + expect.text() + " after " + after.text() + key + " within " + within.toSeconds()
                    + " s";
        }
    }
}
