package dev.brine.engine.modules.account;

import dev.brine.engine.call.FunctionError;
import dev.brine.transport.crypto.BlowfishCrypt;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of passwords as {@code /etc/shadow} has them: what crypt(3) makes.
 *
 * <p>The recipes of SHA and MD5 are those of glibc ("Unix crypt using SHA-256 and SHA-512", and Kamp's MD5); Blowfish is
 * Bouncy Castle's.
 */
public final class PasswordHash {
    /** Salt's names of the recipes, the strongest first. */
    public static final List<String> ALGORITHMS = List.of("sha512", "sha256", "blowfish", "md5");

    private static final String ALPHABET = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String BLOWFISH = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final Pattern ROUNDS = Pattern.compile("rounds=([0-9]{1,9})\\$");
    private static final Pattern COST = Pattern.compile("(0[4-9]|[12][0-9]|3[01])\\$([./A-Za-z0-9]{22}).*");
    /** What crypt(3) gives for a salt that it cannot use. */
    private static final String FAILED = "*0";

    private static final int COST_OF_NEW = 12;

    private PasswordHash() {}

    /**
     * The hash of a password.
     *
     * @param salt what follows {@code $6$} and its like; null for a new one
     * @throws FunctionError when the algorithm is none of {@link #ALGORITHMS}
     */
    public static String of(String algorithm, String password, @Nullable String salt) {
        byte[] secret = password.getBytes(StandardCharsets.UTF_8);
        return switch (algorithm) {
            case "sha512" -> sha("SHA-512", "$6$", secret, salt == null ? random(16) : salt);
            case "sha256" -> sha("SHA-256", "$5$", secret, salt == null ? random(16) : salt);
            case "md5" -> md5(secret, salt == null ? random(8) : salt);
            case "blowfish" -> blowfish(secret, salt == null ? COST_OF_NEW + "$" + random(21) + "." : salt);
            default ->
                throw new FunctionError("the hash of passwords " + algorithm + " is unknown; known: " + ALGORITHMS);
        };
    }

    private static String random(int length) {
        SecureRandom random = new SecureRandom();
        StringBuilder salt = new StringBuilder();
        for (int i = 0; i < length; i++) {
            salt.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return salt.toString();
    }

    private static byte[] upToDollar(String salt, int longest) {
        int end = salt.indexOf('$');
        byte[] bytes = (end < 0 ? salt : salt.substring(0, end)).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(bytes, Math.min(bytes.length, longest));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new FunctionError("this Java has no " + algorithm, e);
        }
    }

    /** {@code pattern} over and over, {@code length} bytes of it. */
    private static byte[] repeated(byte[] pattern, int length) {
        byte[] all = new byte[length];
        for (int i = 0; i < length; i++) {
            all[i] = pattern[i % pattern.length];
        }
        return all;
    }

    private static String sha(String name, String mark, byte[] secret, String given) {
        Matcher asked = ROUNDS.matcher(given);
        boolean some = asked.lookingAt();
        int rounds = some ? Math.max(1000, Integer.parseInt(asked.group(1))) : 5000;
        byte[] salt = upToDollar(some ? given.substring(asked.end()) : given, 16);
        MessageDigest digest = digest(name);
        digest.update(secret);
        digest.update(salt);
        byte[] other = digest.digest(secret);
        digest.update(secret);
        digest.update(salt);
        digest.update(repeated(other, secret.length));
        for (int bits = secret.length; bits > 0; bits >>= 1) {
            digest.update((bits & 1) == 0 ? secret : other);
        }
        byte[] result = digest.digest();
        for (int i = 0; i < secret.length; i++) {
            digest.update(secret);
        }
        byte[] p = repeated(digest.digest(), secret.length);
        for (int i = 0; i < 16 + (result[0] & 0xff); i++) {
            digest.update(salt);
        }
        byte[] s = repeated(digest.digest(), salt.length);
        for (int round = 0; round < rounds; round++) {
            result = round(digest, round, p, s, result);
        }
        String head = mark + (some ? "rounds=" + rounds + "$" : "") + new String(salt, StandardCharsets.UTF_8) + "$";
        return head + (result.length == 64 ? text512(result) : text256(result));
    }

    /** One of the rounds that make the hash slow; the same in all three recipes. */
    private static byte[] round(MessageDigest digest, int round, byte[] secret, byte[] salt, byte[] before) {
        digest.update((round & 1) == 1 ? secret : before);
        if (round % 3 != 0) {
            digest.update(salt);
        }
        if (round % 7 != 0) {
            digest.update(secret);
        }
        return digest.digest((round & 1) == 1 ? before : secret);
    }

    private static String text512(byte[] hash) {
        StringBuilder text = new StringBuilder();
        int a = 0;
        int b = 21;
        int c = 42;
        for (int i = 0; i < 21; i++) {
            letters(text, hash[a], hash[b], hash[c], 4);
            int first = a;
            a = b + 1;
            b = c + 1;
            c = first + 1;
        }
        letters(text, (byte) 0, (byte) 0, hash[63], 2);
        return text.toString();
    }

    private static String text256(byte[] hash) {
        StringBuilder text = new StringBuilder();
        int a = 0;
        int b = 10;
        int c = 20;
        for (int i = 0; i < 10; i++) {
            letters(text, hash[a], hash[b], hash[c], 4);
            int first = a;
            a = c + 1;
            c = b + 1;
            b = first + 1;
        }
        letters(text, (byte) 0, hash[31], hash[30], 3);
        return text.toString();
    }

    /** Three bytes as so many letters, the lowest bits first. */
    private static void letters(StringBuilder text, byte high, byte middle, byte low, int count) {
        int bits = (high & 0xff) << 16 | (middle & 0xff) << 8 | (low & 0xff);
        for (int i = 0; i < count; i++) {
            text.append(ALPHABET.charAt(bits & 0x3f));
            bits >>= 6;
        }
    }

    private static String md5(byte[] secret, String given) {
        byte[] salt = upToDollar(given, 8);
        MessageDigest digest = digest("MD5");
        digest.update(secret);
        digest.update(salt);
        byte[] other = digest.digest(secret);
        digest.update(secret);
        digest.update("$1$".getBytes(StandardCharsets.US_ASCII));
        digest.update(salt);
        digest.update(repeated(other, secret.length));
        for (int bits = secret.length; bits > 0; bits >>= 1) {
            digest.update((bits & 1) == 1 ? 0 : secret[0]);
        }
        byte[] result = digest.digest();
        for (int round = 0; round < 1000; round++) {
            result = round(digest, round, secret, salt, result);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            letters(text, result[i], result[i + 6], result[i == 4 ? 5 : i + 12], 4);
        }
        letters(text, (byte) 0, (byte) 0, result[11], 2);
        return "$1$" + new String(salt, StandardCharsets.UTF_8) + "$" + text;
    }

    private static String blowfish(byte[] secret, String given) {
        Matcher parts = COST.matcher(given);
        if (!parts.matches()) {
            return FAILED;
        }
        byte[] counted = Arrays.copyOf(secret, Math.min(secret.length, 72));
        return BlowfishCrypt.hash(counted, sixteen(parts.group(2)), Integer.parseInt(parts.group(1)));
    }

    private static byte[] sixteen(String letters) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int bits = 0;
        int known = 0;
        for (char letter : letters.toCharArray()) {
            bits = bits << 6 | BLOWFISH.indexOf(letter);
            known += 6;
            if (known >= 8) {
                known -= 8;
                bytes.write(bits >> known);
            }
        }
        return bytes.toByteArray();
    }
}
