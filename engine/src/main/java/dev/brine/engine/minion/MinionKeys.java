package dev.brine.engine.minion;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.MinionConfig;
import dev.brine.transport.channel.MinionIdentity;
import dev.brine.transport.channel.SignInSettings;
import dev.brine.transport.crypto.EncryptionAlgorithm;
import dev.brine.transport.crypto.KeyFormatException;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key files of a minion in {@code pki_dir}.
 *
 * <pre>
 * minion.pem         0400  its private key
 * minion.pub         0644  its public key
 * minion_master.pub  0644  the master's public key, exactly as received
 * </pre>
 */
final class MinionKeys {
    private static final Logger log = LoggerFactory.getLogger(MinionKeys.class);
    private static final Set<PosixFilePermission> PUBLIC = PosixFilePermissions.fromString("rw-r--r--");

    private final Path directory;

    MinionKeys(Path directory) {
        this.directory = directory;
    }

    /** The key pair, made when there is none. */
    MinionIdentity identity(String id, int bits, SecureRandom random) throws IOException {
        Path file = directory.resolve("minion.pem");
        RsaPrivateKey key;
        if (Files.exists(file)) {
            key = RsaPrivateKey.load(file);
        } else {
            directories();
            log.info("{}: making the minion's key pair, {} bit", file, bits);
            key = RsaPrivateKey.generate(bits, random);
            key.save(file);
        }
        Path publicFile = directory.resolve("minion.pub");
        if (!Files.exists(publicFile)) {
            writePublic(publicFile, key.publicKey().text());
        }
        return new MinionIdentity(new MinionId(id), key);
    }

    private void directories() throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** The master's key as stored; empty before the first contact. */
    Optional<RsaPublicKey> master() throws IOException {
        Path file = masterFile();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(RsaPublicKey.parse(Files.readString(file)));
        } catch (KeyFormatException e) {
            throw new IOException(
                    file + ": no public key (" + e.getMessage() + "); remove the file to trust the master's key anew");
        }
    }

    /** Keeps the master's key. */
    void trust(RsaPublicKey master) throws IOException {
        directories();
        writePublic(masterFile(), master.text());
    }

    Path masterFile() {
        return directory.resolve("minion_master.pub");
    }

    /** Salt 3006: {@code verify_master_pubkey_sign} and {@code master_sign_key_name}; the file is put there by hand. */
    @Nullable
    RsaPublicKey signer(MinionConfig.Session session) {
        if (!session.verifyMasterPubkeySign()) {
            return null;
        }
        Path file = directory.resolve(session.masterSignKeyName() + ".pub");
        try {
            return RsaPublicKey.parse(Files.readString(file));
        } catch (IOException | KeyFormatException e) {
            throw new ConfigException(
                    file + ": cannot read the master's signing key, which verify_master_pubkey_sign needs: " + e);
        }
    }

    /** How to sign in, from the configuration. */
    SignInSettings settings(MinionConfig config, Map<String, Object> grains) {
        MinionConfig.Session session = config.session();
        EncryptionAlgorithm encryption = EncryptionAlgorithm.named(session.encryptionAlgorithm())
                .orElseThrow(() -> unknown(config, "encryption_algorithm", session.encryptionAlgorithm()));
        SigningAlgorithm signing = SigningAlgorithm.named(session.signingAlgorithm())
                .orElseThrow(() -> unknown(config, "signing_algorithm", session.signingAlgorithm()));
        Map<String, @Nullable Object> autosign = new LinkedHashMap<>();
        for (String grain : session.autosignGrains()) {
            autosign.put(grain, grains.get(grain));
        }
        return new SignInSettings(
                encryption,
                signing,
                session.masterFinger().isEmpty() ? null : session.masterFinger(),
                session.hashType(),
                signer(session),
                session.openMode() ? SignInSettings.Trust.ANY_KEY : SignInSettings.Trust.STORED_KEY,
                autosign);
    }

    private static ConfigException unknown(MinionConfig config, String option, String value) {
        return new ConfigException(config.raw().place(option) + ": " + option + " " + value + " is unknown");
    }

    private void writePublic(Path file, String text) throws IOException {
        Path part = directory.resolve("." + file.getFileName());
        Files.writeString(part, text);
        Files.setPosixFilePermissions(part, PUBLIC);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
