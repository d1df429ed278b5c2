package dev.brine.engine.pillar;

import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.Glob;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * {@code file_tree}: directories are mappings, files their values; {@code nodegroups/<name>} for the members of a group, over it
 * {@code hosts/<id>} for one minion.
 *
 * <p>Salt 3006: pillar/file_tree.py. A file is text when it is UTF-8 and octets otherwise; its last line end goes unless
 * {@code keep_newline} names it. Templates in the files are not rendered.
 *
 * @param root {@code root_dir}
 * @param followLinks {@code follow_dir_links}
 * @param keepNewline whether the file at this path below {@code hosts/<id>} keeps its last line end
 * @param member whether the minion of a request is in a node group
 */
record FileTreePillar(
        Path root, boolean followLinks, Predicate<String> keepNewline, BiPredicate<PillarSource.Request, String> member)
        implements ExternalPillar {
    private static final int MAX_DEPTH = 64;

    @Override
    public String name() {
        return "file_tree";
    }

    @Override
    public Map<?, ?> of(PillarSource.Request request, Map<String, Object> known) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new IOException("root_dir does not exist or is not a directory");
        }
        Map<String, Object> pillar = new LinkedHashMap<>();
        Path groups = root.resolve("nodegroups");
        if (Files.isDirectory(groups)) {
            for (Path group : sorted(groups).values()) {
                if (Files.isDirectory(group) && member.test(request, String.valueOf(group.getFileName()))) {
                    DictMerge.update(pillar, tree(group, "", 0), DictMerge.Lists.REPLACE);
                }
            }
        }
        Path host = root.resolve("hosts").resolve(request.id());
        if (Files.isDirectory(host)) {
            DictMerge.update(pillar, tree(host, "", 0), DictMerge.Lists.REPLACE);
        }
        return pillar;
    }

    private Map<String, Object> tree(Path directory, String prefix, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException(
                    "the directories are nested deeper than " + MAX_DEPTH + "; do links lead in a circle?");
        }
        Map<String, Object> node = new LinkedHashMap<>();
        for (Map.Entry<String, Path> entry : sorted(directory).entrySet()) {
            String path = prefix.isEmpty() ? entry.getKey() : prefix + "/" + entry.getKey();
            if (Files.isDirectory(entry.getValue(), LinkOption.NOFOLLOW_LINKS)
                    || (followLinks && Files.isDirectory(entry.getValue()))) {
                node.put(entry.getKey(), tree(entry.getValue(), path, depth + 1));
            } else if (Files.isRegularFile(entry.getValue())) {
                node.put(entry.getKey(), content(entry.getValue(), path));
            }
        }
        return node;
    }

    private Object content(Path file, String path) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0 && bytes[bytes.length - 1] == '\n' && !keepNewline.test(path)) {
            bytes = Arrays.copyOf(bytes, bytes.length - 1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return bytes;
        }
    }

    private static Map<String, Path> sorted(Path directory) throws IOException {
        Map<String, Path> entries = new TreeMap<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entry -> entries.put(String.valueOf(entry.getFileName()), entry));
        }
        return entries;
    }

    /** Reads {@code keep_newline}: a truth value, or globs of paths. */
    static Predicate<String> keeping(Object value) {
        if (value instanceof Boolean all) {
            return path -> all;
        }
        if (value instanceof Iterable<?> globs) {
            return path -> {
                for (Object glob : globs) {
                    if (Glob.of(String.valueOf(glob)).test(path)) {
                        return true;
                    }
                }
                return false;
            };
        }
        throw new IllegalArgumentException("keep_newline must be True, False or a list of globs, found " + value);
    }
}
