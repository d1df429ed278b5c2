package dev.brine.engine.modules.file;

import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What {@code file.find} does with what it has found. */
interface FindAction {
    /** What is returned for a path; empty for nothing. */
    Optional<Object> on(Path path);

    /** The action of an option; empty for options that are conditions. */
    static Optional<FindAction> of(String option, String value, boolean test, Host host) {
        return switch (option) {
            case "print" -> Optional.of(print(value));
            case "delete" -> Optional.of(path -> deleted(path, test));
            case "exec" -> Optional.of(path -> Optional.of(ran(value, path, host)));
            default -> Optional.empty();
        };
    }

    /** Returns facts: one as it is, several as a list. */
    static FindAction print(String value) {
        List<String> wanted = Arrays.stream(value.replace(',', ' ').split("\\s+"))
                .filter(each -> !each.isEmpty())
                .toList();
        return path -> {
            List<Object> facts = new ArrayList<>();
            for (String each : wanted.isEmpty() ? List.of("path") : wanted) {
                fact(each, path).ifPresent(facts::add);
            }
            return Optional.of(facts.size() == 1 ? facts.get(0) : facts);
        };
    }

    private static Optional<Object> fact(String name, Path path) {
        Map<String, Object> facts = FindTest.facts(path);
        return switch (name) {
            case "path" -> Optional.of(path.toString());
            case "name" -> Optional.of(String.valueOf(path.getFileName()));
            case "size" -> Optional.of(FileFacts.number(facts, "size"));
            case "type" -> Optional.of(FileFacts.letter(facts));
            case "mode" -> Optional.of(FileFacts.number(facts, "mode") & 0777);
            case "mtime" -> Optional.of((long) FileFacts.seconds(facts, "lastModifiedTime"));
            case "user" -> Optional.of(FileFacts.user(FileFacts.number(facts, "uid")));
            case "group" -> Optional.of(FileFacts.group(FileFacts.number(facts, "gid")));
            case "md5" ->
                Optional.of(Files.isRegularFile(path) ? new FileHashes().getHash(path.toString(), "md5", 0) : "");
            default -> Optional.empty();
        };
    }

    private static Optional<Object> deleted(Path path, boolean test) {
        try {
            if (!test) {
                Paths.delete(path);
            }
            return Optional.of(path.toString());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String ran(String command, Path path, Host host) {
        String filled = command.replace("{}", path.toString());
        String output = host.run(Shell.words(filled)).stdout();
        return filled + ":\n" + output + (output.isEmpty() ? "" : "\n") + "\n";
    }
}
