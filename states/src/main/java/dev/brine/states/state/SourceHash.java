package dev.brine.states.state;

import dev.brine.engine.call.FunctionError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A hash that a source must have.
 *
 * @param type Salt's name of the algorithm ("sha256")
 * @param hex lower case
 */
record SourceHash(String type, String hex) {
    /** Length in hex digits by type. */
    private static final Map<String, Integer> LENGTHS =
            new TreeMap<>(Map.of("sha512", 128, "sha384", 96, "sha256", 64, "sha224", 56, "sha1", 40, "md5", 32));

    private static final Pattern HEX = Pattern.compile("(?<![0-9a-fA-F])[0-9a-fA-F]{32,128}(?![0-9a-fA-F])");

    /** Gets a file that lists hashes. */
    interface HashFiles {
        Optional<Path> fetch(String source) throws IOException, Sources.NotThere;
    }

    /**
     * Reads {@code source_hash}: a hash, {@code type=hash}, or the name of a file with hashes in it.
     *
     * @param name {@code source_hash_name}: which line of the file; empty to go by the names of target and source
     */
    static SourceHash find(String given, String name, String target, String source, HashFiles files)
            throws IOException, Sources.NotThere {
        int equals = given.indexOf('=');
        if (equals > 0 && LENGTHS.containsKey(given.substring(0, equals).strip())) {
            String type = given.substring(0, equals).strip();
            String hex = given.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
            if (!Integer.valueOf(hex.length()).equals(LENGTHS.get(type))) {
                throw new Sources.NotThere("Invalid length (" + hex.length() + ") for hash type '" + type
                        + "'. Either remove the hash type and simply use '" + hex
                        + "' as the source_hash, or change the "
                        + "hash type to '" + typeOf(hex) + "'");
            }
            return new SourceHash(type, hex);
        }
        String type = typeOf(given);
        if (type != null && given.matches("[0-9a-fA-F]+")) {
            return new SourceHash(type, given.toLowerCase(Locale.ROOT));
        }
        if (!given.startsWith("/") && !given.contains("://")) {
            throw invalid(given);
        }
        Path list =
                files.fetch(given).orElseThrow(() -> new Sources.NotThere("Source hash file " + given + " not found"));
        return inFile(Files.readString(list, StandardCharsets.ISO_8859_1), name, target, source)
                .orElseThrow(() -> invalid(given));
    }

    /** The hash of the line that ends in one of the names; else the only hash there is. */
    private static Optional<SourceHash> inFile(String text, String name, String target, String source) {
        Optional<SourceHash> any = Optional.empty();
        String[] wanted = {name, base(source), base(target)};
        Map<Integer, SourceHash> found = new TreeMap<>();
        for (String line : text.split("\r?\n")) {
            Matcher matcher = HEX.matcher(line);
            while (matcher.find()) {
                String hex = matcher.group().toLowerCase(Locale.ROOT);
                String type = typeOf(hex);
                if (type == null) {
                    continue;
                }
                any = any.isPresent() ? any : Optional.of(new SourceHash(type, hex));
                for (int i = 0; i < wanted.length; i++) {
                    if (!wanted[i].isEmpty()
                            && line.strip().matches("(?s)(.*[\\s/*=(])?" + Pattern.quote(wanted[i]) + "\\)?(\\s.*)?")) {
                        found.putIfAbsent(i, new SourceHash(type, hex));
                    }
                }
            }
        }
        return found.isEmpty() ? any : Optional.of(found.values().iterator().next());
    }

    static String of(Path file, String type) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest =
                    MessageDigest.getInstance(type.equals("md5") ? "MD5" : "SHA-" + type.substring("sha".length()));
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new FunctionError("Invalid hash type '" + type + "'", e);
        }
    }

    private static @Nullable String typeOf(String hex) {
        return LENGTHS.entrySet().stream()
                .filter(entry -> entry.getValue() == hex.length())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Sources.NotThere invalid(String given) {
        return new Sources.NotThere(
                "Source hash " + given + " format is invalid. The supported formats are: 1) a hash, "
                        + "2) an expression in the format <hash_type>=<hash>, or 3) either a path to a local file containing "
                        + "hashes, or a URI of a remote hash file. Supported protocols for remote hash files are: salt, file, "
                        + "http, https, ftp, swift, s3. The hash may also not be of a valid length, the following are supported "
                        + "hash types and lengths: md5 (32), sha1 (40), sha224 (56), sha256 (64), sha384 (96), sha512 (128).");
    }
}
