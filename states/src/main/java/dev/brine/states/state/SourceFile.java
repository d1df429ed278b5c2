package dev.brine.states.state;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A {@code source} as users write it.
 *
 * @param text as written
 * @param kind where it lies
 * @param path below the roots for {@code salt://}, a full path for a local file, else the whole address
 * @param saltenv from {@code ?saltenv=}; null when the state's own counts
 */
record SourceFile(
        String text, Kind kind, String path, @Nullable String saltenv) {

    enum Kind {
        SALT,
        LOCAL,
        REMOTE
    }

    static SourceFile of(String text) {
        if (text.startsWith("salt://")) {
            String rest = text.substring("salt://".length());
            // Salt 3006: a | as the first character means that the rest is to be taken literally
            if (rest.startsWith("|")) {
                return new SourceFile(text, Kind.SALT, rest.substring(1), null);
            }
            int mark = rest.indexOf('?');
            String query = mark < 0 ? "" : rest.substring(mark + 1);
            String saltenv = query.startsWith("saltenv=")
                    ? URLDecoder.decode(query.substring("saltenv=".length()), StandardCharsets.UTF_8)
                    : null;
            return new SourceFile(text, Kind.SALT, mark < 0 ? rest : rest.substring(0, mark), saltenv);
        }
        if (text.startsWith("file://")) {
            return new SourceFile(text, Kind.LOCAL, URI.create(text).getPath(), null);
        }
        return new SourceFile(
                text, text.matches("(?i)(https?|ftp|s3|swift)://.*") ? Kind.REMOTE : Kind.LOCAL, text, null);
    }
}
