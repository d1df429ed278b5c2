package dev.brine.engine.modules.self;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.transport.crypto.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** {@code key}: fingerprints of the minion's and the master's keys. */
@Module("key")
public final class KeyModule {
    private final ModuleParts parts;

    public KeyModule(ModuleParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return the fingerprint of the minion's public key.

            hash_type: the hash, by default that of the option hash_type
            """)
    public String finger(@Arg(dflt = "None") @Nullable String hashType) {
        return of("minion.pub", hashType);
    }

    @Fn(doc = """
            Return the fingerprint of the master's public key, as this minion has it.

            hash_type: the hash, by default that of the option hash_type
            """)
    public String fingerMaster(@Arg(dflt = "None") @Nullable String hashType) {
        return of("minion_master.pub", hashType);
    }

    private String of(String name, @Nullable String hashType) {
        Path file = parts.minion().config().paths().pki().resolve(name);
        String type = hashType == null ? parts.minion().config().session().hashType() : hashType;
        try {
            return Fingerprint.of(Files.readString(file), type);
        } catch (IOException e) {
            throw new FunctionError(file + ": cannot read it: " + e.getMessage(), e);
        }
    }
}
