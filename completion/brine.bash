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
  printf '%s\n' "$_BRINE_FUNCTIONS"
}

_brine_runners() {
  if [[ -z ${_BRINE_RUNNERS-} ]]; then
    _BRINE_RUNNERS=$(salt-run -l quiet -d 2>/dev/null | sed -n 's/^\([a-z_0-9]*\.[a-z_0-9]*\):$/\1/p')
  fi
  printf '%s\n' "$_BRINE_RUNNERS"
}

_brine_offer() {
  local IFS=$'\n' word
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

_brine_of_salt() {
  _brine_complete '--version -V --versions-report -h --help --saltfile -c --config-dir --hard-crash --module-executors --executor-opts -t --timeout --args-stdin --no-parse -s --static -p --progress --failhard --async --subset -v --verbose --hide-timeout --show-jid -b --batch --batch-size --batch-wait --batch-safe-limit --batch-safe-size --return --return_config --return_kwargs -d --doc --documentation --args-separator --summary --metadata --output-diff --config-dump --preview-target -E --pcre -L --list -G --grain -P --grain-pcre -N --nodegroup -C --compound -I --pillar -J --pillar-pcre -S --ipcidr --delimiter -a --auth --eauth --external-auth -T --make-token --username --password --out --output --out-indent --output-indent --out-file --output-file --out-file-append --output-file-append --no-color --no-colour --force-color --force-colour --state-output --state_output --state-verbose --state_verbose -l --log-level --log-file --log-file-level' '
--saltfile files
-c directories
--config-dir directories
--module-executors any
--executor-opts any
-t any
--timeout any
--no-parse any
--subset any
-b any
--batch any
--batch-size any
--batch-wait any
--batch-safe-limit any
--batch-safe-size any
--return any
--return_config any
--return_kwargs any
--args-separator any
--metadata any
--delimiter any
-a words:auto file pam sharedsecret
--auth words:auto file pam sharedsecret
--eauth words:auto file pam sharedsecret
--external-auth words:auto file pam sharedsecret
--username any
--password any
--out words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--output words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--out-indent any
--output-indent any
--out-file files
--output-file files
--state-output words:full terse mixed changes filter
--state_output words:full terse mixed changes filter
--state-verbose words:True False
--state_verbose words:True False
-l words:all garbage trace debug profile info warning error critical quiet
--log-level words:all garbage trace debug profile info warning error critical quiet
--log-file files
--log-file-level words:all garbage trace debug profile info warning error critical quiet
' 'minions functions any'
}
complete -F _brine_of_salt salt

_brine_of_salt_key() {
  _brine_complete '--version -V --versions-report -h --help --saltfile -c --config-dir --hard-crash -u --user -q --quiet -y --yes --rotate-aes-key --preserve-minions --log-level --log-file --log-file-level --out --output --out-indent --output-indent --out-file --output-file --out-file-append --output-file-append --no-color --no-colour --force-color --force-colour --state-output --state_output --state-verbose --state_verbose --auth --eauth --external-auth -T --make-token --username --password -l --list -L --list-all -a --accept -A --accept-all -r --reject -R --reject-all --include-all --include-accepted --include-rejected --include-denied -p --print -P --print-all -d --delete -D --delete-all -f --finger -F --finger-all --gen-keys --gen-keys-dir --keysize --gen-signature --priv --signature-path --pub --auto-create' '
--saltfile files
-c directories
--config-dir directories
-u any
--user any
--rotate-aes-key any
--preserve-minions any
--log-level words:all garbage trace debug profile info warning error critical quiet
--log-file files
--log-file-level words:all garbage trace debug profile info warning error critical quiet
--out words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--output words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--out-indent any
--output-indent any
--out-file files
--output-file files
--state-output words:full terse mixed changes filter
--state_output words:full terse mixed changes filter
--state-verbose words:True False
--state_verbose words:True False
--auth words:auto file pam sharedsecret
--eauth words:auto file pam sharedsecret
--external-auth words:auto file pam sharedsecret
--username any
--password any
-l words:acc pre den rej all
--list words:acc pre den rej all
-a pending
--accept pending
-r keys
--reject keys
-p keys
--print keys
-d keys
--delete keys
-f keys
--finger keys
--gen-keys any
--gen-keys-dir directories
--keysize any
--priv files
--signature-path files
--pub files
' 'any'
}
complete -F _brine_of_salt_key salt-key

_brine_of_salt_run() {
  _brine_complete '--version -V --versions-report -h --help --saltfile -c --config-dir --hard-crash -t --timeout --args-stdin --no-parse --jid -d --doc --documentation --async --skip-grains -l --log-level --log-file --log-file-level --out --output --out-indent --output-indent --out-file --output-file --out-file-append --output-file-append --no-color --no-colour --force-color --force-colour --state-output --state_output --state-verbose --state_verbose --quiet -a --auth --eauth --external-auth -T --make-token --username --password' '
--saltfile files
-c directories
--config-dir directories
-t any
--timeout any
--no-parse any
--jid any
-l words:all garbage trace debug profile info warning error critical quiet
--log-level words:all garbage trace debug profile info warning error critical quiet
--log-file files
--log-file-level words:all garbage trace debug profile info warning error critical quiet
--out words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--output words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--out-indent any
--output-indent any
--out-file files
--output-file files
--state-output words:full terse mixed changes filter
--state_output words:full terse mixed changes filter
--state-verbose words:True False
--state_verbose words:True False
-a words:auto file pam sharedsecret
--auth words:auto file pam sharedsecret
--eauth words:auto file pam sharedsecret
--external-auth words:auto file pam sharedsecret
--username any
--password any
' 'runners any'
}
complete -F _brine_of_salt_run salt-run

_brine_of_salt_call() {
  _brine_complete '--version -V --versions-report -h --help --saltfile -c --config-dir --hard-crash --module-executors --executor-opts --cachedir --args-stdin --no-parse -g --grains -m --module-dirs -d --doc --documentation --master --return --local --file-root --pillar-root --states-dir --retcode-passthrough --metadata --set-metadata --id --skip-grains --refresh-grains-cache --no-return-event -t --timeout --output-diff --out --output --out-indent --output-indent --out-file --output-file --out-file-append --output-file-append --no-color --no-colour --force-color --force-colour --state-output --state_output --state-verbose --state_verbose -l --log-level --log-file --log-file-level' '
--saltfile files
-c directories
--config-dir directories
--module-executors any
--executor-opts any
--cachedir directories
--no-parse any
-m any
--module-dirs any
--master any
--return any
--file-root directories
--pillar-root directories
--states-dir any
--set-metadata any
--id any
-t any
--timeout any
--out words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--output words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--out-indent any
--output-indent any
--out-file files
--output-file files
--state-output words:full terse mixed changes filter
--state_output words:full terse mixed changes filter
--state-verbose words:True False
--state_verbose words:True False
-l words:all garbage trace debug profile info warning error critical quiet
--log-level words:all garbage trace debug profile info warning error critical quiet
--log-file files
--log-file-level words:all garbage trace debug profile info warning error critical quiet
' 'functions any'
}
complete -F _brine_of_salt_call salt-call

_brine_of_salt_cp() {
  _brine_complete '--version -V --versions-report -h --help --saltfile -c --config-dir --hard-crash -t --timeout -E --pcre -L --list -G --grain -P --grain-pcre -N --nodegroup --delimiter --out --output --out-indent --output-indent --out-file --output-file --out-file-append --output-file-append --no-color --no-colour --force-color --force-colour --state-output --state_output --state-verbose --state_verbose -l --log-level --log-file --log-file-level -C --chunked -n --no-compression' '
--saltfile files
-c directories
--config-dir directories
-t any
--timeout any
--delimiter any
--out words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--output words:highstate json key nested newline_values_only no_return overstatestage pprint profile quiet raw table txt yaml
--out-indent any
--output-indent any
--out-file files
--output-file files
--state-output words:full terse mixed changes filter
--state_output words:full terse mixed changes filter
--state-verbose words:True False
--state_verbose words:True False
-l words:all garbage trace debug profile info warning error critical quiet
--log-level words:all garbage trace debug profile info warning error critical quiet
--log-file files
--log-file-level words:all garbage trace debug profile info warning error critical quiet
' 'minions files'
}
complete -F _brine_of_salt_cp salt-cp

_brine_of_salt_master() {
  _brine_complete '--version -V --versions-report -h --help --saltfile -c --config-dir --hard-crash -u --user -d --daemon --pid-file -l --log-level --log-file --log-file-level' '
--saltfile files
-c directories
--config-dir directories
-u any
--user any
--pid-file files
-l words:all garbage trace debug profile info warning error critical quiet
--log-level words:all garbage trace debug profile info warning error critical quiet
--log-file files
--log-file-level words:all garbage trace debug profile info warning error critical quiet
' 'any'
}
complete -F _brine_of_salt_master salt-master

_brine_of_salt_minion() {
  _brine_complete '--version -V --versions-report -h --help --saltfile -c --config-dir --hard-crash -u --user -d --daemon --pid-file -l --log-level --log-file --log-file-level' '
--saltfile files
-c directories
--config-dir directories
-u any
--user any
--pid-file files
-l words:all garbage trace debug profile info warning error critical quiet
--log-level words:all garbage trace debug profile info warning error critical quiet
--log-file files
--log-file-level words:all garbage trace debug profile info warning error critical quiet
' 'any'
}
complete -F _brine_of_salt_minion salt-minion
