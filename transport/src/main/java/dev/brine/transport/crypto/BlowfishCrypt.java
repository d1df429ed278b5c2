package dev.brine.transport.crypto;

import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/** The hash of passwords that begins with {@code $2b$}, which Java itself does not have. */
public final class BlowfishCrypt {
    private BlowfishCrypt() {}

    /**
     * The whole text, with its mark, the cost and the salt.
     *
     * @param password at most 72 bytes
     * @param salt 16 bytes
     * @param cost 4 to 31; each step doubles the work
     */
    public static String hash(byte[] password, byte[] salt, int cost) {
        return OpenBSDBCrypt.generate("2b", password, salt, cost);
    }
}
