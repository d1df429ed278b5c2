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
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A hash that a source must have.
 *
 * @param type Salt's name of the algorithm ("sha256")
 * @param hex lower case
 */
record SourceHash(String type, String hex) {
    /** Length in hex digits by type, in the order in which Salt names them. */
    private static final Map<String, Integer> LENGTHS = new LinkedHashMap<>();

    static {
        LENGTHS.put("sha512", 128);
        LENGTHS.put("sha384", 96);
        LENGTHS.put("sha256", 64);
        LENGTHS.put("sha224", 56);
        LENGTHS.put("sha1", 40);
        LENGTHS.put("md5", 32);
    }

    private static final Pattern REMOTE = Pattern.compile("(salt|file|https?|ftp|swift|s3):.*");
    private static final Pattern FOREIGN = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

    /** Gets a file that lists hashes. */
    interface HashFiles {
        Optional<Path> fetch(String source) throws IOException, Sources.NotThere;
    }

    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("hsum", hex);
        shown.put("hash_type", type);
        return shown;
    }

    /**
     * Reads {@code source_hash}: a hash, {@code type=hash}, or the name of a file with hashes in it.
     *
     * @param name {@code source_hash_name}: which line of the file; empty to go by the names of target and source
     */
    static SourceHash find(String given, String name, String target, String source, HashFiles files)
            throws IOException, Sources.NotThere {
        if (given.startsWith("/") || REMOTE.matcher(given).matches()) {
            Path list = files.fetch(given)
                    .orElseThrow(() -> new Sources.NotThere("Source hash file " + given + " not found"));
            SourceHash found = inFile(list, "", target, source, name).orElseThrow(() -> invalid(given));
            return new SourceHash(found.type(), found.hex().toLowerCase(Locale.ROOT));
        }
        int equals = given.indexOf('=');
        if (FOREIGN.matcher(given).matches() || (equals < 0 && !given.matches("[0-9a-fA-F]+"))) {
            throw invalid(given);
        }
        String hex = given.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
        String byLength = typeOf(hex.length());
        String type = equals < 0 ? byLength : given.substring(0, equals).strip();
        if (type != null && !LENGTHS.containsKey(type)) {
            throw new Sources.NotThere("Invalid hash type '" + type + "'. Supported hash types are: "
                    + String.join(", ", LENGTHS.keySet()) + ". Either remove the hash type and simply use '" + hex
                    + "' as the source_hash, or change the hash type to a supported type.");
        }
        if (type == null || byLength == null) {
            throw invalid(given);
        }
        if (!type.equals(byLength)) {
            throw new Sources.NotThere("Invalid length (" + hex.length() + ") for hash type '" + type
                    + "'. Either remove the hash type and simply use '" + hex
                    + "' as the source_hash, or change the hash type to '" + byLength + "'");
        }
        return new SourceHash(type, hex);
    }

    /**
     * Looks for a hash in a file, as it stands there: in the first line that ends in, or begins with, one of the names; else the
     * first there is.
     *
     * <p>Salt 3006: modules/file.py {@code extract_hash}.
     *
     * @param type only hashes of this type; any when Salt knows no such type
     * @param name {@code source_hash_name}; it counts before the target's and the source's own names
     */
    static Optional<SourceHash> inFile(Path list, String type, String target, String source, String name)
            throws IOException {
        Integer length = LENGTHS.get(type);
        Pattern hash = Pattern.compile(
                "(?i)(?<![a-z0-9])([a-f0-9]{" + (length == null ? "32,128" : length.toString()) + "})(?![a-z0-9])");
        SourceHash any = null;
        SourceHash[] found = new SourceHash[3];
        for (String text : Files.readString(list, StandardCharsets.ISO_8859_1).split("\r?\n")) {
            String line = text.strip();
            Matcher matcher = hash.matcher(line);
            String known = matcher.find() ? typeOf(matcher.group(1).length()) : null;
            if (known == null) {
                continue;
            }
            SourceHash here = new SourceHash(known, matcher.group(1));
            any = any == null ? here : any;
            boolean[] fits = {
                names(line, name, name, ""),
                names(line, base(target), target, "\\/*"),
                names(line, base(SourceFile.of(source).path()), source, "\\/*")
            };
            for (int i = 0; i < fits.length; i++) {
                found[i] = fits[i] && found[i] == null ? here : found[i];
            }
        }
        return Stream.of(found[0], found[1], found[2], any)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Whether a line ends in a name, with white space or one of {@code marks} before it, or begins with the whole of it. */
    private static boolean names(String line, String end, String whole, String marks) {
        if (whole.isEmpty()) {
            return false;
        }
        int before = line.length() - end.length() - 1;
        if (line.endsWith(end)) {
            return before >= 0
                    && (Character.isWhitespace(line.charAt(before)) || marks.indexOf(line.charAt(before)) >= 0);
        }
        return line.startsWith(whole) && line.substring(whole.length()).matches("(?s)\\s.*");
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

    private static @Nullable String typeOf(int length) {
        return LENGTHS.entrySet().stream()
                .filter(entry -> entry.getValue() == length)
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
