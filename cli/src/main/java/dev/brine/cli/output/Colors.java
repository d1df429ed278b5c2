package dev.brine.cli.output;

/**
 * The escape sequences of Salt's colours, or empty strings when colour is off.
 *
 * <p>Salt 3006: every sequence starts with a reset ({@code 0;}); light colours are bold ones.
 */
record Colors(
        String red,
        String lightRed,
        String green,
        String lightGreen,
        String yellow,
        String lightYellow,
        String blue,
        String lightBlue,
        String magenta,
        String lightMagenta,
        String cyan,
        String darkGray,
        String lightGray,
        String white,
        String end) {

    private static final Colors ON = new Colors(
            plain(31),
            bold(31),
            plain(32),
            bold(32),
            plain(33),
            bold(33),
            plain(34),
            bold(34),
            plain(35),
            bold(35),
            plain(36),
            bold(30),
            plain(37),
            bold(37),
            "\u001b[0;0m");

    private static final Colors OFF = new Colors("", "", "", "", "", "", "", "", "", "", "", "", "", "", "");

    static Colors when(boolean color) {
        return color ? ON : OFF;
    }

    private static String plain(int code) {
        return "\u001b[0;" + code + "m";
    }

    private static String bold(int code) {
        return "\u001b[0;1;" + code + "m";
    }
}
