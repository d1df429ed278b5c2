package dev.brine.engine.master;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import dev.brine.engine.key.AuthDecision;
import dev.brine.engine.key.AuthDecision.Change;
import dev.brine.engine.key.KeyGate;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.channel.Reply;
import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code _auth}: lets a minion in, or tells it to wait or go.
 *
 * <p>A minion that has to wait is not told so at once: its reply is held back for {@code auth_pend_wait}, and if its key is
 * accepted in that time, by whomever, it leaves with the keys. A stock minion so is in at its first request instead of at its
 * next try ten seconds later. The place in the waiting list is taken before the event goes out that may lead to the acceptance,
 * and the key is looked at once more after that, so no acceptance is missed.
 */
final class AuthHandler {
    private static final Logger log = LoggerFactory.getLogger(AuthHandler.class);
    /** How long after the end of the wait the transport may take the exchange for lost. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final KeyGate gate;
    private final KeyStore keys;
    private final Sessions sessions;
    private final ParkedSignIns parked;
    private final EventBus bus;
    private final MasterConfig.Auth options;
    private final Presence presence;
    private final KnockLimits limits;
    private final KeyAftermath aftermath;
    private final Executor workers;
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
            EventBus bus,
            MasterConfig.Auth options,
            Presence presence,
            KnockLimits limits,
            KeyAftermath aftermath,
            Executor workers,
            int publishPort) {
        this.gate = gate;
        this.keys = keys;
        this.sessions = sessions;
        this.parked = parked;
        this.bus = bus;
        this.options = options;
        this.presence = presence;
        this.limits = limits;
        this.aftermath = aftermath;
        this.workers = workers;
        this.publishPort = publishPort;
    }

    void handle(AuthRequest request, String peer, Answer answer) throws IOException {
        MinionId id = request.id();
        AuthDecision decision = isFull(id)
                ? new AuthDecision.Full("max_minions: " + options.maxMinions() + " are connected")
                : admit(request, peer);
        if (decision instanceof AuthDecision.Pending && mayWait(answer)) {
            hold(request, peer, decision, answer);
        } else {
            conclude(request, peer, decision, answer);
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

    private boolean mayWait(Answer answer) {
        return !options.pendWait().isZero() && answer.park(options.pendWait().plus(GRACE));
    }

    private void hold(AuthRequest request, String peer, AuthDecision decision, Answer answer) throws IOException {
        MinionId id = request.id();
        parked.park(id, options.pendWait(), why -> onWorker(() -> wake(request, peer, why, answer), answer));
        announce(request, peer, decision);
        boolean pending =
                keys.find(id).filter(key -> key.state() == KeyState.PENDING).isPresent();
        if (!pending) {
            parked.changed(id);
        }
    }

    private void wake(AuthRequest request, String peer, ParkedSignIns.Wake why, Answer answer) {
        try {
            AuthDecision now = admit(request, peer);
            if (now instanceof AuthDecision.Pending) {
                // it was announced as pending when it came
                log.debug("minion {} still waits for its key ({})", request.id(), why);
                answer.give(new Reply.NotAccepted(Reply.Verdict.PENDING));
            } else {
                conclude(request, peer, now, answer);
            }
        } catch (IOException | RuntimeException e) {
            answer.fail(e);
        }
    }

    private void onWorker(Runnable work, Answer answer) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException stopping) {
            answer.give(new Reply.NotAccepted(Reply.Verdict.PENDING));
        }
    }

    private void conclude(AuthRequest request, String peer, AuthDecision decision, Answer answer) {
        announce(request, peer, decision);
        if (decision instanceof AuthDecision.Accepted) {
            presence.heard(request.id(), peer);
            aftermath.signedIn(request.id(), request.publicKey());
            answer.give(new Reply.Accepted(sessions.open(request.id(), request.publicKey()), publishPort));
        } else if (decision instanceof AuthDecision.Pending) {
            answer.give(new Reply.NotAccepted(Reply.Verdict.PENDING));
        } else if (decision instanceof AuthDecision.Full) {
            answer.give(new Reply.NotAccepted(Reply.Verdict.FULL));
        } else {
            answer.give(new Reply.NotAccepted(Reply.Verdict.REFUSED));
        }
    }

    /** Logs and fires {@code salt/auth}. Salt 3006: no {@code act} when the key was rejected before. */
    private void announce(AuthRequest request, String peer, AuthDecision decision) {
        MinionId id = request.id();
        if (decision instanceof AuthDecision.Accepted accepted) {
            if (accepted.change() != Change.NONE) {
                log.info("the key of minion {} at {} is accepted by rule", id, peer);
                fireKey(id);
            }
            fire(request, "accept", true);
        } else if (decision instanceof AuthDecision.Pending pending) {
            boolean fresh = pending.change() != Change.NONE;
            if (fresh) {
                log.info("minion {} at {} offers a new key; it waits for: salt-key -a {}", id, peer, id);
            }
            if (limits.mayAnnouncePending(id) || fresh) {
                fire(request, "pend", true);
            }
        } else if (decision instanceof AuthDecision.Full) {
            if (limits.mayAnnounceFull()) {
                announceRefusal(request, peer, decision);
            }
        } else if (limits.mayAnnounceRefused(id) || decision.change() != Change.NONE) {
            announceRefusal(request, peer, decision);
        }
    }

    private void announceRefusal(AuthRequest request, String peer, AuthDecision decision) {
        MinionId id = request.id();
        if (decision instanceof AuthDecision.Rejected rejected) {
            log.info("minion {} at {} is refused: its key is rejected", id, peer);
            fire(request, rejected.change() == Change.NONE ? "" : "reject", false);
        } else if (decision instanceof AuthDecision.Full full) {
            log.warn("minion {} at {} is turned away: {}", id, peer, full.reason());
            fire(request, "full", false);
        } else {
            log.warn("somebody at {} offers another key for minion {}; refused", peer, id);
            fire(request, "denied", false);
        }
    }

    private void fireKey(MinionId id) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", true);
        data.put("act", "accept");
        data.put("id", id.value());
        bus.publish(Tags.KEY, data);
    }

    private void fire(AuthRequest request, String act, boolean result) {
        if (!options.events()) {
            return;
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", result);
        if (!act.isEmpty()) {
            data.put("act", act);
        }
        data.put("id", request.id().value());
        data.put("pub", request.publicKey().text());
        Origin origin = act.equals("accept")
                ? Origin.minion(request.id().value())
                : Origin.anonymous(request.id().value());
        bus.publish(Event.of(Tags.AUTH, data, origin));
    }
}
