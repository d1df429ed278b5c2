package dev.brine.engine.master;

import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Origin;
import dev.brine.engine.event.Tags;
import dev.brine.engine.key.AuthDecision;
import dev.brine.engine.key.AuthDecision.Change;
import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the logs and the bus hear of sign-ins: {@code salt/auth} with {@code auth_events}, and {@code salt/key} when a rule
 * accepted. Any thread.
 */
final class SignInNews {
    private static final Logger log = LoggerFactory.getLogger(AuthHandler.class);

    private final EventBus bus;
    private final boolean events;
    private final KnockLimits limits;
    private final AuditLog audit;

    SignInNews(EventBus bus, boolean events, KnockLimits limits, AuditLog audit) {
        this.bus = bus;
        this.events = events;
        this.limits = limits;
        this.audit = audit;
    }

    void tell(AuthRequest request, String peer, AuthDecision decision) {
        MinionId id = request.id();
        if (decision instanceof AuthDecision.Accepted accepted) {
            if (accepted.change() != Change.NONE) {
                log.info("the key of minion {} at {} is accepted by rule", id, peer);
                record("accepted", request, peer);
                fireKey(id);
            }
            fire(request, "accept", true);
        } else if (decision instanceof AuthDecision.Pending pending) {
            boolean fresh = pending.change() != Change.NONE;
            if (fresh) {
                log.info("minion {} at {} offers a new key; it waits for: salt-key -a {}", id, peer, id);
                record("pending", request, peer);
            }
            if (mayTellPending(request) || fresh) {
                fire(request, "pend", true);
            }
        } else if (decision instanceof AuthDecision.Full) {
            if (limits.mayAnnounceFull()) {
                tellRefusal(request, peer, decision);
            }
        } else if (limits.mayAnnounceRefused(id) || decision.change() != Change.NONE) {
            tellRefusal(request, peer, decision);
        }
    }

    /** Who only goes on waiting is told of now and then: rules that were added meanwhile are to see it. */
    private boolean mayTellPending(AuthRequest request) {
        return request.patience().isZero()
                ? limits.mayAnnouncePending(request.id())
                : limits.mayRemindOfPending(request.id());
    }

    private void tellRefusal(AuthRequest request, String peer, AuthDecision decision) {
        MinionId id = request.id();
        if (decision instanceof AuthDecision.Rejected rejected) {
            log.info("minion {} at {} is refused: its key is rejected", id, peer);
            record("rejected", request, peer);
            fire(request, rejected.change() == Change.NONE ? "" : "reject", false);
        } else if (decision instanceof AuthDecision.Full full) {
            log.warn("minion {} at {} is turned away: {}", id, peer, full.reason());
            record("full", request, peer);
            fire(request, "full", false);
        } else {
            log.warn("somebody at {} offers another key for minion {}; refused", peer, id);
            record("denied", request, peer);
            fire(request, "denied", false);
        }
    }

    private void record(String result, AuthRequest request, String peer) {
        audit.signIn(result, request.id().value(), peer, request.publicKey().fingerprint("sha256"));
    }

    private void fireKey(MinionId id) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("result", true);
        data.put("act", "accept");
        data.put("id", id.value());
        bus.publish(Tags.KEY, data);
    }

    /** Salt 3006: no {@code act} when the key was rejected before. */
    private void fire(AuthRequest request, String act, boolean result) {
        if (!events) {
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
