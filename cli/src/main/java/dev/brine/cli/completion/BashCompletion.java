package dev.brine.cli.completion;

import dev.brine.cli.command.Program;
import dev.brine.cli.option.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The completion for bash; it needs nothing but bash itself. */
public final class BashCompletion {

    /** The part that knows no command. */
    private static final String FRAME = """
            # bash completion for Brine's commands; made from their options by 'BRINE_PROGRAM=completion bin/brine bash'.
            # Load it with: source brine.bash

            # The directory that holds the keys: what -c names, or the usual one.
            _brine_pki() {
              local i dir=${SALT_CONFIG_DIR:-/etc/salt}
              for ((i = 1; i < COMP_CWORD; i++)); do
                case ${COMP_WORDS[i]} in
                  -c | --config-dir)
                    dir=${COMP_WORDS[i + 1]}
                    [[ $dir == = ]] && dir=${COMP_WORDS[i + 2]}
                    ;;
                  -c?*) dir=${COMP_WORDS[i]#-c} ;;
                esac
              done
              local pki
              pki=$(sed -n 's/^pki_dir: *//p' "$dir/master" 2>/dev/null)
              printf '%s' "${pki:-/etc/salt/pki/master}"
            }

            _brine_ids() {
              local pki state
              pki=$(_brine_pki)
              for state in "$@"; do
                [[ -d $pki/$state ]] && ls "$pki/$state" 2>/dev/null
              done
            }

            # Names of functions, asked for once in a shell.
            _brine_functions() {
              if [[ -z ${_BRINE_FUNCTIONS-} ]]; then
                _BRINE_FUNCTIONS=$(salt-call --local --skip-grains --out=newline_values_only -l quiet sys.list_functions 2>/dev/null)
              fi
              printf '%s\\n' "$_BRINE_FUNCTIONS"
            }

            _brine_runners() {
              if [[ -z ${_BRINE_RUNNERS-} ]]; then
                _BRINE_RUNNERS=$(salt-run -l quiet -d 2>/dev/null | sed -n 's/^\\([a-z_0-9]*\\.[a-z_0-9]*\\):$/\\1/p')
              fi
              printf '%s\\n' "$_BRINE_RUNNERS"
            }

            _brine_offer() {
              local IFS=$'\\n' word
              case $1 in
                files) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$2")) ;;
                directories) compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -d -- "$2")) ;;
                minions) COMPREPLY=($(compgen -W "$(_brine_ids minions)" -- "$2")) ;;
                pending) COMPREPLY=($(compgen -W "$(_brine_ids minions_pre)" -- "$2")) ;;
                keys) COMPREPLY=($(compgen -W "$(_brine_ids minions minions_pre minions_rejected minions_denied)" -- "$2")) ;;
                functions) COMPREPLY=($(compgen -W "$(_brine_functions)" -- "$2")) ;;
                runners) COMPREPLY=($(compgen -W "$(_brine_runners)" -- "$2")) ;;
                words:*) IFS=' '; COMPREPLY=($(compgen -W "${1#words:}" -- "$2")) ;;
              esac
            }

            # usage: _brine_complete OPTIONS VALUES ARGUMENTS; bash takes "--out=json" for three words
            _brine_complete() {
              local options=$1 values=$2 kinds=$3
              local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]} line i place=0 skip= word
              if [[ $cur == = ]]; then
                cur=
              elif [[ $prev == = ]]; then
                prev=${COMP_WORDS[COMP_CWORD - 2]}
              fi
              COMPREPLY=()
              while IFS= read -r line; do
                if [[ -n $line && ${line%% *} == "$prev" ]]; then
                  _brine_offer "${line#* }" "$cur"
                  return
                fi
              done <<<"$values"
              if [[ $cur == -* ]]; then
                COMPREPLY=($(compgen -W "$options" -- "$cur"))
                return
              fi
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                if [[ -n $skip ]]; then
                  [[ $word == = ]] || skip=
                elif [[ $word == -* ]]; then
                  while IFS= read -r line; do
                    [[ ${line%% *} == "$word" ]] && skip=yes
                  done <<<"$values"
                elif [[ $word != = ]]; then
                  place=$((place + 1))
                fi
              done
              local all=($kinds)
              ((place >= ${#all[@]})) && place=$((${#all[@]} - 1))
              _brine_offer "${all[place]}" "$cur"
            }
            """;

    private BashCompletion() {}

    /** A script that completes all of {@code programs}. */
    public static String script(List<Program> programs) {
        StringBuilder out = new StringBuilder(FRAME);
        for (Program program : programs) {
            String function = "_brine_of_" + program.name().replace('-', '_');
            out.append('\n').append(function).append("() {\n  _brine_complete '");
            out.append(String.join(" ", names(program)));
            out.append("' '");
            values(program)
                    .forEach((name, kind) ->
                            out.append('\n').append(name).append(' ').append(kind));
            out.append("\n' '").append(String.join(" ", Candidates.arguments(program)));
            out.append("'\n}\ncomplete -F ")
                    .append(function)
                    .append(' ')
                    .append(program.name())
                    .append('\n');
        }
        return out.toString();
    }

    private static List<String> names(Program program) {
        return Candidates.options(program)
                .flatMap(option -> option.names().stream())
                .toList();
    }

    private static Map<String, String> values(Program program) {
        Map<String, String> values = new LinkedHashMap<>();
        Candidates.options(program).filter(Option::takesValue).forEach(option -> {
            Candidates candidates = Candidates.of(program, option);
            String kind = candidates.kind() == Candidates.Kind.WORDS
                    ? "words:" + String.join(" ", candidates.words())
                    : candidates.kind().name().toLowerCase(Locale.ROOT);
            option.names().forEach(name -> values.put(name, kind));
        });
        return values;
    }
}
