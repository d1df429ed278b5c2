package dev.brine.transport.crypto;

import java.util.Optional;

/** Signatures as named in {@code sig_algo}; PKCS#1 v1.5 throughout. Absent on the wire means SHA1. */
public enum SigningAlgorithm {
    PKCS1V15_SHA1("PKCS1v15-SHA1", "SHA1withRSA"),
    PKCS1V15_SHA224("PKCS1v15-SHA224", "SHA224withRSA"),
    PKCS1V15_SHA256("PKCS1v15-SHA256", "SHA256withRSA");

    private final String wireName;
    private final String jcaName;

    SigningAlgorithm(String wireName, String jcaName) {
        this.wireName = wireName;
        this.jcaName = jcaName;
    }

    /** The name in a message. */
    public String wireName() {
        return wireName;
    }

    String jcaName() {
        return jcaName;
    }

    /** The algorithm of that name, empty if we have none. */
    public static Optional<SigningAlgorithm> named(String wireName) {
        for (SigningAlgorithm algorithm : values()) {
            if (algorithm.wireName.equals(wireName)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
