package dev.brine.states.system;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code ssh_auth}: keys that may log in to accounts. */
@Module("ssh_auth")
public final class SshAuthStates {
    private static final Pattern LINE = Pattern.compile("^(.*?)\\s?((?:sk-)?(?:ssh-|ecds)[\\w-]+\\s.+)$");
    private static final Pattern BEGINS_WITH_KIND = Pattern.compile("^(sk-)?(ssh-|ecds).*");

    private final StateContext context;

    public SshAuthStates(StateContext context) {
        this.context = context;
    }

    /**
     * One key as a state describes it.
     *
     * @param name its base64 text
     */
    private record Key(String name, String enc, String comment, List<Object> options) {

        /** From a name that may be a whole line: {@code options enc key comment}, or {@code key comment}. */
        static Key of(String name, String enc, String comment, List<Object> options) {
            Matcher line = LINE.matcher(name);
            if (!line.find()) {
                String[] words = name.strip().split("\\s+", 2);
                return new Key(words[0], enc, words.length > 1 ? words[1] : comment, options);
            }
            String[] words = line.group(2).split("\\s+", 3);
            List<Object> before = line.group(1).isEmpty()
                    ? options
                    : new ArrayList<>(Arrays.asList(line.group(1).split(",")));
            return new Key(words[1], words[0], words.length > 2 ? words[2] : comment, before);
        }
    }

    /** Whose keys, and where they stand. */
    private record Place(
            String user, String config, @Nullable String hash) {

        Map<String, Object> options() {
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("config", config);
            options.put("fingerprint_hash_type", hash);
            return options;
        }
    }

