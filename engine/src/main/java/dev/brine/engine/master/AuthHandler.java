package dev.brine.engine.master;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.key.AuthDecision;
import dev.brine.engine.key.KeyGate;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.channel.Reply;
import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code _auth}: lets a minion in, or tells it to wait or go.
 *
 * <p>A minion that has to wait is not told so at once: its reply is held back, and if its key is accepted meanwhile, by
 * whomever, it leaves with the keys. A stock minion so is in at its first request when a rule accepts it, instead of at its next
 * try ten seconds later; it is held for {@code auth_pend_wait} only, as it takes a master for dead that is silent for
 * {@code auth_timeout}. A Brine minion is told with the reply that its next request will be held, and for how long; it asks
 * again at once, so a key accepted by hand lets it in at that moment too.
 *
 * <p>The place in the waiting list is taken before the event goes out that may lead to the acceptance, and the key is looked at
 * once more after that, so no acceptance is missed.
 */
final class AuthHandler {
    private static final Logger log = LoggerFactory.getLogger(AuthHandler.class);
    /** How long after the end of the wait the transport may take the exchange for lost. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final KeyGate gate;
    private final KeyStore keys;
    private final Sessions sessions;
    private final ParkedSignIns parked;
    private final SignInNews news;
    private final MasterConfig.Auth options;
    private final HoldTimes holdTimes;
    private final Presence presence;
    private final KnockLimits limits;
    private final KeyAftermath aftermath;
    private final Executor workers;
    private final RandomGenerator random;
    private final int publishPort;

    /** Where a reply goes. Exactly one of the first two is called, once. */
    interface Answer {
        void give(Reply reply);

        void fail(Throwable failure);

        /** Asks for the right to answer only in {@code wait}; false: answer now. */
        boolean park(Duration wait);
    }

    AuthHandler(
            KeyGate gate,
            KeyStore keys,
            Sessions sessions,
            ParkedSignIns parked,
            SignInNews news,
            MasterConfig.Auth options,
            Presence presence,
            KnockLimits limits,
            KeyAftermath aftermath,
            Executor workers,
            RandomGenerator random,
            int publishPort) {
        this.gate = gate;
        this.keys = keys;
        this.sessions = sessions;
        this.parked = parked;
        this.news = news;
        this.options = options;
        this.holdTimes = new HoldTimes(options.hold());
        this.presence = presence;
        this.limits = limits;
        this.aftermath = aftermath;
        this.workers = workers;
        this.random = random;
        this.publishPort = publishPort;
    }

    void handle(AuthRequest request, String peer, Answer answer) throws IOException {
        AuthDecision decision = isFull(request.id())
                ? new AuthDecision.Full("max_minions: " + options.maxMinions() + " are connected")
                : admit(request, peer);
        if (!(decision instanceof AuthDecision.Pending)) {
            conclude(request, peer, decision, answer);
            return;
        }
        Duration wait = wait(request);
        if (!wait.isZero() && answer.park(wait.plus(GRACE))) {
            new Held(request, peer, answer, System.nanoTime() + wait.toNanos()).begin(decision);
        } else {
            news.tell(request, peer, decision);
            answer.give(pending(wait.isZero() ? holdTimes.offer(parked.size()) : Duration.ZERO));
        }
    }

    private AuthDecision admit(AuthRequest request, String peer) throws IOException {
        return gate.admit(request.id(), request.publicKey(), request.autosignGrains(), () -> limits.mayKnock(peer));
    }

    private boolean isFull(MinionId id) throws IOException {
        if (options.maxMinions() <= 0) {
            return false;
        }
        Set<String> present = presence.present();
        return present.size() >= options.maxMinions() && !present.contains(id.value());
    }

    private Duration wait(AuthRequest request) {
        return request.patience().isZero() || options.hold().isZero()
                ? options.pendWait()
                : HoldTimes.within(request.patience(), random);
    }

    /** A sign-in whose reply is held back. */
    private final class Held {
        private final AuthRequest request;
        private final String peer;
        private final Answer answer;
        private final long end;

        Held(AuthRequest request, String peer, Answer answer, long end) {
            this.request = request;
            this.peer = peer;
            this.answer = answer;
            this.end = end;
        }

        void begin(AuthDecision decision) throws IOException {
            MinionId id = request.id();
            park();
            news.tell(request, peer, decision);
            if (!isPending(id)) {
                parked.changed(id);
            }
        }

        private void park() {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            parked.park(request.id(), left, why -> onWorker(() -> wake(why), answer));
        }

        private void wake(ParkedSignIns.Wake why) {
            try {
                AuthDecision now = admit(request, peer);
                if (!(now instanceof AuthDecision.Pending)) {
                    conclude(request, peer, now, answer);
                } else if (why == ParkedSignIns.Wake.CHANGED && System.nanoTime() < end) {
                    // something else about this id: another key that was offered for it, say
                    park();
                    if (!isPending(request.id())) {
                        parked.changed(request.id());
                    }
                } else {
                    // it was announced as pending when it came
                    log.debug("minion {} still waits for its key ({})", request.id(), why);
                    boolean timeOut = why == ParkedSignIns.Wake.TIME_OUT;
                    answer.give(pending(timeOut ? holdTimes.offer(parked.size()) : Duration.ZERO));
                }
            } catch (IOException | RuntimeException e) {
                answer.fail(e);
            }
        }
    }

    private boolean isPending(MinionId id) throws IOException {
        return keys.find(id).filter(key -> key.state() == KeyState.PENDING).isPresent();
    }

    private static Reply pending(Duration hold) {
        return new Reply.NotAccepted(Reply.Verdict.PENDING, hold);
    }

    private void onWorker(Runnable work, Answer answer) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException stopping) {
            answer.give(pending(Duration.ZERO));
        }
    }

    private void conclude(AuthRequest request, String peer, AuthDecision decision, Answer answer) {
        news.tell(request, peer, decision);
        if (decision instanceof AuthDecision.Accepted) {
            presence.heard(request.id(), peer);
            aftermath.signedIn(request.id(), request.publicKey());
            answer.give(new Reply.Accepted(sessions.open(request.id(), request.publicKey()), publishPort));
        } else if (decision instanceof AuthDecision.Full) {
            answer.give(new Reply.NotAccepted(Reply.Verdict.FULL));
        } else {
            answer.give(new Reply.NotAccepted(Reply.Verdict.REFUSED));
        }
    }
}
