package dev.brine.engine.modules.cron;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A crontab: lines of others, which stay as they are, and below Salt's mark variables, jobs and jobs with special times. */
final class CronTab {
    static final String TAG = "# Lines below here are managed by Salt, do not edit";

    final List<String> before = new ArrayList<>();
    final Map<String, String> variables = new LinkedHashMap<>();
    final List<CronJob> jobs = new ArrayList<>();
    final List<CronJob> special = new ArrayList<>();

    static CronTab parse(String text) {
        CronTab tab = new CronTab();
        boolean managed = false;
        Comment comment = new Comment();
        for (String line : text.lines().toList()) {
            if (line.equals(TAG)) {
                managed = true;
            } else if (managed) {
                tab.read(line, comment);
            } else {
                tab.before.add(line);
            }
        }
        return tab;
    }

    /** What the comments above a job say. */
    private static final class Comment {
        @Nullable
        String text;

        @Nullable
        String identifier;

        void add(String line) {
            String words = line.replaceFirst("^[# ]+", "");
            int mark = words.indexOf(CronJob.MARK);
            if (mark >= 0) {
                String id = words.substring(mark + CronJob.MARK.length());
                identifier = id.length() > 1 ? id.substring(1) : identifier;
                words = words.substring(0, mark).stripTrailing();
            }
            text = text == null ? words : text + "\n" + words;
        }

        void used() {
            text = null;
            identifier = null;
        }
    }

    private void read(String text, Comment comment) {
        boolean off = text.startsWith(CronJob.OFF);
        String line = off ? text.substring(CronJob.OFF.length()) : text;
        if (line.startsWith("@")) {
            String[] words = line.trim().split("\\s+");
            if (words.length < 2) {
                return;
            }
            String cmd = String.join(" ", List.of(words).subList(1, words.length));
            special.add(new CronJob(List.of(), words[0], cmd, comment.identifier, comment.text, off));
            comment.used();
        } else if (line.startsWith("#")) {
            comment.add(line);
        } else if (line.matches("[^ =]+=.*")) {
            String[] pair = line.split("=", 2);
            variables.put(pair[0], pair[1]);
        } else {
            String[] words = line.split(" ", 6);
            if (words.length > 5) {
                jobs.add(new CronJob(
                        List.of(words).subList(0, 5), null, words[5], comment.identifier, comment.text, off));
                comment.used();
            }
        }
    }

    /** With a line end behind each line. */
    String text() {
        List<String> lines = new ArrayList<>(before);
        if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(TAG)) {
            lines.add(TAG);
        }
        variables.forEach((name, value) -> lines.add(name + "=" + (value.isEmpty() ? "\"\"" : value)));
        jobs.forEach(job -> lines.addAll(job.lines()));
        special.forEach(job -> lines.addAll(job.lines()));
        return String.join("\n", lines) + "\n";
    }

    /** As {@code cron.list_tab} returns it. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pre", new ArrayList<Object>(before));
        facts.put(
                "crons", new ArrayList<Object>(jobs.stream().map(CronJob::facts).toList()));
        facts.put(
                "special",
                new ArrayList<Object>(special.stream().map(CronJob::facts).toList()));
        List<Object> env = new ArrayList<>();
        variables.forEach((name, value) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", name);
            one.put("value", value);
            env.add(one);
        });
        facts.put("env", env);
        return facts;
    }
}
