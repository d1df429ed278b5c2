package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.engine.config.MasterConfig;
import dev.brine.transport.crypto.PrivateFile;
import dev.brine.transport.crypto.RsaPrivateKey;
import dev.brine.transport.crypto.SigningAlgorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes key pairs and the signature of the master's public key. */
final class KeyGeneration {

    private final MasterConfig config;
    private final Parsed line;

    KeyGeneration(MasterConfig config, Parsed line) {
        this.config = config;
        this.line = line;
    }

    /** Makes {@code NAME.pem} and {@code NAME.pub}; the fingerprint of the public one. Existing files stay. */
    String pair() throws IOException {
        Path directory = Path.of(line.text("gen_keys_dir"));
        Files.createDirectories(directory);
        return write(directory, line.text("gen_keys"))
                .publicKey()
                .fingerprint(config.files().hashType());
    }

    /** Signs the public key; what happened, in Salt's words. */
    String signature() throws IOException {
        Path pki = config.paths().pki();
        Path pub = line.text("pub").isEmpty() ? pki.resolve("master.pub") : Path.of(line.text("pub"));
        Path priv = line.text("priv").isEmpty()
                ? pki.resolve(config.auth().signKeyName() + ".pem")
                : Path.of(line.text("priv"));
        if (!Files.isRegularFile(pub)) {
            return line.text("pub").isEmpty() ? "No usable public-key found" : "Public-key " + pub + " does not exist";
        }
        if (!Files.isRegularFile(priv)) {
            if (!line.text("priv").isEmpty()) {
                return "Private-key " + priv + " does not exist";
            }
            if (!line.flag("auto_create")) {
                return "No usable private-key found";
            }
            write(pki, config.auth().signKeyName());
        }
        Path directory = line.text("signature_path").isEmpty() ? pki : Path.of(line.text("signature_path"));
        Path file = directory.resolve(name());
        if (Files.exists(file)) {
            return "False";
        }
        byte[] signature = RsaPrivateKey.load(priv).sign(SigningAlgorithm.PKCS1V15_SHA1, Files.readAllBytes(pub));
        Files.write(file, (Base64.getEncoder().encodeToString(signature) + "\n").getBytes(StandardCharsets.US_ASCII));
        return "True";
    }

    private String name() {
        return config.raw()
                .value("master_pubkey_signature")
                .map(Object::toString)
                .orElse("master_pubkey_signature");
    }

    private RsaPrivateKey write(Path directory, String name) throws IOException {
        Path pem = directory.resolve(name + ".pem");
        if (Files.exists(pem)) {
            return RsaPrivateKey.load(pem);
        }
        RsaPrivateKey key = RsaPrivateKey.generate((int) line.integer("keysize"), new SecureRandom());
        key.save(pem);
        PrivateFile.create(
                directory.resolve(name + ".pub"),
                key.publicKey().text().getBytes(StandardCharsets.US_ASCII),
                "rw-r--r--");
        return key;
    }
}
