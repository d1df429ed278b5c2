package dev.brine.engine.master;

import dev.brine.engine.client.BusJobPublisher;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Tags;
import dev.brine.engine.target.TargetType;
import dev.brine.transport.PublishServer;
import dev.brine.transport.channel.MasterKeys;
import dev.brine.transport.channel.PublishSeal;
import dev.brine.transport.crypto.SigningAlgorithm;
import dev.brine.transport.wire.MinionId;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Seals publications with the AES key in force and sends them; rotates that key.
 *
 * <p>A minion whose key was taken away still holds the old AES key, so the key is replaced before the next publication at the
 * latest. Many keys taken away one after the other so cost one rotation. Safe for many threads: publications leave one at a
 * time, in the order of their serials.
 */
final class Publications implements BusJobPublisher.Wire {
    private static final Logger log = LoggerFactory.getLogger(Publications.class);

    private final MasterSecrets secrets;
    private final PublishServer server;
    private final EventBus bus;
    private final DropFile dropFile;
    private final boolean sign;
    private final boolean filtered;
    private boolean rotationDue;
    private long serial;

    Publications(
            MasterSecrets secrets,
            PublishServer server,
            EventBus bus,
            DropFile dropFile,
            boolean sign,
            boolean filtered) {
        this.secrets = secrets;
        this.server = server;
        this.bus = bus;
        this.dropFile = dropFile;
        this.sign = sign;
        this.filtered = filtered;
    }

    @Override
    public synchronized void send(Map<String, Object> load, List<String> minions, TargetType type) {
        rotateIfDue();
        byte[] payload = payload(load);
        boolean oneByOne = type == TargetType.GLOB || type == TargetType.PCRE || type == TargetType.LIST;
        if (!filtered) {
            server.publish(payload);
        } else if (oneByOne) {
            minions.forEach(id -> server.publish(PublishSeal.topic(new MinionId(id)), payload));
        } else {
            server.publish(PublishSeal.BROADCAST, payload);
        }
    }

    /** Has the key replaced before the next publication, or at the next tick. */
    synchronized void requestRotation() {
        rotationDue = true;
    }

    synchronized void rotateIfDue() {
        if (dropFile.taken() || rotationDue) {
            rotate();
        }
    }

    synchronized void rotate() {
        rotationDue = false;
        secrets.rotate();
        serial = 0;
        log.info("the AES key was replaced; minions sign in again at the next job");
        bus.publish(Tags.KEY_ROTATED, Map.of("rotate_aes_key", true));
    }

    private byte[] payload(Map<String, Object> load) {
        MasterKeys keys = secrets.master();
        serial++;
        return sign
                ? PublishSeal.signed(keys, load, serial, SigningAlgorithm.PKCS1V15_SHA1)
                : PublishSeal.unsigned(keys, load, serial);
    }
}
