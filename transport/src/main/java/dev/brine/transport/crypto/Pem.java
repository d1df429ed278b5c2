package dev.brine.transport.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** One PEM block: its label and what it holds. */
@SuppressWarnings("ArrayRecordComponent")
record Pem(String label, byte[] content) {
    /** The longest text we look at; an RSA key of 8192 bit takes less than half. */
    private static final int MAX_TEXT = 16 * 1024;

    private static final String DASHES = "-----";
    private static final int COLUMNS = 64;

    /** Reads the only block of a text; line ends may be CRLF, white space around it is ignored. */
    static Pem parse(String text) {
        if (text.length() > MAX_TEXT) {
            throw new KeyFormatException(
                    "a key text of " + text.length() + " characters is over the limit of " + MAX_TEXT);
        }
        String trimmed = text.strip();
        String begin = DASHES + "BEGIN ";
        int labelEnd = trimmed.indexOf(DASHES, begin.length());
        if (!trimmed.startsWith(begin) || labelEnd < 0) {
            throw new KeyFormatException("not PEM: no BEGIN line");
        }
        String label = trimmed.substring(begin.length(), labelEnd);
        String end = DASHES + "END " + label + DASHES;
        int bodyStart = labelEnd + DASHES.length();
        if (trimmed.length() < bodyStart + end.length() || !trimmed.endsWith(end)) {
            throw new KeyFormatException("not PEM: no END line for the BEGIN line");
        }
        return new Pem(label, decode(trimmed.substring(bodyStart, trimmed.length() - end.length())));
    }

    private static byte[] decode(String body) {
        if (body.contains(":")) {
            throw new KeyFormatException(
                    "the key is encrypted with a passphrase; write it without one, e.g. openssl rsa");
        }
        try {
            return Base64.getDecoder().decode(body.replaceAll("[\r\n \t]", ""));
        } catch (IllegalArgumentException e) {
            throw new KeyFormatException("not PEM: the lines between BEGIN and END are not base64");
        }
    }

    /** The text in lines of 64 columns, LF between them, none at the end. */
    String text() {
        byte[] lineEnd = {'\n'};
        String body = new String(Base64.getMimeEncoder(COLUMNS, lineEnd).encode(content), StandardCharsets.US_ASCII);
        return DASHES + "BEGIN " + label + DASHES + "\n" + body + "\n" + DASHES + "END " + label + DASHES;
    }
}
