package dev.brine.engine.testing;

import dev.brine.transport.crypto.RsaPrivateKey;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** RSA key pairs by name, made once in a test run: making one takes as long as most tests. */
public final class TestKeys {
    private static final Map<String, RsaPrivateKey> KEYS = new ConcurrentHashMap<>();

    private TestKeys() {}

    public static RsaPrivateKey of(String name) {
        return KEYS.computeIfAbsent(name, any -> RsaPrivateKey.generate(2048, new SecureRandom()));
    }
}
