package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import java.io.ByteArrayOutputStream;
import java.util.Base64;

/** Python's {@code b64decode}: characters outside the alphabet are skipped, padding must be there. */
final class Base64Text {

    private Base64Text() {}

    static byte[] decode(byte[] text) {
        ByteArrayOutputStream clean = new ByteArrayOutputStream();
        int padding = 0;
        for (byte b : text) {
            boolean letter =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '+' || b == '/';
            if (b == '=') {
                padding++;
                if (clean.size() % 4 >= 2 && clean.size() % 4 + padding >= 4) {
                    break;
                }
            } else if (letter) {
                padding = 0;
                clean.write(b);
            }
        }
        int rest = clean.size() % 4;
        if (rest == 1) {
            throw PyError.of(
                    "Error",
                    "Invalid base64-encoded string: number of data characters (" + clean.size()
                            + ") cannot be 1 more than a multiple of 4");
        }
        if (rest != 0 && rest + padding < 4) {
            throw PyError.of("Error", "Incorrect padding");
        }
        return Base64.getDecoder().decode(clean.toByteArray());
    }
}
