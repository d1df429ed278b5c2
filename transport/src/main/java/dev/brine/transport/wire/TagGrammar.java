package dev.brine.transport.wire;

/**
 * Which event tags may come in from outside: 1 to 256 printable ASCII characters without space, in segments
 * separated by {@code /}, none of them empty, {@code .} or {@code ..}.
 *
 * <p>So a tag can neither end early in an {@link EventPacket} nor look like another one after joining or cleaning.
 */
public final class TagGrammar {
    /** Longest tag, in characters. */
    public static final int MAX_LENGTH = 256;

    private TagGrammar() {}

    /** Whether the tag is allowed. */
    public static boolean isValid(String tag) {
        int length = tag.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        int segment = 0;
        for (int i = 0; i <= length; i++) {
            if (i == length || tag.charAt(i) == '/') {
                if (isBadSegment(tag, segment, i)) {
                    return false;
                }
                segment = i + 1;
            } else if (tag.charAt(i) <= ' ' || tag.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the tag.
     *
     * @throws DecodeException if it is not allowed
     */
    public static String check(String tag) {
        if (!isValid(tag)) {
            throw new DecodeException("not an event tag: " + tag.length()
                    + " characters; wanted 1 to 256 of printable ASCII, no empty, '.' or '..' segment");
        }
        return tag;
    }

    private static boolean isBadSegment(String tag, int from, int to) {
        int length = to - from;
        return length == 0
                || (tag.charAt(from) == '.' && (length == 1 || (length == 2 && tag.charAt(from + 1) == '.')));
    }
}