    @Fn(doc = """
            Make sure that a key may log in to an account.

            name: the key, alone or as a whole line
            user: the account
            enc: the kind of key
            comment: behind it in the file
            source: a file of keys: a path, salt:// or http(s)://; enc and comment are those of the file then
            options: before it in the file
            config: the file, in the account's home unless it is absolute; %h and %u stand for home and name
            fingerprint_hash_type: sha256 by default
            """)
    public Map<String, Object> present(
            String name,
            String user,
            @Arg(dflt = "'ssh-rsa'") String enc,
            @Arg(dflt = "''") @Nullable String comment,
            @Arg(dflt = "''") @Nullable String source,
            @Arg(dflt = "None") @Nullable List<Object> options,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "None") @Nullable String fingerprintHashType,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Place place = new Place(user, config, fingerprintHashType);
        Key given = new Key(name, enc, comment == null ? "" : comment, Args.list(options));
        if (source != null && !source.isEmpty()) {
            return context.test() ? wouldAddFile(given, source, place) : addFile(given, source, place);
        }
        Key key = Key.of(name, enc, given.comment, given.options);
        if (context.test()) {
            return switch (check(key, place)) {
                case "update" ->
                    Result.would(name, Map.of(), "Key " + key.name + " for user " + user + " is set to be updated");
                case "add" ->
                    Result.would(name, Map.of(), "Key " + key.name + " for user " + user + " is set to be added");
                default -> Result.same(name, already(key.name, user));
            };
        }
        return added(name, key.name, place, set(key, place), null);
    }

    private static String already(String name, String user) {
        return "The authorized host key " + name + " is already present for user " + user;
    }

    private String check(Key key, Place place) {
        return String.valueOf(context.call(
                "ssh.check_key", List.of(place.user, key.name, key.enc, key.comment, key.options), place.options()));
    }

    private Object set(Key key, Place place) {
        Map<String, Object> options = place.options();
        options.put("enc", key.enc);
        options.put("comment", key.comment);
        options.put("options", key.options);
        return String.valueOf(context.call("ssh.set_auth_key", List.of(place.user, key.name), options));
    }

    private static Map<String, Object> added(
            String given, String name, Place place, Object done, @Nullable String source) {
        String what = "The authorized host key " + name + " for user " + place.user;
        return switch (String.valueOf(done)) {
            case "replace" -> Result.changed(given, Map.of(name, "Updated"), what + " was updated");
            case "no change" -> Result.same(given, already(name, place.user));
            case "new" -> Result.changed(given, Map.of(name, "New"), what + " was added");
            case "no key" -> Result.failed(given, "Failed to add the ssh key. Source file " + source + " is missing");
            case "fail" ->
                Result.failed(
                        given,
                        "Failed to add the ssh key. Is the home directory available, and/or does the key file exist?");
            case "invalid", "Invalid public key" ->
                Result.failed(given, "Invalid public ssh key, most likely has spaces or invalid syntax");
            default -> Result.same(given, "");
        };
    }

    private Map<String, Object> wouldAddFile(Key given, String source, Place place) {
        StringBuilder comment = new StringBuilder();
        checked(source, place).forEach((key, status) -> {
            if (!"exists".equals(status)) {
                comment.append("Set to ")
                        .append(status)
                        .append(": ")
                        .append(key)
                        .append('\n');
            }
        });
        return comment.isEmpty()
                ? Result.same(given.name, "All host keys in file " + source + " are already present")
                : Result.would(given.name, Map.of(), comment.toString());
    }

    private Map<String, Object> checked(String source, Place place) {
        Map<String, Object> options = place.options();
        options.put("saltenv", context.saltenv());
        return AccountPlan.map(context.call("ssh.check_key_file", List.of(place.user, source), options));
    }

    private Map<String, Object> addFile(Key given, String source, Place place) {
        List<String> lines = lines(source);
        if (lines.isEmpty()) {
            return added(given.name, given.name, place, "no key", source);
        }
        Object done = "";
        for (String line : lines) {
            if (BEGINS_WITH_KIND.matcher(line).matches()) {
                String[] words = line.split(" ");
                String comment = words.length > 2 ? words[2] : "";
                // Salt 3006: the last line of the file tells the result
                done = set(new Key(words.length > 1 ? words[1] : "", words[0], comment, given.options), place);
            } else {
                done = fromFile("ssh.set_auth_key_from_file", source, place);
            }
        }
        return added(given.name, given.name, place, done, source);
    }

    private Object fromFile(String function, String source, Place place) {
        Map<String, Object> options = place.options();
        options.put("saltenv", context.saltenv());
        return String.valueOf(context.call(function, List.of(place.user, source), options));
    }

    private List<String> lines(String source) {
        Object text = context.call("cp.get_file_str", List.of(source), Map.of("saltenv", context.saltenv()));
        return text instanceof String found && !found.isEmpty()
                ? Arrays.asList(found.stripTrailing().split("\n"))
                : List.of();
    }

    @Fn(doc = """
            Make sure that a key may not log in to an account.

            name: the key, alone or as a whole line
            user: the account
            enc, comment, options: accepted, so that a line can be moved from present
            source: a file of keys: a path, salt:// or http(s)://
            config: the file, in the account's home unless it is absolute; %h and %u stand for home and name
            fingerprint_hash_type: sha256 by default
            """)
    public Map<String, Object> absent(
            String name,
            String user,
            @Arg(dflt = "'ssh-rsa'") String enc,
            @Arg(dflt = "''") @Nullable String comment,
            @Arg(dflt = "''") @Nullable String source,
            @Arg(dflt = "None") @Nullable List<Object> options,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "None") @Nullable String fingerprintHashType) {
        Place place = new Place(user, config, fingerprintHashType);
        if (source != null && !source.isEmpty()) {
            return context.test() ? wouldRemoveFile(name, source, place) : removeFile(name, source, place);
        }
        Key key = Key.of(name, enc, comment == null ? "" : comment, Args.list(options));
        if (context.test()) {
            return check(key, place).equals("add")
                    ? Result.same(name, "Key is already absent")
                    : Result.would(name, Map.of(), "Key " + key.name + " for user " + user + " is set for removal");
        }
        return removed(name, key.name, remove(key.name, place));
    }

    private String remove(String key, Place place) {
        return String.valueOf(context.call("ssh.rm_auth_key", List.of(place.user, key), place.options()));
    }

    private static Map<String, Object> removed(String given, String name, String said) {
        return Result.of(
                given,
                !said.equals("User authorized keys file not present"),
                said.equals("Key removed") ? Map.of(name, "Removed") : Map.of(),
                said);
    }

    private Map<String, Object> wouldRemoveFile(String name, String source, Place place) {
        StringBuilder comment = new StringBuilder();
        checked(source, place).forEach((key, status) -> {
            if (!"add".equals(status)) {
                comment.append("Set to remove: ").append(key).append('\n');
            }
        });
        return comment.isEmpty()
                ? Result.same(name, "All host keys in file " + source + " are already absent")
                : Result.would(name, Map.of(), comment.toString());
    }

    private Map<String, Object> removeFile(String name, String source, Place place) {
        String said = "";
        for (String line : lines(source)) {
            String[] words = line.split(" ");
            said = BEGINS_WITH_KIND.matcher(line).matches()
                    ? remove(words.length > 1 ? words[1] : "", place)
                    : String.valueOf(fromFile("ssh.rm_auth_key_from_file", source, place));
        }
        return removed(name, name, said);
    }

    @Fn(doc = """
            Make sure that certain keys, and no others, may log in to an account.

            ssh_keys: the keys, alone or as whole lines
            user: the account
            enc, comment, source, options, config, fingerprint_hash_type: as for present
            """)
    public Map<String, Object> manage(
            String name,
            List<Object> sshKeys,
            String user,
            @Arg(dflt = "'ssh-rsa'") String enc,
            @Arg(dflt = "''") @Nullable String comment,
            @Arg(dflt = "''") @Nullable String source,
            @Arg(dflt = "None") @Nullable List<Object> options,
            @Arg(dflt = "'.ssh/authorized_keys'") String config,
            @Arg(dflt = "None") @Nullable String fingerprintHashType,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Place place = new Place(user, config, fingerprintHashType);
        Map<String, Object> result = Result.same("", "");
        Map<String, Object> changes = new LinkedHashMap<>();
        Set<String> wanted = new HashSet<>();
        sshKeys.forEach(key -> wanted.addAll(Arrays.asList(Args.python(key).split(" "))));
        Map<String, Object> asked = place.options();
        asked.put("user", user);
        for (String key :
                AccountPlan.map(context.call("ssh.auth_keys", List.of(), asked)).keySet()) {
            if (wanted.contains(key)) {
                continue;
            }
            if (context.test()) {
                result.put("comment", key + " Key set for removal");
                result.put("result", null);
            } else {
                changes.put(
                        key,
                        absent(key, user, enc, comment, source, options, config, fingerprintHashType)
                                .get("comment"));
            }
        }
        for (Object key : sshKeys) {
            Map<String, Object> one =
                    present(Args.python(key), user, enc, comment, source, options, config, fingerprintHashType, kwargs);
            Map<String, Object> changed = AccountPlan.map(one.get("changes"));
            changes.putAll(changed);
            if (changed.isEmpty()) {
                result.put("comment", (result.get("comment") + "\n" + one.get("comment")).strip());
            }
            if (!Boolean.TRUE.equals(one.get("result"))) {
                result.put("result", one.get("result"));
            }
        }
        result.put("changes", changes);
        return result;
    }
}
