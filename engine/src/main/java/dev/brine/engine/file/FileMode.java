package dev.brine.engine.file;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Modes as Salt writes them: octal digits, at least four. */
public final class FileMode {
    private FileMode() {}

    /** {@code 644}, {@code "0644"}, {@code "0o644"} as "0644"; null for null. */
    public static @Nullable String normal(@Nullable Object mode) {
        if (mode == null) {
            return null;
        }
        String digits = mode.toString()
                .replace("0o", "0")
                .replaceAll("^\"+|\"+$", "")
                .replaceAll("^'+|'+$", "")
                .replaceAll("^0+", "");
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    /** {@code 0644} as "0644". */
    public static String text(int bits) {
        return String.format(Locale.ROOT, "%04o", bits);
    }

    /** "0644" as {@code 0644}. */
    public static int bits(String mode) {
        return Integer.parseInt(mode, 8);
    }

    /** Whether it is a mode at all. */
    public static boolean valid(String mode) {
        return mode.matches("[0-7]{4,5}");
    }

    /** The mode for the directories above a file: whoever may do something with the file may also enter ("0640" gives "750"). */
    public static String forDirectories(String mode) {
        StringBuilder digits = new StringBuilder();
        for (char digit : mode.substring(Math.max(0, mode.length() - 3)).toCharArray()) {
            digits.append(digit == '0' ? digit : (char) (digit | 1));
        }
        return digits.toString();
    }
}
