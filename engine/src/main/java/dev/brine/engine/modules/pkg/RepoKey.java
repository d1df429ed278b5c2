package dev.brine.engine.modules.pkg;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The keys that gpg lists with {@code --with-colons}.
 *
 * <p>A record has its kind at 0; a key (pub, sub) its validity at 1, bits 2, algorithm 3, id 4, dates 5 and 6, what it may do 11; a
 * fingerprint (fpr) and a name (uid) what they say at 9.
 */
final class RepoKey {
    private RepoKey() {}

    /** By id; a key that belongs to another is that one's {@code subkey}. */
    static Map<String, Object> parse(String listing) {
        Map<String, Object> keys = new LinkedHashMap<>();
        Map<String, Object> main = new LinkedHashMap<>();
        Map<String, Object> last = main;
        for (String line : listing.split("\n")) {
            String[] cols = line.strip().split(":", -1);
            switch (cols[0]) {
                case "pub" -> {
                    main = facts(cols);
                    last = main;
                    keys.put(String.valueOf(main.get("keyid")), main);
                }
                case "sub" -> {
                    last = facts(cols);
                    main.put("subkey", last);
                }
                case "fpr" -> last.put("fingerprint", value(cols, 9));
                case "uid" -> {
                    main.put("uid", value(cols, 9));
                    main.put("uid_hash", value(cols, 7));
                }
                default -> {}
            }
        }
        return keys;
    }

    private static Map<String, Object> facts(String[] cols) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("algorithm", value(cols, 3));
        facts.put("bits", value(cols, 2));
        facts.put("capability", value(cols, 11));
        facts.put("date_creation", value(cols, 5));
        facts.put("date_expiration", value(cols, 6));
        facts.put("keyid", cols.length > 4 ? cols[4] : "");
        facts.put("validity", value(cols, 1));
        return facts;
    }

    private static @Nullable Object value(String[] cols, int at) {
        String text = at < cols.length ? cols[at].strip() : "";
        return text.isEmpty() ? null : text.matches("[0-9]{1,18}") ? (Object) Long.valueOf(text) : text;
    }
}
