package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.cli.remote.MasterDoor;
import dev.brine.engine.config.RawConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * External authentication as the command line asks for it: name and password, or a token kept in a file.
 *
 * <p>Salt 3006: a token is kept in {@code token_file} ({@code ~/salt_token}, or {@code ~/.config/salt/salt_token} where that
 * directory is there) and is good for {@code token_expire} seconds. Other than in Salt, {@code -a} with {@code --username} wins over
 * a token that lies there, and the key file wins over a token only where no {@code -a} is given.
 */
final class Login {

    private static final Logger LOG = LoggerFactory.getLogger(Login.class);
    private static final Set<String> BACKENDS = new TreeSet<>(Set.of("auto", "file", "pam", "sharedsecret"));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Parsed line;
    private final Shell shell;
    private final MasterDoor door;
    private final Clock clock;

    Login(Parsed line, Shell shell, MasterDoor door, Clock clock) {
        this.line = line;
        this.shell = shell;
        this.door = door;
        this.clock = clock;
    }

    /** Proves to the door who asks; false when that is not possible, and was said. */
    boolean enter() throws InterruptedException {
        String eauth = line.text("eauth");
        String kept = kept();
        if (eauth.isEmpty()) {
            if (line.flag("mktoken")) {
                shell.err().println("External authentication system has not been specified: give one with -a");
                shell.err().println("ERROR: Authentication failed");
                return false;
            }
            if (door.key().isEmpty() && !kept.isEmpty()) {
                door.login(Map.of("token", kept));
            }
            return true;
        }
        if (!BACKENDS.contains(eauth)) {
            shell.out().println("The specified external authentication system \"" + eauth + "\" is not available");
            shell.out().println("Available eauth types: " + String.join(", ", BACKENDS));
            shell.err().println("ERROR: Authentication failed");
            return false;
        }
        if (!kept.isEmpty() && !line.flag("mktoken") && !line.given("username")) {
            door.login(Map.of("token", kept));
            return true;
        }
        Map<String, Object> proofs = new LinkedHashMap<>();
        proofs.put("eauth", eauth);
        String user = asked("username");
        proofs.put("username", user.isEmpty() ? shell.user() : user);
        proofs.put("password", asked("password"));
        String token = line.flag("mktoken") ? made(proofs) : "";
        door.login(token.isEmpty() ? proofs : Map.of("token", token));
        return true;
    }

    private String made(Map<String, Object> proofs) throws InterruptedException {
        Map<String, Object> load = new LinkedHashMap<>(proofs);
        load.put("cmd", "mk_token");
        if (!(door.ask(load, PATIENCE).get("token") instanceof String token)) {
            return "";
        }
        Path file = file();
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, token, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            LOG.warn("the token cannot be kept in {}: {}", file, e.toString());
        }
        return token;
    }

    /** The token that was kept, while it is good; else empty. */
    private String kept() {
        Path file = file();
        try {
            if (!Files.isRegularFile(file)) {
                return "";
            }
            Object life = door.config().raw().value("token_expire").orElse(43_200L);
            long seconds = life instanceof Number number ? number.longValue() : 43_200;
            Instant end = Files.getLastModifiedTime(file).toInstant().plusSeconds(seconds);
            return clock.instant().isBefore(end) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            LOG.debug("no token from {}: {}", file, e.toString());
            return "";
        }
    }

    private Path file() {
        RawConfig raw = door.config().raw();
        Path home = shell.directory().resolve(shell.variable("HOME", "/root"));
        Object named = raw.value("token_file").orElse(null);
        if (named != null) {
            String path = named.toString();
            return path.startsWith("~/")
                    ? home.resolve(path.substring(2))
                    : shell.directory().resolve(path);
        }
        Path own = home.resolve(".config/salt");
        return (Files.isDirectory(own) ? own : home).resolve("salt_token");
    }

    /** Salt 3006: what was not given is asked for. */
    private String asked(String name) {
        if (line.given(name)) {
            return line.text(name);
        }
        java.io.Console console = System.console();
        if (name.equals("password") && console != null) {
            char[] secret = console.readPassword("password: ");
            return secret == null ? "" : new String(secret);
        }
        String answer = shell.ask(name + ": ");
        return answer == null ? "" : answer;
    }
}
