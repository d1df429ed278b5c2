package dev.brine.engine.wheel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Functions;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.EventJournal;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.engine.testing.TestKeys;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyWheelTest {
    private static final RsaPublicKey KEY = TestKeys.of("mine").publicKey();

    @TempDir
    Path pki;

    private final List<String> fired = new ArrayList<>();
    private KeyStore keys;
    private Invoker wheel;

    @BeforeEach
    void open() throws IOException {
        keys = new KeyStore(pki, Clock.systemUTC());
        EventBus bus = new EventBus(Clock.systemUTC(), EventJournal.none());
        bus.tap(event -> fired.add(
                event.tag() + " " + event.data().get("act") + " " + event.data().get("id")));
        FunctionTable table = new Functions(new Catalog() {
            @Override
            public Set<String> modules() {
                return Set.of("key");
            }

            @Override
            public Object create(String module) {
                return KeyWheel.of(keys, bus, pki, "sha256", new SecureRandom());
            }
        });
        wheel = new Invoker(table);
        Files.writeString(pki.resolve("master.pub"), KEY.text() + "\n");
        for (String id : List.of("web1", "web2", "Db1")) {
            keys.add(new MinionId(id), KeyState.PENDING, KEY);
        }
    }

    private Object call(String fun, Map<String, Object> kwargs) {
        Outcome outcome = wheel.invoke(List.of(), kwargs, Call.local(fun, wheel));
        assertThat(outcome.success()).as("%s", outcome.value()).isTrue();
        return outcome.value();
    }

    @Test
    void acceptingAGlobMovesKeysAndFiresOneEventEach() {
        Object now = call("key.accept", Map.of("match", "web*"));

        assertThat(now).isEqualTo(Map.of("minions", List.of("web1", "web2")));
        assertThat(fired).containsExactly("salt/key accept web1", "salt/key accept web2");
        assertThat(call("key.list", Map.of("match", "pre"))).isEqualTo(Map.of("minions_pre", List.of("Db1")));
    }

    @Test
    void acceptingAnAcceptedKeyFiresNothing() {
        call("key.accept", Map.of("match", "web1"));
        fired.clear();

        assertThat(call("key.accept", Map.of("match", "web1"))).isEqualTo(Map.of("minions", List.of("web1")));
        assertThat(fired).isEmpty();
    }

    @Test
    void listAllNamesEveryStateAndTheMastersFiles() {
        assertThat(call("key.list_all", Map.of()))
                .isEqualTo(Map.of(
                        "minions", List.of(),
                        "minions_pre", List.of("Db1", "web1", "web2"),
                        "minions_rejected", List.of(),
                        "minions_denied", List.of(),
                        "local", List.of("master.pub")));
    }

    @Test
    void rejectedKeyIsTakenOnlyWhenAskedFor() {
        call("key.reject", Map.of("match", "web1"));
        assertThat(call("key.accept", Map.of("match", "web1"))).isEqualTo(Map.of("minions_rejected", List.of("web1")));

        assertThat(call("key.accept", Map.of("match", "web1", "include_rejected", true)))
                .isEqualTo(Map.of("minions", List.of("web1")));
    }

    @Test
    void namedKeysAreDecidedOnByState() {
        assertThat(call("key.accept_dict", Map.of("match", Map.of("minions_pre", List.of("web1", "nobody")))))
                .isEqualTo(Map.of("minions", List.of("web1")));
        assertThat(call(
                        "key.reject_dict",
                        Map.of("match", Map.of("minions", List.of("web1")), "include_accepted", true)))
                .isEqualTo(Map.of("minions_rejected", List.of("web1")));
        assertThat(call("key.delete_dict", Map.of("match", Map.of("minions_rejected", List.of("web1")))))
                .isEqualTo(Map.of());
        assertThat(fired).containsExactly("salt/key accept web1", "salt/key reject web1", "salt/key delete web1");
    }

    @Test
    void deletingTakesKeysOfAnyState() {
        call("key.accept", Map.of("match", "web1"));

        assertThat(call("key.delete", Map.of("match", "web1,Db1"))).isEqualTo(Map.of());
        assertThat(call("key.list_all", Map.of()))
                .asString()
                .doesNotContain("web1")
                .contains("web2");
    }

    @Test
    void pathsInDictsTouchNothing() throws Exception {
        Path victim = Files.writeString(pki.resolve("victim"), "stay");

        call(
                "key.delete_dict",
                Map.of("match", Map.of("minions", List.of("../victim", "/etc/x"), "..", List.of("victim"))));
        call("key.accept_dict", Map.of("match", Map.of("minions_pre", List.of("../victim"))));

        assertThat(victim).hasContent("stay");
        assertThat(fired).isEmpty();
    }

    @Test
    void fingerprintsAndTextsAreShownByState() {
        String finger = KEY.fingerprint("sha256");

        assertThat(call("key.finger", Map.of("match", "web1")))
                .isEqualTo(Map.of("minions_pre", Map.of("web1", finger)));
        assertThat(call("key.finger_master", Map.of())).isEqualTo(Map.of("local", Map.of("master.pub", finger)));
        assertThat(call("key.key_str", Map.of("match", "web1")))
                .isEqualTo(Map.of("minions_pre", Map.of("web1", KEY.text())));
    }

    @Test
    void madeKeyIsAcceptedAtOnce() throws Exception {
        Map<?, ?> made = (Map<?, ?>) call("key.gen_accept", Map.of("id_", "new1"));

        RsaPublicKey stored = keys.accepted(new MinionId("new1")).orElseThrow();
        assertThat(made.get("pub")).isEqualTo(stored.text());
        assertThat(made.get("priv")).asString().startsWith("-----BEGIN RSA PRIVATE KEY-----");
        assertThat(call("key.gen_accept", Map.of("id_", "new1"))).isEqualTo(Map.of());
    }
}
