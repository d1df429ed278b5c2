package dev.brine.engine.modules.cron;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One job of a crontab.
 *
 * @param times minute, hour, day of the month, month, day of the week; empty for a job with {@code spec}
 * @param spec {@code @daily} and the like; null for a job with times
 * @param identifier what the job is found by when its command changes; null when there is none
 * @param commented whether it is switched off
 */
record CronJob(
        List<String> times,
        @Nullable String spec,
        String cmd,
        @Nullable String identifier,
        @Nullable String comment,
        boolean commented) {

    static final List<String> TIMES = List.of("minute", "hour", "daymonth", "month", "dayweek");
    static final String MARK = "SALT_CRON_IDENTIFIER";
    static final String OFF = "#DISABLED#";
    /** Stands for a job without identifier; Salt 3006 compares by it. */
    static final String NONE = "NO ID SET";

    /** As functions return it. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (spec != null) {
            facts.put("spec", spec);
        } else {
            for (int i = 0; i < times.size(); i++) {
                facts.put(TIMES.get(i), times.get(i));
            }
        }
        facts.put("identifier", identifier);
        facts.put("cmd", cmd);
        facts.put("comment", comment);
        facts.put("commented", commented);
        return facts;
    }

    private String id() {
        return identifier == null || identifier.isEmpty() ? NONE : identifier;
    }

    /** Whether this is the job with that identifier, or, when it has none, with that command. */
    boolean is(String wantedCmd, @Nullable String wantedId) {
        String wanted = wantedId == null || wantedId.isEmpty() ? NONE : wantedId;
        boolean sameCmd = cmd.equals(wantedCmd);
        if (id().equals(NONE)) {
            return sameCmd;
        }
        return wanted.equals(id());
    }

    /** Whether a part that is {@code now} has to change for {@code wish}. {@code random} is content with anything but a star. */
    static boolean changes(@Nullable Object now, @Nullable Object wish) {
        if (Objects.equals(now, wish)) {
            return false;
        }
        return "random".equals(wish) ? "*".equals(now) : wish != null;
    }

    /**
     * Whether it has to change to become {@code wish}. Salt 3006: an identifier that the job has and the wish has not is a
     * change, too; a wish without one matches only jobs without one.
     */
    boolean differs(CronJob wish) {
        String wishId = wish.identifier == null || wish.identifier.isEmpty() ? null : wish.identifier;
        boolean id = changes(wishId, id());
        return id
                || changes(comment, wish.comment)
                || commented != wish.commented
                || differsInTime(wish)
                || !cmd.equals(wish.cmd);
    }

    private boolean differsInTime(CronJob wish) {
        if (!Objects.equals(spec, wish.spec)) {
            return wish.spec != null || wish.times.size() == TIMES.size();
        }
        for (int i = 0; i < times.size(); i++) {
            if (changes(times.get(i), wish.times.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** The wish, with what this job has where the wish leaves that open. */
    CronJob become(CronJob wish) {
        List<String> merged = new ArrayList<>();
        for (int i = 0; i < wish.times.size(); i++) {
            boolean keep = i < times.size() && !changes(times.get(i), wish.times.get(i));
            merged.add(keep ? times.get(i) : wish.times.get(i));
        }
        String id = wish.identifier == null || wish.identifier.isEmpty() ? identifier : wish.identifier;
        return new CronJob(
                merged,
                wish.spec,
                wish.cmd,
                id,
                changes(comment, wish.comment) ? wish.comment : comment,
                wish.commented);
    }

    /** Whether its times are these; null stands for any, {@code random} for anything but a star. */
    boolean at(List<@Nullable String> wanted) {
        for (int i = 0; i < times.size(); i++) {
            String wish = wanted.get(i);
            boolean random = wish != null
                    && wish.equalsIgnoreCase("random")
                    && !times.get(i).equals("*");
            if (wish != null && !random && !times.get(i).equals(wish)) {
                return false;
            }
        }
        return true;
    }

    /** Its lines in a crontab. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (comment != null || identifier != null) {
            StringBuilder line = new StringBuilder("#");
            if (comment != null && !comment.isEmpty()) {
                String text = spec == null ? comment : comment.stripTrailing();
                line.append(' ').append(text.replace("\n", "\n# "));
            }
            if (identifier != null && !identifier.isEmpty()) {
                line.append(' ').append(MARK).append(':').append(identifier);
            }
            lines.add(line.toString());
        }
        lines.add((commented ? OFF : "") + (spec == null ? String.join(" ", times) : spec) + " " + cmd);
        return lines;
    }

    /** Names of the times {@code random} may stand for, with the highest and the lowest value of each. */
    static final Map<String, List<Integer>> RANGES = Map.of(
            "minute", List.of(0, 59),
            "hour", List.of(0, 23),
            "daymonth", List.of(1, 28),
            "month", List.of(1, 12),
            "dayweek", List.of(0, 6));

    /** Months by their number of days. */
    static final Set<String> LONG_MONTHS = Set.of("1", "3", "5", "7", "8", "10", "12");

    static final Set<String> MIDDLE_MONTHS = Set.of("4", "6", "9", "11");
}
