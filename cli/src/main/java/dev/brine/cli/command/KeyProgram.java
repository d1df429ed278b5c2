package dev.brine.cli.command;

import static dev.brine.cli.option.Option.flag;
import static dev.brine.cli.option.Option.integer;
import static dev.brine.cli.option.Option.text;

import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.cli.remote.MasterDoor;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.key.KeyState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code salt-key}: lists, accepts, rejects and deletes the keys of minions.
 *
 * <p>Works on the key directories, so it does its work whether the master runs or not, and tells a running master through its
 * event socket. With {@code --auth} it asks a running master to do it.
 */
public final class KeyProgram implements Program {

    private static final Logger LOG = LoggerFactory.getLogger(KeyProgram.class);
    private static final List<String> LISTS = List.of("acc", "pre", "un", "rej", "den", "all");

    @Override
    public String name() {
        return "salt-key";
    }

    @Override
    public String usage() {
        return "[options]";
    }

    @Override
    public String description() {
        return "salt-key is used to manage Salt authentication keys";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "salt-key -L                                which keys there are",
                "salt-key -f web1                           compare with: salt-call --local key.finger",
                "salt-key -a web1                           accept it",
                "salt-key -d 'old*' -y                      forget some, without asking");
    }

    @Override
    public String configFile() {
        return "master";
    }

    @Override
    public List<OptionHelp.Group> options() {
        return List.of(
                CommonOptions.first(
                        text("user", "-u --user", null, "The account that runs salt-key; only root may choose."),
                        flag("quiet", "-q --quiet", "Suppress output."),
                        flag("yes", "-y --yes", "Answer \"Yes\" to all questions."),
                        text(
                                "rotate_aes_key",
                                "--rotate-aes-key",
                                "True",
                                "Whether deleting or rejecting keys makes the master take a new session key."),
                        text(
                                "preserve_minions",
                                "--preserve-minions",
                                null,
                                "Whether grains, pillar and mine of minions are kept when their keys are deleted:"
                                        + " whoever takes the id next inherits them. Default: False.")),
                CommonOptions.logging("--log-level", "/var/log/salt/key"),
                CommonOptions.output(),
                CommonOptions.passwords("--auth --eauth --external-auth"),
                new OptionHelp.Group("Actions", actions()),
                new OptionHelp.Group("Key Generation Options", generation()));
    }

    private static List<dev.brine.cli.option.Option> actions() {
        return List.of(
                text("list", "-l --list", "", "List the keys: 'acc', 'pre' or 'un', 'rej', 'den' or 'all'."),
                flag("list_all", "-L --list-all", "List all keys."),
                text("accept", "-a --accept", "", "Accept the pending keys that match a glob."),
                flag("accept_all", "-A --accept-all", "Accept all pending keys."),
                text("reject", "-r --reject", "", "Reject the pending keys that match a glob."),
                flag("reject_all", "-R --reject-all", "Reject all pending keys."),
                flag("include_all", "--include-all", "Rejected and accepted keys too."),
                flag("include_accepted", "--include-accepted", "Accepted keys too, when rejecting."),
                flag("include_rejected", "--include-rejected", "Rejected keys too, when accepting."),
                flag("include_denied", "--include-denied", "Denied keys too, when accepting or rejecting."),
                text("print", "-p --print", "", "Print the keys that match a glob."),
                flag("print_all", "-P --print-all", "Print all keys."),
                text("delete", "-d --delete", "", "Delete the keys that match a glob."),
                flag("delete_all", "-D --delete-all", "Delete all keys."),
                text("finger", "-f --finger", "", "Print the fingerprints of the keys that match a glob."),
                flag("finger_all", "-F --finger-all", "Print all fingerprints."));
    }

    private static List<dev.brine.cli.option.Option> generation() {
        return List.of(
                text("gen_keys", "--gen-keys", "", "Generate a key pair of this name."),
                text("gen_keys_dir", "--gen-keys-dir", ".", "The directory for it. Default: '.'."),
                integer("keysize", "--keysize", 2048L, "Its size in bits, 2048 or more. Default: 2048."),
                flag(
                        "gen_signature",
                        "--gen-signature",
                        "Sign the master's public key for masters with a signing key."),
                text("priv", "--priv", "", "The private key to sign with."),
                text("signature_path", "--signature-path", "", "The directory for the signature."),
                text("pub", "--pub", "", "The public key to sign."),
                flag("auto_create", "--auto-create", "Make the signing key pair if there is none."));
    }

    @Override
    public int run(Invocation invocation) throws UsageError, InterruptedException {
        Parsed line = invocation.line();
        check(line);
        OtherUser other = new OtherUser(name(), invocation.shell());
        if (other.isMeant(line)) {
            return other.run(line.text("user"));
        }
        MasterConfig config = MasterConfig.of(invocation.settings().raw());
        KeyGeneration generation = new KeyGeneration(config, line);
        try {
            if (!line.text("gen_keys").isEmpty()) {
                show(Map.of("return", generation.pair()), invocation);
            } else if (line.flag("gen_signature")) {
                show(Map.of("return", generation.signature()), invocation);
            } else if (!line.text("eauth").isEmpty() || line.flag("mktoken")) {
                return remote(config, invocation);
            } else {
                own(config, invocation);
            }
            return Exit.OK;
        } catch (IOException e) {
            // Salt 3006 says "Error: [Errno 2] No such file or directory: ..." and exits with 1
            invocation.shell().err().println("Error: " + reason(e));
            return Exit.GENERIC;
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.AccessDeniedException
                ? e.getMessage() + ": permission denied; run salt-key as the master's user"
                : String.valueOf(e.getMessage());
    }

    private static void check(Parsed line) throws UsageError {
        String list = line.text("list");
        if (!list.isEmpty() && LISTS.stream().noneMatch(list::startsWith)) {
            throw new UsageError("'" + list + "' is not a valid argument to '--list'");
        }
        if (line.integer("keysize") < 2048) {
            throw new UsageError("The minimum value for keysize is 2048");
        }
        if (line.integer("keysize") > 32768) {
            throw new UsageError("The maximum value for keysize is 32768");
        }
        if (line.flag("delete_all") && !line.args().isEmpty()) {
            throw new UsageError("Delete all takes no arguments. Use -d to delete specified keys");
        }
    }

    /** Through the master, for whoever may not touch its directories. */
    private static int remote(MasterConfig config, Invocation invocation) throws IOException, InterruptedException {
        try (MasterDoor door = MasterDoor.open(config, invocation.shell().requester());
                Keys keys = new WheelKeys(door)) {
            if (!new Login(invocation.line(), invocation.shell(), door, Clock.systemUTC()).enter()) {
                return Exit.NO_RETURN;
            }
            run(keys, invocation);
            return Exit.OK;
        } catch (MasterUnreachable e) {
            invocation.shell().err().println(e.getMessage());
            invocation.shell().hint(Hints.unreachable(e, config));
            return Exit.NO_RETURN;
        }
    }

    private static void own(MasterConfig config, Invocation invocation) throws IOException {
        Path pki = config.paths().pki();
        if (!Files.isDirectory(pki)) {
            throw new NotDirectoryException(
                    pki + ": no such directory; start the master once, or give -c its configuration");
        }
        LOG.debug("the keys are in {}", pki);
        try (Keys keys = KeyRing.open(config)) {
            run(keys, invocation);
        }
    }

    private static void run(Keys keys, Invocation invocation) throws IOException {
        Parsed line = invocation.line();
        Optional<KeyAction> action = KeyAction.of(line);
        if (action.isPresent()) {
            new KeyChange(keys, action.get(), invocation).run();
        } else if (!line.text("print").isEmpty()) {
            show(keys.texts(line.text("print")), invocation);
        } else if (line.flag("print_all")) {
            show(keys.texts("*"), invocation);
        } else if (!line.text("finger").isEmpty()) {
            show(keys.fingerprints(line.text("finger")), invocation);
        } else if (line.flag("finger_all")) {
            show(keys.fingerprints("*"), invocation);
        } else {
            show(list(keys, line.text("list")), invocation);
        }
    }

    private static Map<String, List<String>> list(Keys ring, String which) throws IOException {
        KeyState only = switch (which.isEmpty() ? "all" : which.substring(0, 2)) {
            case "ac" -> KeyState.ACCEPTED;
            case "pr", "un" -> KeyState.PENDING;
            case "re" -> KeyState.REJECTED;
            case "de" -> KeyState.DENIED;
            default -> null;
        };
        Map<String, List<String>> all = ring.list();
        return only == null ? all : new LinkedHashMap<>(Map.of(only.directory(), all.get(only.directory())));
    }

    private static void show(Object data, Invocation invocation) {
        if (!invocation.line().flag("quiet")) {
            invocation.settings().printout(invocation.shell()).print(data, "key");
        }
    }
}
