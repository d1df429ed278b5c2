package dev.brine.engine.modules.account;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.modules.host.Host;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The modules about accounts. */
public final class AccountModules implements Catalog {
    private final AccountParts parts;

    public AccountModules(Host host) {
        this.parts = new AccountParts(host);
    }

    @Override
    public Set<String> modules() {
        return Set.of("user", "group", "shadow", "ssh");
    }

    @Override
    public @Nullable Object create(String module) {
        return switch (module) {
            case "user" -> List.of(new UserModule(parts), new UserChanges(parts));
            case "group" -> new GroupModule(parts);
            case "shadow" -> new ShadowModule(parts);
            case "ssh" -> List.of(new SshModule(parts), new KnownHostsModule(parts), new KeyFilesModule(parts));
            default -> null;
        };
    }
}
