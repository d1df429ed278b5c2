package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.schedule.time.Strptime;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code file.retention_schedule}: which of the files of a directory are kept, by their times. */
final class RetentionState {
    private final StateContext context;
    private final FileTools tools;

    RetentionState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    Map<String, Object> retained(String given, Map<String, Object> retain, @Nullable String format) {
        String name = tools.expand(given);
        if (name.isEmpty()) {
            return Result.failed(name, "Must provide name to file.retention_schedule");
        }
        Path directory = Path.of(name);
        if (!Files.isDirectory(directory)) {
            return Result.failed(name, "Name provided to file.retention must be a directory");
        }
        Map<LocalDateTime, String> files = new TreeMap<>(Comparator.reverseOrder());
        TreeSet<String> ignored = new TreeSet<>(List.of(".", ".."));
        try {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
                for (Path each : entries) {
                    String file = each.getFileName().toString();
                    time(each, format).ifPresentOrElse(time -> files.put(time, file), () -> ignored.add(file));
                }
            }
            TreeSet<String> kept = new TreeSet<>();
            retain.forEach((rule, count) -> kept.addAll(kept(files, rule, count)));
            TreeSet<String> gone = new TreeSet<>(files.values());
            gone.removeAll(kept);
            if (!context.test()) {
                for (String each : gone) {
                    FileTools.remove(directory.resolve(each));
                }
            }
            Map<String, Object> changes = new LinkedHashMap<>();
            changes.put("retained", new ArrayList<>(kept.descendingSet()));
            changes.put("deleted", new ArrayList<>(gone.descendingSet()));
            changes.put("ignored", new ArrayList<>(ignored.descendingSet()));
            String what = context.test() ? " backups would have been removed from " : " backups were removed from ";
            return Result.of(
                    name,
                    (context.test() && !gone.isEmpty()) ? null : Boolean.TRUE,
                    gone.isEmpty() ? Map.of() : changes,
                    gone.size() + what + name + ".\n");
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        }
    }

    private static Optional<LocalDateTime> time(Path file, @Nullable String format) throws IOException {
        if (format == null || format.isEmpty()) {
            FileTime changed = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(LocalDateTime.ofInstant(changed.toInstant(), ZoneId.systemDefault()));
        }
        try {
            return Optional.of(Strptime.parse(file.getFileName().toString(), format));
        } catch (DateTimeException otherName) {
            return Optional.empty();
        }
    }

    /**
     * The first file of each of the newest periods.
     *
     * @param files by time, newest first
     */
    private static List<String> kept(Map<LocalDateTime, String> files, String rule, Object count) {
        long most = "all".equals(count) ? Long.MAX_VALUE : Long.parseLong(Args.python(count));
        Map<String, String> first = new LinkedHashMap<>();
        files.forEach((time, file) -> first.put(period(time, rule), file));
        // Salt 3006: one week more than asked for
        return first.values().stream()
                .limit(rule.equals("first_of_week") && most < Long.MAX_VALUE ? most + 1 : most)
                .toList();
    }

    private static String period(LocalDateTime time, String rule) {
        String text = time.toString();
        return switch (rule) {
            case "first_of_year" -> text.substring(0, 4);
            case "first_of_month" -> text.substring(0, 7);
            case "first_of_day" -> text.substring(0, 10);
            case "first_of_hour" -> text.substring(0, 13);
            case "first_of_week" -> time.getYear() + " " + time.get(WeekFields.ISO.weekOfWeekBasedYear());
            case "most_recent" -> text;
            default ->
                throw new FunctionError("'" + rule
                        + "' is no rule of retention; known: first_of_year, first_of_month, first_of_week, first_of_day, "
                        + "first_of_hour, most_recent");
        };
    }
}
