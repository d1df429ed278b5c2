package dev.brine.transport.channel;

import dev.brine.transport.channel.Request.AesRequest;
import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.channel.Request.BadRequest;
import dev.brine.transport.channel.Request.ClearRequest;
import dev.brine.transport.wire.Codec;
import dev.brine.transport.wire.DecodeException;
import dev.brine.transport.wire.DecodeLimits;
import dev.brine.transport.wire.Envelope;
import dev.brine.transport.wire.MinionId;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The master's side of the request port: one frame in, one sealed {@link Request}; one {@link Reply} in, one frame.
 *
 * <p>The checks and their answers follow Salt 3006, {@code salt/channel/server.py}, in this order: msgpack, envelope, version,
 * seal, load, id; for encrypted requests of version 3 then nonce, time, ids, {@code tok}, replay. Stricter than Salt: the form of
 * nonce and id, {@code ts} also in the future, replay. Whatever comes in, {@link #open} returns; it never throws.
 *
 * <p>Any thread.
 */
public final class ServerChannel {
    /** An envelope is one level deep with six fields; enough to tell a long encrypted frame from a long clear one. */
    private static final int ENVELOPE_DEPTH = 2;

    private static final int ENVELOPE_ELEMENTS = 64;

    private final ServerSettings settings;
    private final AesReader aesReader;
    private final ReplyWriter replies;
    private final AuthReader authReader;

    public ServerChannel(ServerKeys keys, ServerSettings settings, Clock clock, SecureRandom random) {
        this.settings = settings;
        this.aesReader = new AesReader(keys, settings, clock);
        this.replies = new ReplyWriter(keys, random);
        this.authReader = new AuthReader(replies);
    }

    /** Reads one request. */
    public Request open(byte[] frame) {
        Object decoded;
        try {
            decoded = outer(frame);
        } catch (DecodeException e) {
            return new BadRequest(Refusal.UNDECODABLE, null, Answers.undecodable());
        }
        Envelope envelope;
        try {
            envelope = Envelope.of(decoded);
        } catch (DecodeException e) {
            return badLoad(Refusal.ENVELOPE, null);
        }
        if (envelope.version() < settings.minimumAuthVersion()) {
            return badLoad(Refusal.VERSION, null);
        }
        if (envelope instanceof Envelope.Clear clear) {
            return frame.length > settings.clear().maxBytes() ? badLoad(Refusal.CLEAR_TOO_LONG, null) : open(clear);
        }
        return aesReader.open((Envelope.Encrypted) envelope);
    }

    /**
     * Makes the bytes of a reply.
     *
     * @throws IllegalArgumentException if the kind of reply does not belong to the kind of request, or a value is not plain;
     *     {@link Reply.Failure} always works
     */
    public byte[] seal(Request request, Reply reply) {
        if (request instanceof ClearRequest) {
            return replies.clear(reply);
        } else if (request instanceof AuthRequest auth) {
            return replies.auth(auth, reply);
        } else if (request instanceof AesRequest aes) {
            return replies.aes(aes, reply);
        }
        return ((BadRequest) request).reply();
    }

    /** Drops what is remembered of a minion whose key is gone. */
    public void forget(MinionId minion) {
        aesReader.forget(minion);
    }

    private @Nullable Object outer(byte[] frame) {
        DecodeLimits limits = frame.length <= settings.clear().maxBytes()
                ? settings.clear()
                : new DecodeLimits(settings.frame().maxBytes(), ENVELOPE_DEPTH, ENVELOPE_ELEMENTS);
        return Codec.NETWORK.within(limits).decode(frame);
    }

    private Request open(Envelope.Clear envelope) {
        Map<String, @Nullable Object> load;
        try {
            load = Codec.map(envelope.load());
        } catch (DecodeException e) {
            return new BadRequest(Refusal.LOAD, null, Answers.notMaps());
        }
        Optional<BadRequest> badId = badId(load);
        if (badId.isPresent()) {
            return badId.get();
        }
        if (!load.containsKey("cmd")) {
            return new BadRequest(Refusal.LOAD, null, Answers.exception());
        }
        if ("_auth".equals(load.get("cmd"))) {
            return authReader.open(load, envelope.version());
        }
        return new ClearRequest(command(load), load, envelope.version());
    }

    /** A command that is not text is unknown, like any other that is in no table. */
    static String command(Map<String, @Nullable Object> load) {
        return load.get("cmd") instanceof String cmd ? cmd : "";
    }

    static BadRequest badLoad(Refusal refusal, @Nullable MinionId claimed) {
        return new BadRequest(refusal, claimed, Answers.badLoad());
    }

    /** The check of the load's id that clear and encrypted requests share; an absent id passes. */
    static Optional<BadRequest> badId(Map<String, @Nullable Object> load) {
        if (!load.containsKey("id")) {
            return Optional.empty();
        }
        Object id = load.get("id");
        if (!(id instanceof String text)) {
            return Optional.of(new BadRequest(Refusal.ID, null, Answers.idNotText(python(id))));
        }
        return text.indexOf('\0') < 0
                ? Optional.empty()
                : Optional.of(new BadRequest(Refusal.ID, null, Answers.nullByteInId()));
    }

    private static Object python(@Nullable Object id) {
        if (id == null) {
            return "None";
        } else if (id instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return id instanceof Number ? id : "of that type";
    }
}
