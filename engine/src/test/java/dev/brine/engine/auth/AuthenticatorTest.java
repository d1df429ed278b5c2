package dev.brine.engine.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticatorTest {
    @TempDir
    Path cache;

    private Authenticator authenticator;

    @BeforeEach
    void write() throws IOException {
        authenticator = new Authenticator(
                RootKeys.write(cache, "salt", List.of("ann", "../../evil", "ops-.*"), new SecureRandom()));
    }

    private String key(String user) throws IOException {
        return Files.readString(cache.resolve("." + user + "_key"));
    }

    @Test
    void masterUsersKeyOpensEverythingForRootSudoersAndTheUnnamed() throws Exception {
        String key = key("salt");

        assertThat(authenticator.identify(Map.of("key", key))).contains(new Requester.Root("salt"));
        for (String user : List.of("root", "salt", "sudo_ann")) {
            assertThat(authenticator.identify(Map.of("key", key, "user", user))).contains(new Requester.Root(user));
        }
    }

    @Test
    void otherUsersNeedTheirOwnKey() throws Exception {
        assertThat(authenticator.identify(Map.of("key", key("ann"), "user", "ann")))
                .contains(new Requester.LocalUser("ann"));
        assertThat(authenticator.identify(Map.of("key", key("salt"), "user", "ann")))
                .isEmpty();
        assertThat(authenticator.identify(Map.of("key", key("ann"), "user", "root")))
                .isEmpty();
        assertThat(authenticator.identify(Map.of("key", key("ann")))).isEmpty();
        assertThat(authenticator.identify(Map.of("key", key("ann"), "user", "bob")))
                .isEmpty();
    }

    @Test
    void namesThatAreNoFileNamesGetNoFile() throws Exception {
        try (var files = Files.list(cache)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(".salt_key", ".ann_key");
        }
    }
}
