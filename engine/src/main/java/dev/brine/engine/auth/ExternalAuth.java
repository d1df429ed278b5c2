package dev.brine.engine.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.brine.engine.config.RawConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code external_auth}: names and passwords.
 *
 * <p>Back ends (Salt 3006: auth/sharedsecret.py, auth/file.py, auth/pam.py, auth/auto.py): {@code sharedsecret}, one password for
 * all names, in the option of that name; {@code file}, lines of {@code name:password} in {@code ^filename}, the password in plain
 * text or as the hex digest named by {@code ^hashtype}; {@code pam}, accounts of this host; {@code auto}, any password. After a wrong password the same name from the same address is not heard for half a second, which doubles
 * up to a minute. Safe for many threads.
 */
public final class ExternalAuth {
    private static final Logger log = LoggerFactory.getLogger(ExternalAuth.class);
    private static final int MAX_TEXT = 1024;
    private static final long FIRST_WAIT = 500_000_000L;
    private static final int MAX_DOUBLINGS = 7;

    private final Map<String, Object> sections;
    private final String sharedSecret;
    private final boolean permissive;
    private final Object ownExpiry;
    private final Pam pam;
    private final LongSupplier nanos;
    private final Cache<String, Failures> failures = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    private record Failures(int count, long until) {}

    /** @param nanos a clock that never steps, as {@link System#nanoTime} */
    public ExternalAuth(RawConfig raw, LongSupplier nanos) {
        this.sections = PublisherAcl.map(raw.value("external_auth").orElse(Map.of()));
        this.sharedSecret = String.valueOf(raw.value("sharedsecret").orElse(""));
        this.permissive = Boolean.TRUE.equals(raw.value("permissive_acl").orElse(false));
        this.ownExpiry = raw.value("token_expire_user_override").orElse(false);
        this.pam = new Pam(raw);
        this.nanos = nanos;
    }

    /** Checks name and password; the answer to an unknown back end is that to a wrong password. */
    public Optional<Login> login(Map<String, Object> credentials, String peer) {
        if (!(credentials.get("eauth") instanceof String backend)
                || !(credentials.get("username") instanceof String name)
                || !(password(credentials) instanceof String password)
                || name.isEmpty()
                || name.length() + password.length() > MAX_TEXT
                || !sections.containsKey(backend)) {
            return Optional.empty();
        }
        String who = backend + "/" + name + "@" + peer;
        Failures before = failures.getIfPresent(who);
        if (before != null && nanos.getAsLong() - before.until < 0) {
            return Optional.empty();
        }
        if (accepts(backend, name, password)) {
            failures.invalidate(who);
            return Optional.of(new Login(name, backend));
        }
        int count = before == null ? 0 : Math.min(before.count + 1, MAX_DOUBLINGS);
        failures.put(who, new Failures(count, nanos.getAsLong() + (FIRST_WAIT << count)));
        log.warn("wrong password for '{}' ({}) from {}", name.replaceAll("[^\\x21-\\x7e]", "?"), backend, peer);
        return Optional.empty();
    }

    /**
     * Whether this one may say how long his tokens last ({@code token_expire_user_override}: True, or back ends with lists of
     * names).
     */
    public boolean mayChooseExpiry(Login login) {
        return Boolean.TRUE.equals(ownExpiry)
                || (ownExpiry instanceof Map<?, ?> byBackend
                        && byBackend.get(login.backend()) instanceof List<?> names
                        && names.contains(login.name()));
    }

    private static Object password(Map<String, Object> credentials) {
        // Salt 3006: the shared secret may come under its own name
        return credentials.getOrDefault("password", credentials.getOrDefault("sharedsecret", 0L));
    }

    private boolean accepts(String backend, String name, String password) {
        return switch (backend) {
            case "sharedsecret" -> !sharedSecret.isEmpty() && same(sharedSecret, password);
            case "file" -> inFile(name, password);
            case "pam" -> pam.accepts(name, password);
            // Salt 3006: for tests; whoever can reach the port is whoever he says he is
            case "auto" -> true;
            default -> false;
        };
    }

    private boolean inFile(String name, String password) {
        Map<String, Object> section = PublisherAcl.map(sections.getOrDefault("file", Map.of()));
        if (!(section.get("^filename") instanceof String file)) {
            log.error("external_auth: file: has no ^filename");
            return false;
        }
        Optional<String> given = digest(String.valueOf(section.getOrDefault("^hashtype", "plaintext")), password);
        try {
            return given.isPresent()
                    && Files.readAllLines(Path.of(file)).stream()
                            .map(line -> line.split(":", 2))
                            .anyMatch(parts ->
                                    parts.length == 2 && parts[0].equals(name) && same(parts[1].strip(), given.get()));
        } catch (IOException e) {
            log.error("external_auth: file: cannot read {}: {}", file, e.toString());
            return false;
        }
    }

    private static Optional<String> digest(String type, String password) {
        if (type.equals("plaintext")) {
            return Optional.of(password);
        }
        try {
            MessageDigest digest =
                    MessageDigest.getInstance(type.toUpperCase(Locale.ROOT).replaceAll("^SHA(\\d)", "SHA-$1"));
            return Optional.of(HexFormat.of().formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            log.error(
                    "external_auth: file: ^hashtype {} is unknown; known: plaintext, md5, sha1, sha256, sha512", type);
            return Optional.empty();
        }
    }

    private static boolean same(String known, String given) {
        return MessageDigest.isEqual(known.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What this name may do: the rules of its own entry, of matching ones, and of its groups ({@code name%}, back end pam).
     *
     * <p>Salt 3006: the rules of {@code *} are for those who have no entry that names them, unless {@code permissive_acl} is on.
     */
    public Permissions permissions(String backend, String name) {
        Map<String, Object> section = PublisherAcl.map(sections.getOrDefault(backend, Map.of()));
        boolean grouped = backend.equals("pam") && section.keySet().stream().anyMatch(who -> who.endsWith("%"));
        Set<String> groups = grouped ? Pam.groups(name) : Set.of();
        List<Object> rules = new ArrayList<>();
        boolean named = false;
        for (Map.Entry<String, Object> entry : section.entrySet()) {
            String who = entry.getKey();
            boolean group = who.endsWith("%");
            if (who.startsWith("^") || (who.equals("*") && !permissive)) {
                continue;
            }
            if (group ? groups.contains(who.substring(0, who.length() - 1)) : Permissions.matches(List.of(who), name)) {
                named = named || !group;
                rules.addAll(Permissions.list(entry.getValue()));
            }
        }
        if (!named && !permissive && section.containsKey("*")) {
            rules.addAll(Permissions.list(section.get("*")));
        }
        return new Permissions(rules);
    }
}
