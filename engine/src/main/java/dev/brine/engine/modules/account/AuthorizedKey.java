package dev.brine.engine.modules.account;

import dev.brine.engine.call.FunctionError;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code authorized_keys}: {@code from="10.0.0.1" ssh-ed25519 AAAA... me@home}.
 *
 * @param options before the key
 * @param enc the kind of key
 * @param key its base64 text
 */
record AuthorizedKey(List<String> options, String enc, String key, String comment) {
    private static final Pattern LINE = Pattern.compile("^(.*?)\\s?((?:sk-)?(?:ssh-|ecds)[\\w@.-]+\\s.+)$");
    private static final Set<String> KINDS = Set.of(
            "rsa-sha2-512",
            "rsa-sha2-256",
            "rsa-sha2-512-cert-v01@openssh.com",
            "rsa-sha2-256-cert-v01@openssh.com",
            "ssh-rsa-cert-v01@openssh.com",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384",
            "ecdsa-sha2-nistp521",
            "ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ecdsa-sha2-nistp384-cert-v01@openssh.com",
            "ecdsa-sha2-nistp521-cert-v01@openssh.com",
            "sk-ecdsa-sha2-nistp256@openssh.com",
            "sk-ecdsa-sha2-nistp256-cert-v01@openssh.com",
            "ssh-ed25519-cert-v01@openssh.com",
            "sk-ssh-ed25519@openssh.com",
            "sk-ssh-ed25519-cert-v01@openssh.com");

    /** Empty when the line holds no key. */
    static Optional<AuthorizedKey> parse(String line) {
        Matcher m = LINE.matcher(line.strip());
        if (line.startsWith("#") || !m.matches()) {
            return Optional.empty();
        }
        String[] words = m.group(2).strip().split("\\s+", 3);
        List<String> options =
                m.group(1).isEmpty() ? List.of() : Arrays.asList(m.group(1).split(","));
        String comment = words.length > 2 ? words[2].strip().replaceAll("\\s+", " ") : "";
        return words.length < 2
                ? Optional.empty()
                : Optional.of(new AuthorizedKey(options, words[0], words[1], comment));
    }

    /** Salt 3006: short names for kinds of keys. */
    static String kind(String enc) {
        return switch (enc) {
            case "r", "rsa", "ssh-rsa" -> "ssh-rsa";
            case "d", "dsa", "dss", "ssh-dss" -> "ssh-dss";
            case "e", "ecdsa" -> "ecdsa-sha2-nistp256";
            case "ed25519", "ssh-ed25519" -> "ssh-ed25519";
            default -> {
                if (!KINDS.contains(enc)) {
                    throw new FunctionError("Incorrect encryption key type '" + enc + "'.");
                }
                yield enc;
            }
        };
    }

    String line() {
        return (options.isEmpty() ? "" : String.join(",", options) + " ") + enc + " " + key + " " + comment;
    }

    /** The key's hash as pairs of hex digits; empty when the key is no base64. */
    static Optional<String> fingerprint(String key, String hash) {
        if (key.length() % 4 != 0) {
            return Optional.empty();
        }
        try {
            String name = hash.toUpperCase(Locale.ROOT).replaceFirst("^SHA(?=[0-9])", "SHA-");
            byte[] digest =
                    MessageDigest.getInstance(name).digest(Base64.getDecoder().decode(key));
            return Optional.of(HexFormat.ofDelimiter(":").formatHex(digest));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new FunctionError("The fingerprint_hash_type " + hash + " is not supported.", e);
        }
    }

    Map<String, Object> facts(String fingerprint) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("enc", enc);
        facts.put("comment", comment);
        facts.put("options", new ArrayList<Object>(options));
        facts.put("fingerprint", fingerprint);
        return facts;
    }
}
