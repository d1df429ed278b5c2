package dev.brine.engine.grains;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a host, below a root that is {@code /} outside of tests. What cannot be read counts as missing. */
record HostFiles(Path root) {

    /** The whole content; empty when there is no such file. */
    String text(String path) {
        try {
            return new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    /** The whole content, a character for each octet. */
    String octets(String path) {
        try {
            return new String(Files.readAllBytes(root.resolve(path)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    List<String> lines(String path) {
        return text(path).lines().toList();
    }

    boolean exists(String path) {
        return Files.exists(root.resolve(path));
    }

    /** Names of the entries of a directory, sorted. */
    List<String> names(String path) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(root.resolve(path))) {
            stream.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (IOException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    Path path(String path) {
        return root.resolve(path);
    }

    /** A file of {@code NAME="value"} lines. */
    Map<String, String> assignments(String path) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : lines(path)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return values;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1).replace("\\\"", "\"") : value;
    }
}
