package dev.brine.cli.completion;

import dev.brine.cli.command.Program;
import dev.brine.cli.option.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The completion for zsh, in the words of its {@code _arguments}. */
public final class ZshCompletion {

    /** The part that knows no command. */
    private static final String FRAME = """
            # zsh completion for Brine's commands; made from their options by 'BRINE_PROGRAM=completion bin/brine zsh'.
            # Put this file into a directory of $fpath.

            # The directory that holds the keys: what -c names, or the usual one.
            _brine_pki() {
              local dir=${SALT_CONFIG_DIR:-/etc/salt} i
              for ((i = 2; i < CURRENT; i++)); do
                case ${words[i]} in
                  -c | --config-dir) dir=${words[i + 1]} ;;
                  -c?*) dir=${words[i]#-c} ;;
                  --config-dir=*) dir=${words[i]#--config-dir=} ;;
                esac
              done
              local pki=$(sed -n 's/^pki_dir: *//p' $dir/master 2>/dev/null)
              print -r -- ${pki:-/etc/salt/pki/master}
            }

            _brine_ids() {
              local pki=$(_brine_pki) state
              local -a ids
              for state in "$@"; do
                ids+=($pki/$state/*(N:t))
              done
              compadd -a ids
            }

            _brine_minions() { _brine_ids minions }
            _brine_pending() { _brine_ids minions_pre }
            _brine_keys() { _brine_ids minions minions_pre minions_rejected minions_denied }

            # Names of functions, asked for once in a shell.
            _brine_functions() {
              if (( ! $+_brine_function_names )); then
                typeset -ga _brine_function_names
                _brine_function_names=(${(f)"$(salt-call --local --skip-grains --out=newline_values_only -l quiet sys.list_functions 2>/dev/null)"})
              fi
              compadd -a _brine_function_names
            }

            _brine_runners() {
              if (( ! $+_brine_runner_names )); then
                typeset -ga _brine_runner_names
                _brine_runner_names=(${(f)"$(salt-run -l quiet -d 2>/dev/null | sed -n 's/^\\([a-z_0-9]*\\.[a-z_0-9]*\\):$/\\1/p')"})
              fi
              compadd -a _brine_runner_names
            }

            """;

    private ZshCompletion() {}

    /** A script that completes all of {@code programs}. */
    public static String script(List<Program> programs) {
        StringBuilder out = new StringBuilder("#compdef ");
        out.append(programs.stream().map(Program::name).collect(Collectors.joining(" ")));
        out.append('\n').append(FRAME).append("_brine() {\n  case $service in\n");
        for (Program program : programs) {
            List<String> specs = new ArrayList<>();
            Candidates.options(program).forEach(option -> specs.add(spec(program, option)));
            List<String> arguments = Candidates.arguments(program);
            for (int i = 0; i < arguments.size(); i++) {
                String place = i == arguments.size() - 1 ? "*" : String.valueOf(i + 1);
                specs.add("'" + place + ":" + label(arguments.get(i)) + ":" + action(arguments.get(i)) + "'");
            }
            out.append("    ").append(program.name()).append(")\n      _arguments -s");
            specs.forEach(spec -> out.append(" \\\n        ").append(spec));
            out.append(" ;;\n");
        }
        return out.append("  esac\n}\n\n_brine \"$@\"\n").toString();
    }

    /** {@code '(-t --timeout)'{-t+,--timeout=}'[Seconds to wait]:timeout: '}. */
    private static String spec(Program program, Option option) {
        List<String> names = new ArrayList<>();
        for (String name : option.names()) {
            names.add(!option.takesValue() ? name : name.startsWith("--") ? name + "=" : name + "+");
        }
        String others = "(" + String.join(" ", option.names()) + ")";
        if (option.kind() == Option.Kind.LIST) {
            others = "*";
        }
        String tail = "[" + quoted(option.help()) + "]";
        if (option.takesValue()) {
            Candidates candidates = Candidates.of(program, option);
            String action = candidates.kind() == Candidates.Kind.WORDS
                    ? "(" + String.join(" ", candidates.words()) + ")"
                    : action(candidates.kind().name().toLowerCase(Locale.ROOT));
            tail += ":" + quoted(option.metavar().toLowerCase(Locale.ROOT)) + ":" + action;
        }
        return names.size() == 1
                ? "'" + others + names.get(0) + tail + "'"
                : "'" + others + "'{" + String.join(",", names) + "}'" + tail + "'";
    }

    private static String label(String kind) {
        return kind.equals("any") ? "argument" : kind.replaceFirst("s$", "");
    }

    private static String action(String kind) {
        return switch (kind) {
            case "files" -> "_files";
            case "directories" -> "_files -/";
            case "any" -> " ";
            default -> "_brine_" + kind;
        };
    }

    private static String quoted(String text) {
        return text.replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("]", "\\]")
                .replace(":", "\\:")
                .replace("'", "'\\''");
    }
}
