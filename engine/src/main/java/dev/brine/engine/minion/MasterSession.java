package dev.brine.engine.minion;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.Options;
import dev.brine.engine.minion.SessionState.Connected;
import dev.brine.engine.minion.SessionState.Connecting;
import dev.brine.engine.minion.SessionState.Ended;
import dev.brine.engine.minion.SessionState.Lost;
import dev.brine.engine.minion.SessionState.Pending;
import dev.brine.engine.minion.SessionState.Rejected;
import dev.brine.engine.plugin.MasterRequests;
import dev.brine.transport.channel.ClientChannel;
import dev.brine.transport.channel.MinionIdentity;
import dev.brine.transport.channel.Publication;
import dev.brine.transport.channel.SignIn;
import dev.brine.transport.channel.SignInOutcome;
import dev.brine.transport.channel.SignInSettings;
import dev.brine.transport.crypto.RsaPublicKey;
import dev.brine.transport.zmq.ZmqTransport;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A minion's connection with its master: signs in, stays signed in, receives jobs and carries requests.
 *
 * <p>The thread {@code session} owns the state and both sockets; what happens elsewhere reaches it as a {@link Signal} through
 * a queue. Published payloads that come faster than they are opened are dropped beyond 10,000, with a warning: the master asks
 * for such jobs again.
 */
