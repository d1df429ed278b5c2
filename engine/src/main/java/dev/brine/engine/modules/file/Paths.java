package dev.brine.engine.modules.file;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Paths as users write them, and what the functions of {@code file} share. */
final class Paths {
    private Paths() {}

    static Path of(String text) {
        return Path.of(
                text.equals("~") || text.startsWith("~/")
                        ? System.getProperty("user.home", "/") + text.substring(1)
                        : text);
    }

    /** A path that must be absolute; {@code message} says so. */
    static Path absolute(String text, String message) {
        Path path = of(text);
        if (!path.isAbsolute()) {
            throw new InvocationError(message);
        }
        return path;
    }

    static byte[] content(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw failed("Failed to read " + path, e);
        }
    }

    /** Where links lead; the path itself when nothing is there. */
    static Path real(String text) {
        Path path = of(text);
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    static FunctionError failed(String what, IOException e) {
        String reason = e instanceof java.nio.file.NoSuchFileException
                ? "No such file or directory"
                : String.valueOf(e.getMessage());
        return new FunctionError(what + ": " + reason, e);
    }

    static void delete(Path file) throws IOException {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(file);
            return;
        }
        Files.walkFileTree(file, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path each, @Nullable IOException problem) throws IOException {
                if (problem != null) {
                    throw problem;
                }
                Files.delete(each);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What a file holds, each byte one character. */
    static String bytes(String path) {
        try {
            return new String(Files.readAllBytes(of(path)), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw failed("cannot read " + path, e);
        }
    }
}
