package dev.brine.engine.master;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.MasterConfig;
import dev.brine.transport.crypto.KeyFormatException;
import dev.brine.transport.crypto.PrivateFile;
import dev.brine.transport.crypto.RsaPrivateKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master's own key pairs, as stock Salt keeps them: {@code master.pem} (0400) and {@code master.pub}; with {@code
 * master_sign_pubkey} also {@code master_sign.pem} and {@code master_sign.pub}.
 *
 * <p>A pair that is missing is made. One that cannot be read stops the start: minions know the master by it, so it is never
 * replaced without the operator.
 */
final class MasterKeyFiles {
    private static final Logger log = LoggerFactory.getLogger(MasterKeyFiles.class);

    private final Path pki;
    private final SecureRandom random;

    MasterKeyFiles(Path pki, SecureRandom random) {
        this.pki = pki;
        this.random = random;
    }

    RsaPrivateKey master(MasterConfig.Auth auth) throws IOException {
        return pair("master", auth.keySize());
    }

    Optional<RsaPrivateKey> signer(MasterConfig.Auth auth) throws IOException {
        return auth.signPubkey() ? Optional.of(pair(auth.signKeyName(), auth.keySize())) : Optional.empty();
    }

    private RsaPrivateKey pair(String name, int bits) throws IOException {
        Path secret = pki.resolve(name + ".pem");
        Path open = pki.resolve(name + ".pub");
        if (!Files.exists(secret)) {
            log.info("making the key pair {} of {} bit", secret, bits);
            RsaPrivateKey.generate(bits, random).save(secret);
            Files.deleteIfExists(open);
        }
        try {
            RsaPrivateKey key = RsaPrivateKey.load(secret);
            if (!Files.exists(open)) {
                byte[] text = (key.publicKey().text() + "\n").getBytes(StandardCharsets.US_ASCII);
                PrivateFile.create(open, text, "rw-r--r--");
            }
            return key;
        } catch (KeyFormatException e) {
            throw new ConfigException(
                    secret + " holds no usable key (" + e.getMessage()
                            + "); restore it from a backup, or remove it to have a new one made that every minion must be told of");
        }
    }
}