final class MasterSession implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(MasterSession.class);

    /** Salt: {@code salt.defaults.exitcodes.EX_NOPERM}. */
    static final int EXIT_REFUSED = 77;

    private static final int QUEUE = 10_000;

    private final MinionConfig config;
    private final MinionIdentity identity;
    private final MinionKeys keys;
    private final SignInSettings settings;
    private final Links links;
    private final SessionListener listener;
    private final Clock clock;
    private final SecureRandom random;
    private final Patience patience;
    private final ClientChannel.Signing signing;
    private final Thread thread;

    private final LinkedBlockingQueue<Signal> signals = new LinkedBlockingQueue<>(QUEUE);
    private final Standing standing = new Standing();
    private final MasterRequests requests;
    private boolean everConnected;
    /** A payload that could not be opened with the keys before this sign-in. */
    private byte @Nullable [] held;

    /** What reaches the session's thread from others. */
    private sealed interface Signal {
        /** A published message. */
        @SuppressWarnings("ArrayRecordComponent")
        record Payload(byte[] bytes) implements Signal {}

        /** A reply showed that the master has other keys than those of {@code channel}. */
        record KeysChanged(ClientChannel channel, String reason) implements Signal {}

        /** The subscription stands, or stands again. */
        record Subscribed() implements Signal {}

        /** The subscription's connection broke. */
        record Disconnected() implements Signal {}

        /** Something shows that the master does not answer any more. */
        record GivenUp(String reason) implements Signal {}
    }

    MasterSession(
            MinionConfig config,
            MinionIdentity identity,
            MinionKeys keys,
            SignInSettings settings,
            ZmqTransport transport,
            SessionListener listener,
            Clock clock,
            SecureRandom random) {
        this.config = config;
        this.identity = identity;
        this.keys = keys;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.random = random;
        this.signing = new Options(config.raw()).bool("minion_sign_messages", false)
                ? ClientChannel.Signing.ON
                : ClientChannel.Signing.OFF;
        this.patience = new Patience(config.session(), random);
        this.links = new Links(config, identity.id().value(), transport, random, new Links.Listener() {
            @Override
            public void payload(byte[] bytes) {
                if (!signals.offer(new Signal.Payload(bytes))) {
                    log.warn("a published message was dropped: {} wait to be opened already", QUEUE);
                }
            }

            @Override
            public void subscribed() {
                signals.offer(new Signal.Subscribed());
            }

            @Override
            public void disconnected() {
                signals.offer(new Signal.Disconnected());
            }
        });
        this.requests = new SessionRequests(
                standing, links, (channel, reason) -> signals.offer(new Signal.KeysChanged(channel, reason)));
        this.thread = new Thread(this::run, "session");
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Where it stands now. */
    SessionState state() {
        return standing.state();
    }

    /** Waits until the session is signed in or over; false when the time was not enough. */
    boolean awaitConnected(Duration timeout) throws InterruptedException {
        return standing.awaitConnected(timeout);
    }

    /** The way to ask the master. */
    MasterRequests requests() {
        return requests;
    }

    /** Whether it is signed in now. */
    boolean connected() {
        return requests.connected();
    }

    /** Signs in anew: the master does not answer any more. */
    void giveUp(String reason) {
        signals.offer(new Signal.GivenUp(reason));
    }

    private void run() {
        try {
            standing.pause(patience.startup());
            while (!standing.isClosed()) {
                SessionState now = state();
                SessionState next = step(now);
                if (next != now) {
                    become(next);
                }
                if (next instanceof Ended ended) {
                    listener.ended(ended.exitCode());
                    return;
                }
            }
        } catch (InterruptedException e) {
            log.debug("the session ends");
        } finally {
            links.close();
        }
    }

    /** One step of the state machine; returns the same object while nothing changed. */
    private SessionState step(SessionState now) throws InterruptedException {
        if (now instanceof Connecting connecting) {
            return signIn(connecting);
        }
        if (now instanceof Connected connected) {
            return listen(connected);
        }
        if (now instanceof Pending pending) {
            standing.pause(pending.pause());
            return new Connecting(pending.refused(), pending.hold());
        }
        if (now instanceof Rejected rejected) {
            standing.pause(rejected.pause());
            return config.session().rejectedRetry()
                    ? new Connecting(0)
                    : new Ended("the master rejected this minion's key", EXIT_REFUSED);
        }
        if (now instanceof Lost lost) {
            standing.pause(lost.pause());
            links.nextMaster();
            return new Connecting(lost.refused());
        }
        return now;
    }

    private void become(SessionState next) {
        if (standing.isClosed()) {
            return;
        }
        if (next instanceof Lost || next instanceof Rejected) {
            log.error("master {}: {}", links.master(), next.text());
        } else if (next instanceof Connecting || (next instanceof Pending pending && pending.refused() > 1)) {
            log.debug("master {}: {}", links.master(), next.text());
        } else {
            log.info("master {}: {}", links.master(), next.text());
        }
        standing.become(next);
    }

    private SessionState signIn(Connecting now) throws InterruptedException {
        int refused = now.refused();
        long asked = System.nanoTime();
        SignInOutcome outcome;
        Optional<RsaPublicKey> stored;
        try {
            stored = keys.master();
            SignIn attempt = new SignIn(identity, stored.orElse(null), settings, now.hold(), random);
            Duration timeout = config.session().authTimeout().plus(now.hold());
            outcome = attempt.finish(links.requests().ask(attempt.request(), timeout));
        } catch (IOException e) {
            int tries = refused + 1;
            boolean patient = tries % Math.max(1, config.session().authTries()) == 0;
            Duration wait = patient ? patience.afterSilence() : patience.beforeNextTry();
            return new Lost("no sign-in, attempt " + tries + ": " + e.getMessage(), wait, tries);
        }
        if (outcome instanceof SignInOutcome.Accepted accepted) {
            return accepted(accepted, stored);
        }
        if (outcome instanceof SignInOutcome.Pending pending) {
            return pending(pending.hold(), now, Duration.ofNanos(System.nanoTime() - asked));
        }
        if (outcome instanceof SignInOutcome.Rejected) {
            return new Rejected(patience.afterRejection());
        }
        String reason = outcome instanceof SignInOutcome.Full
                ? "the master has as many minions as its max_minions allows"
                : outcome instanceof SignInOutcome.InvalidMasterKey wrong
                        ? "invalid master key, nothing is accepted from this master (" + keys.masterFile() + "): "
                                + wrong.reason()
                        : ((SignInOutcome.Failed) outcome).reason();
        return new Lost(reason, patience.whilePending(refused), refused + 1);
    }

    /** A master that said it would hold the request and then did not is asked again like one that never said so. */
    private SessionState pending(Duration hold, Connecting asked, Duration held) {
        boolean kept = held.compareTo(asked.hold().dividedBy(2)) >= 0;
        return hold.isZero() || !kept
                ? new Pending(patience.whilePending(asked.refused()), asked.refused() + 1, Duration.ZERO)
                : new Pending(patience.whileHeld(), asked.refused() + 1, hold);
    }

    private SessionState accepted(SignInOutcome.Accepted accepted, Optional<RsaPublicKey> stored) {
        if (stored.isEmpty() || !stored.get().equals(accepted.masterKey())) {
            String finger = accepted.masterKey().fingerprint(config.session().hashType());
            try {
                keys.trust(accepted.masterKey());
            } catch (IOException e) {
                return new Lost("cannot store the master's key: " + e, patience.whilePending(0), 1);
            }
            log.warn(
                    "{}: its key is trusted from now on, fingerprint {}. Compare it with 'salt-key -F master' there, or set"
                            + " master_finger",
                    stored.isEmpty() ? "first contact with this master" : "this master has another key, and may",
                    finger);
        }
        links.subscribe(accepted);
        ClientChannel fresh = new ClientChannel(identity, accepted, settings, signing, clock, random);
        standing.signedIn(fresh);
        return new Connected(accepted, links.master());
    }

    /** Handles one signal, or lets a moment pass. */
    private SessionState listen(Connected now) throws InterruptedException {
        if (links.lostFor(clock.instant(), patience.withoutPublications())) {
            links.unsubscribe();
            return new Lost("the connection to the publish port is gone", Duration.ZERO, 0);
        }
        byte[] again = held;
        if (again != null) {
            held = null;
            return open(now, again, Attempt.SECOND);
        }
        Signal signal = signals.poll(1, TimeUnit.SECONDS);
        if (signal instanceof Signal.Payload payload) {
            return open(now, payload.bytes(), Attempt.FIRST);
        }
        if (signal instanceof Signal.KeysChanged stale) {
            return stale.channel() == standing.channel().orElse(null) ? again(stale.reason()) : now;
        }
        if (signal instanceof Signal.Subscribed) {
            links.stands();
            listener.connected(!everConnected);
            everConnected = true;
        } else if (signal instanceof Signal.Disconnected) {
            log.warn("master {}: the connection to the publish port broke; reconnecting", links.master());
            links.broke(clock.instant());
        } else if (signal instanceof Signal.GivenUp given) {
            links.unsubscribe();
            return new Lost(given.reason(), Duration.ZERO, 0);
        }
        return now;
    }

    private SessionState again(String reason) {
        log.info("master {}: signing in again: {}", links.master(), reason);
        return new Connecting(0);
    }

    /** Whether a payload was tried with older keys before. */
    private enum Attempt {
        FIRST,
        SECOND
    }

    private SessionState open(Connected now, byte[] payload, Attempt attempt) {
        Publication publication = links.open(payload);
        if (publication instanceof Publication.Job job) {
            listener.job(new LinkedHashMap<>(job.load()));
            return now;
        }
        if (publication instanceof Publication.SignInAgain stale && attempt == Attempt.FIRST) {
            held = payload;
            return again(stale.reason());
        }
        String reason = publication instanceof Publication.Dropped dropped
                ? dropped.reason()
                : "not sealed with the master's key, also after a new sign-in";
        log.warn("a published message was dropped: {}", reason);
        return now;
    }

    @Override
    public void close() {
        standing.close();
        thread.interrupt();
    }
}
