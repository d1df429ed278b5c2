package dev.brine.engine.modules.file;

import dev.brine.engine.file.PythonRegex;
import dev.brine.engine.modules.host.Accounts;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One condition of {@code file.find}. */
interface FindTest {
    boolean fits(Path path);

    /**
     * The condition of an option; empty for options that are actions.
     *
     * @throws IllegalArgumentException in Salt's words when there is no such option, or its value makes no sense
     */
    static Optional<FindTest> of(String option, String value) {
        return switch (option) {
            case "name" -> Optional.of(name(glob(value), 0));
            case "iname" -> Optional.of(name(glob(value), 2));
            case "regex" -> Optional.of(name(value, 0));
            case "iregex" -> Optional.of(name(value, 2));
            case "type" -> Optional.of(type(value));
            case "owner" ->
                Optional.of(numbers(
                        "uid", value, "user", name -> Accounts.HOST.user(name).map(a -> a.uid())));
            case "group" ->
                Optional.of(numbers(
                        "gid", value, "group", name -> Accounts.HOST.group(name).map(g -> g.gid())));
            case "size" -> Optional.of(size(value));
            case "mtime" -> Optional.of(changed(value));
            case "grep" -> Optional.of(grep(value));
            case "delete" -> Optional.of(type(value.contains("a") ? "bcdpfls" : value));
            case "print", "exec" -> Optional.empty();
            default -> throw new IllegalArgumentException("invalid option \"" + option + "\"");
        };
    }

    /** Salt 3006: a question mark stands for one character or none. */
    private static String glob(String glob) {
        return glob.replace(".", "\\.").replace("?", ".?").replace("*", ".*") + "$";
    }

    private static PythonRegex expression(String value, int flags) {
        try {
            return PythonRegex.of(value, flags);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid regular expression: \"" + value + "\"", e);
        }
    }

    private static FindTest name(String value, int flags) {
        PythonRegex expression = expression(value, flags);
        return path -> expression.matchesStart(PythonRegex.bytes(String.valueOf(path.getFileName())));
    }

    private static FindTest type(String value) {
        String letters = value.replaceAll("[\\s,]", "");
        letters.chars().filter(c -> "bcdflps".indexOf(c) < 0).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("invalid file type \"" + (char) c + "\"");
        });
        return path -> letters.contains(FileFacts.letter(facts(path)));
    }

    /** Of what a link leads to; of the link when that is nothing. */
    static Map<String, Object> facts(Path path) {
        return Files.exists(path) ? FileFacts.unix(path) : FileFacts.unix(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static FindTest numbers(String fact, String value, String what, Function<String, Optional<Long>> known) {
        List<Long> wanted = new ArrayList<>();
        for (String name : value.replace(',', ' ').strip().split("\\s+")) {
            wanted.add(
                    name.matches("[0-9]{1,10}")
                            ? Long.valueOf(name)
                            : known.apply(name)
                                    .orElseThrow(() ->
                                            new IllegalArgumentException("no such " + what + " \"" + name + "\"")));
        }
        return path -> wanted.contains(FileFacts.number(facts(path), fact));
    }

    private static FindTest size(String value) {
        Matcher matcher = Pattern.compile("\\s*([-+]?)\\s*([0-9]+(?:\\.[0-9]*)?)\\s*([bkmgtBKMGT]?)\\s*")
                .matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("invalid size: \"" + value + "\"");
        }
        String unit = matcher.group(3).toLowerCase(Locale.ROOT);
        long factor = unit.isEmpty() ? 1 : 1L << (10 * "bkmgt".indexOf(unit));
        long number = (long) (Double.parseDouble(matcher.group(2)) * factor);
        String sign = matcher.group(1);
        long least = sign.equals("-") ? 0 : number;
        long most = sign.equals("-") ? number : sign.equals("+") ? Long.MAX_VALUE : number + factor - 1;
        return path -> {
            long size = FileFacts.number(facts(path), "size");
            return size >= least && size <= most;
        };
    }

    private static FindTest changed(String value) {
        String number = "\\s*(?:([0-9]+(?:\\.[0-9]*)?)\\s*";
        Matcher matcher = Pattern.compile("(?i)\\s*([-+]?)" + number + "w)?" + number + "d)?" + number + "h)?" + number
                        + "m)?" + number + "s)?\\s*")
                .matcher(value);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("invalid time interval: '" + value + "'");
        }
        long[] units = {604_800, 86_400, 3600, 60, 1};
        double seconds = 0;
        long unit = 1;
        for (int i = 0; i < units.length; i++) {
            if (matcher.group(i + 2) != null) {
                seconds += Double.parseDouble(matcher.group(i + 2)) * units[i];
                unit = units[i];
            }
        }
        double limit = System.currentTimeMillis() / 1000.0 - (long) (seconds / unit) * unit;
        boolean since = matcher.group(1).equals("-");
        return path -> {
            double time = FileFacts.seconds(facts(path), "lastModifiedTime");
            return since ? time >= limit : time <= limit;
        };
    }

    private static FindTest grep(String value) {
        PythonRegex expression = expression(value, 0);
        return path -> Files.isRegularFile(path) && expression.found(Paths.bytes(path.toString()));
    }
}
