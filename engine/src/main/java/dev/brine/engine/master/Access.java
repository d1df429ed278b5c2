package dev.brine.engine.master;

import dev.brine.engine.auth.Authenticator;
import dev.brine.engine.auth.ExternalAuth;
import dev.brine.engine.auth.JobTickets;
import dev.brine.engine.auth.PublisherAcl;
import dev.brine.engine.auth.RootKeys;
import dev.brine.engine.auth.TokenStore;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.Options;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may give the master orders, as its options say it. */
record Access(PublisherAcl acl, ExternalAuth external, TokenStore tokens, RootKeys rootKeys, JobTickets tickets) {
    private static final Logger log = LoggerFactory.getLogger(Access.class);

    /** Reads the options and writes the key files. */
    static Access open(MasterConfig config, Clock clock, SecureRandom random) throws IOException {
        PublisherAcl acl = new PublisherAcl(config.raw());
        Duration tokenLife = new Options(config.raw()).seconds("token_expire", 43_200);
        return new Access(
                acl,
                new ExternalAuth(config.raw(), System::nanoTime),
                new TokenStore(config.paths().cache().resolve("tokens"), tokenLife, clock, random),
                RootKeys.write(config.paths().cache(), config.user(), acl.users(), random),
                new JobTickets(random));
    }

    /**
     * Warns of {@code open_mode}, which any peer may use to take any minion's place.
     *
     * @throws ConfigException when others than this host could, and nobody said that they may
     */
    static void checkOpenMode(MasterConfig config) {
        if (!config.auth().openMode()) {
            return;
        }
        String address = config.network().address();
        if (!isLoopback(address) && !new Options(config.raw()).bool("open_mode_public", false)) {
            throw new ConfigException(
                    "open_mode is on, and " + address
                            + " can be reached from other hosts: anybody there could take the place of any minion. Take open_mode out,"
                            + " set 'interface: 127.0.0.1', or, in a network where everybody is trusted, 'open_mode_public: True'");
        }
        log.warn(
                "open_mode is on: whoever reaches port {} of {} is a minion of this master",
                config.network().retPort(),
                address);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    Authenticator authenticator() {
        return new Authenticator(rootKeys, acl, external, tokens);
    }

    /** Whether accounts of this host have key files of their own. */
    static boolean namesAccounts(MasterConfig config) {
        return config.raw().value("publisher_acl").orElse(null) instanceof Map<?, ?> users && !users.isEmpty();
    }

    /** Whether anybody but the master's own account may do something. */
    static boolean isShared(MasterConfig config) {
        return config.raw().value("publisher_acl").isPresent()
                || config.raw().value("external_auth").isPresent();
    }
}
