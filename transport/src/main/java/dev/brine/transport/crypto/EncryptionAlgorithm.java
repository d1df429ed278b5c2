package dev.brine.transport.crypto;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Optional;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/** RSA encryption as named in {@code enc_algo}: OAEP, MGF1 with the same hash, empty label. Absent means SHA1. */
public enum EncryptionAlgorithm {
    OAEP_SHA1("OAEP-SHA1", "SHA-1"),
    OAEP_SHA224("OAEP-SHA224", "SHA-224");

    private final String wireName;
    private final String hash;

    EncryptionAlgorithm(String wireName, String hash) {
        this.wireName = wireName;
        this.hash = hash;
    }

    /** The name in a message. */
    public String wireName() {
        return wireName;
    }

    AlgorithmParameterSpec parameters() {
        return new OAEPParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT);
    }

    /** The algorithm of that name, empty if we have none. */
    public static Optional<EncryptionAlgorithm> named(String wireName) {
        for (EncryptionAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(wireName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
