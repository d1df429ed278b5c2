package dev.brine.transport.wire;

/**
 * The strict UTF-8 test: no overlong forms, no surrogates, nothing above U+10FFFF, nothing cut.
 *
 * <pre>
 * 00..7F | C2..DF 80..BF | E0..EF xx 80..BF | F0..F4 xx 80..BF 80..BF
 * xx = 80..BF, but A0.. after E0, ..9F after ED, 90.. after F0, ..8F after F4
 * </pre>
 */
final class Utf8 {
    private Utf8() {}

    static boolean isValid(byte[] in, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = in[at++] & 0xff;
            if (lead < 0x80) {
                continue;
            }
            int follow = followers(lead);
            if (follow == 0 || to - at < follow || !isSecond(lead, in[at] & 0xff)) {
                return false;
            }
            for (int i = 1; i < follow; i++) {
                if ((in[at + i] & 0xc0) != 0x80) {
                    return false;
                }
            }
            at += follow;
        }
        return true;
    }

    private static int followers(int lead) {
        if (lead >= 0xc2 && lead <= 0xdf) {
            return 1;
        } else if (lead >= 0xe0 && lead <= 0xef) {
            return 2;
        }
        return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
    }

    private static boolean isSecond(int lead, int second) {
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        return second >= low && second <= high;
    }
}
