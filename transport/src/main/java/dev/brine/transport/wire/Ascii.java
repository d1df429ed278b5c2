package dev.brine.transport.wire;

/** Character classes that do not depend on Unicode tables. */
final class Ascii {
    private Ascii() {}

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isLowerHex(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f');
    }

    static boolean isAlphanumeric(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean allLowerHex(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isLowerHex(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
