package dev.brine.engine.modules.value;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.account.PasswordHash;
import dev.brine.engine.modules.host.Digests;
import dev.brine.engine.modules.host.PythonText;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** {@code random}: random values. */
@Module("random")
public final class RandomModule {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final String WHITESPACE = " \t\n\r\u000b\f";

    private final String id;
    private final SecureRandom random = new SecureRandom();

    public RandomModule(String id) {
        this.id = id;
    }

    @Fn(doc = """
            Return random text.

            length: number of characters
            chars: the characters to choose from; instead of the classes that follow
            lowercase, uppercase, digits, punctuation, whitespace: True, False, or the characters of the class
            printable: choose from all printable characters
            """)
    public String getStr(
            @Arg(dflt = "20") long length,
            @Arg(dflt = "None") @Nullable String chars,
            @Arg(dflt = "True") Object lowercase,
            @Arg(dflt = "True") Object uppercase,
            @Arg(dflt = "True") Object digits,
            @Arg(dflt = "True") Object punctuation,
            @Arg(dflt = "False") Object whitespace,
            @Arg(dflt = "False") boolean printable) {
        String alphabet = chars;
        if (alphabet == null) {
            alphabet = printable
                    ? DIGITS + LOWER + LOWER.toUpperCase(java.util.Locale.ROOT) + PUNCTUATION + WHITESPACE
                    : part(lowercase, LOWER)
                            + part(uppercase, LOWER.toUpperCase(java.util.Locale.ROOT))
                            + part(digits, DIGITS)
                            + part(punctuation, PUNCTUATION)
                            + part(whitespace, WHITESPACE);
        }
        if (alphabet.isEmpty()) {
            throw new InvocationError("Invalid chars");
        }
        StringBuilder text = new StringBuilder();
        for (long i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    private static String part(Object wanted, String all) {
        return wanted instanceof String own ? own : Boolean.TRUE.equals(wanted) ? all : "";
    }

    @Fn(doc = """
            Return the hash of a text as hex.

            value: the text
            algorithm: md5, sha1, sha224, sha256, sha384 or sha512
            """)
    public String hash(Object value, @Arg(dflt = "'sha512'") String algorithm) {
        return Digests.hex(algorithm, PythonText.str(value).getBytes(StandardCharsets.UTF_8));
    }

    @Fn(doc = """
            Return a text encoded.

            value: the text
            encoder: base64 or hex
            """)
    public String strEncode(String value, @Arg(dflt = "'base64'") String encoder) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return switch (encoder) {
            case "base64" -> Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(bytes) + "\n";
            case "hex" -> Digests.hex(bytes);
            default -> throw new InvocationError("encoder " + encoder + " is unknown; known are base64 and hex");
        };
    }

    @Fn(doc = """
            Return the hash of a password as /etc/shadow has it.

            crypt_salt: the salt; a new one by default
            password: the password in clear; a random one by default
            algorithm: sha512, sha256, blowfish or md5
            """)
    public String shadowHash(
            @Arg(dflt = "None") @Nullable String cryptSalt,
            @Arg(dflt = "None") @Nullable String password,
            @Arg(dflt = "'sha512'") @Nullable String algorithm) {
        String wanted = algorithm == null ? "sha512" : algorithm;
        if (!PasswordHash.ALGORITHMS.contains(wanted)) {
            throw new InvocationError("Cannot hash using '" + algorithm
                    + "' hash algorithm. Natively supported algorithms are: "
                    + PythonText.repr(PasswordHash.ALGORITHMS) + ".");
        }
        String secret = password == null ? getStr(20, null, true, true, true, true, false, false) : password;
        return PasswordHash.of(wanted, secret, cryptSalt);
    }

    @Fn(doc = """
            Return a random number.

            start: the smallest
            end: the largest
            seed: makes the choice repeatable; the numbers differ from Python's
            """)
    public long randInt(
            @Arg(dflt = "1") long start, @Arg(dflt = "10") long end, @Arg(dflt = "None") @Nullable Object seed) {
        if (end < start) {
            throw new InvocationError("end (" + end + ") is smaller than start (" + start + ")");
        }
        return source(seed).longs(1, start, Math.addExact(end, 1)).findFirst().orElse(start);
    }

    @Fn(doc = """
            Return a number that is always the same for this minion.

            range: it is below this
            hash: a text to make it from instead of the minion's id
            """)
    public long seed(@Arg(dflt = "10") long range, @Arg(dflt = "None") @Nullable String hash) {
        String text = hash == null ? id : hash;
        byte[] digest = Digests.bytes("sha256", text.getBytes(StandardCharsets.UTF_8));
        return new BigInteger(1, digest).mod(BigInteger.valueOf(range)).longValue();
    }

    @Fn(doc = """
            Return some items of a list, chosen at random.

            value: the list
            size: how many
            seed: makes the choice repeatable; it differs from Python's
            """)
    public List<Object> sample(List<Object> value, long size, @Arg(dflt = "None") @Nullable Object seed) {
        if (size > value.size()) {
            throw new InvocationError("Sample larger than population");
        }
        return new ArrayList<>(shuffle(value, seed).subList(0, (int) size));
    }

    @Fn(doc = """
            Return a list in random order.

            value: the list
            seed: makes the order repeatable; it differs from Python's
            """)
    public List<Object> shuffle(List<Object> value, @Arg(dflt = "None") @Nullable Object seed) {
        List<Object> copy = new ArrayList<>(value);
        Collections.shuffle(copy, source(seed));
        return copy;
    }

    private Random source(@Nullable Object seed) {
        return seed == null ? random : new Random(PythonText.str(seed).hashCode());
    }
}
