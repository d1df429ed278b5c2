package dev.brine.cli.completion;

import dev.brine.cli.command.Program;
import dev.brine.cli.option.Option;
import java.util.List;
import java.util.stream.Stream;

/**
 * What may stand behind an option.
 *
 * @param kind where the words come from
 * @param words the words themselves, for {@link Kind#WORDS}
 */
record Candidates(Kind kind, List<String> words) {

    enum Kind {
        /** Anything; nothing is offered. */
        ANY,
        WORDS,
        FILES,
        DIRECTORIES,
        /** Ids of accepted minions. */
        MINIONS,
        /** Ids of minions whose keys wait. */
        PENDING,
        /** Ids of all keys. */
        KEYS
    }

    private static final List<String> LEVELS =
            List.of("all", "garbage", "trace", "debug", "profile", "info", "warning", "error", "critical", "quiet");

    private static final List<String> OUTPUTTERS = List.of(
            "highstate",
            "json",
            "key",
            "nested",
            "newline_values_only",
            "no_return",
            "overstatestage",
            "pprint",
            "profile",
            "quiet",
            "raw",
            "table",
            "txt",
            "yaml");

    /** What may stand behind {@code option} of {@code program}. */
    static Candidates of(Program program, Option option) {
        return switch (option.dest()) {
            case "output" -> words(OUTPUTTERS);
            case "log_level", "log_level_logfile" -> words(LEVELS);
            case "state_output" -> words(List.of("full", "terse", "mixed", "changes", "filter"));
            case "state_verbose" -> words(List.of("True", "False"));
            case "eauth" -> words(List.of("auto", "file", "pam", "sharedsecret"));
            case "list" ->
                option.kind() == Option.Kind.TEXT
                        ? words(List.of("acc", "pre", "den", "rej", "all"))
                        : new Candidates(Kind.ANY, List.of());
            case "config_dir", "file_root", "pillar_root", "cachedir", "gen_keys_dir" -> from(Kind.DIRECTORIES);
            case "log_file", "output_file", "saltfile", "pidfile", "pub", "priv", "signature_path" -> from(Kind.FILES);
            case "accept" -> from(Kind.PENDING);
            case "reject", "delete", "print", "finger" ->
                program.name().equals("salt-key") ? from(Kind.KEYS) : from(Kind.ANY);
            default -> from(Kind.ANY);
        };
    }

    /** The options of a command that this version carries out. */
    static Stream<Option> options(Program program) {
        return program.options().stream()
                .flatMap(group -> group.options().stream())
                .filter(option -> option.missing().isEmpty());
    }

    /** What the arguments of a command are, in order; the last one stands for all further ones. */
    static List<String> arguments(Program program) {
        return switch (program.name()) {
            case "salt" -> List.of("minions", "functions", "any");
            case "salt-call" -> List.of("functions", "any");
            case "salt-run" -> List.of("runners", "any");
            case "salt-cp" -> List.of("minions", "files");
            default -> List.of("any");
        };
    }

    private static Candidates words(List<String> words) {
        return new Candidates(Kind.WORDS, words);
    }

    private static Candidates from(Kind kind) {
        return new Candidates(kind, List.of());
    }
}
