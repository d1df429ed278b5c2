package dev.brine.engine.wheel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The master's own key files, which lists of keys show as {@code local}. */
record MasterKeys(Path pki) {
    static final String LOCAL = "local";
    static final String PUBLIC = "master.pub";

    /** The names of the files. */
    List<String> names() throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(pki, "*.{pem,pub}")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return KeyMatch.sorted(names);
    }

    String text(String name) throws IOException {
        return Files.readString(pki.resolve(name), StandardCharsets.ISO_8859_1);
    }
}
