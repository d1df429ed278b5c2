package dev.brine.transport.crypto;

import java.util.Arrays;

/** The little of ASN.1 DER that moves an RSA key between PKCS#1 and the wrappings the JDK knows. */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int SEQUENCE = 0x30;

    /** {@code SEQUENCE { OID 1.2.840.113549.1.1.1, NULL }}: RSA. */
    private static final byte[] RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };

    private static final byte[] VERSION_0 = {INTEGER, 1, 0};

    private Der() {}

    /** PKCS#1 private key to PKCS#8. */
    static byte[] privateToPkcs8(byte[] pkcs1) {
        return tagged(SEQUENCE, VERSION_0, RSA, tagged(OCTET_STRING, pkcs1));
    }

    /** PKCS#1 public key to SubjectPublicKeyInfo. */
    static byte[] publicToSpki(byte[] pkcs1) {
        return tagged(SEQUENCE, RSA, tagged(BIT_STRING, new byte[1], pkcs1));
    }

    /** The PKCS#1 private key inside a PKCS#8 that the JDK has written. */
    static byte[] pkcs8ToPrivate(byte[] pkcs8) {
        int at = content(pkcs8, 0, SEQUENCE);
        at = end(pkcs8, at, INTEGER);
        at = end(pkcs8, at, SEQUENCE);
        return Arrays.copyOfRange(pkcs8, content(pkcs8, at, OCTET_STRING), end(pkcs8, at, OCTET_STRING));
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] head = head(tag, length);
        byte[] out = Arrays.copyOf(head, head.length + length);
        int at = head.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, out, at, part.length);
            at += part.length;
        }
        return out;
    }

    private static byte[] head(int tag, int length) {
        if (length < 0x80) {
            return new byte[] {(byte) tag, (byte) length};
        } else if (length <= 0xff) {
            return new byte[] {(byte) tag, (byte) 0x81, (byte) length};
        } else if (length <= 0xffff) {
            return new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        }
        return new byte[] {(byte) tag, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
    }

    /** Where the content of the element at {@code at} begins. */
    private static int content(byte[] der, int at, int tag) {
        if (at + 2 > der.length || (der[at] & 0xff) != tag) {
            throw new KeyFormatException("the key's DER is not as expected at byte " + at);
        }
        int first = der[at + 1] & 0xff;
        return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
    }

    /** Where the element at {@code at} ends. */
    private static int end(byte[] der, int at, int tag) {
        int content = content(der, at, tag);
        int length = 0;
        if (content == at + 2) {
            length = der[at + 1] & 0xff;
        } else if (content > at + 6 || content > der.length) {
            throw new KeyFormatException("the key's DER has a bad length at byte " + at);
        } else {
            for (int i = at + 2; i < content; i++) {
                length = (length << 8) | (der[i] & 0xff);
            }
        }
        if (length < 0 || length > der.length - content) {
            throw new KeyFormatException("the key's DER is cut at byte " + at);
        }
        return content + length;
    }
}
