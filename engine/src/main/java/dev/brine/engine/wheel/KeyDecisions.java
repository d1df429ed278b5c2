package dev.brine.engine.wheel;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.key.KeyState;
import dev.brine.engine.key.KeyStore;
import dev.brine.transport.wire.MinionId;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code key}: accepting, rejecting and deleting. */
@Module("key")
public final class KeyDecisions {
    private final KeyStore keys;
    private final KeyMatch matches;
    private final KeyEvents events;

    KeyDecisions(KeyStore keys, KeyMatch matches, KeyEvents events) {
        this.keys = keys;
        this.matches = matches;
        this.events = events;
    }

    @Fn(doc = """
                    Accept pending keys.

                    match: glob over ids, or several joined by commas
                    include_rejected: take rejected keys, too
                    include_denied: take denied keys, too
                    """)
    public Map<String, Object> accept(
            Object match, @Arg(dflt = "False") boolean includeRejected, @Arg(dflt = "False") boolean includeDenied)
            throws IOException {
        accept(matches.matching(match), includeRejected, includeDenied);
        return new LinkedHashMap<>(matches.matching(match));
    }

    @Fn(doc = """
                    Accept the keys named, by state: {'minions_pre': ['web1']}.

                    match: map of state to list of ids
                    include_rejected: take rejected keys, too
                    include_denied: take denied keys, too
                    """)
    public Map<String, Object> acceptDict(
            Map<String, Object> match,
            @Arg(dflt = "False") boolean includeRejected,
            @Arg(dflt = "False") boolean includeDenied)
            throws IOException {
        Map<String, List<String>> named = KeyMatch.named(match);
        accept(named, includeRejected, includeDenied);
        return new LinkedHashMap<>(matches.now(named));
    }

    @Fn(doc = """
                    Reject pending keys.

                    match: glob over ids, or several joined by commas
                    include_accepted: take accepted keys, too
                    include_denied: take denied keys, too
                    """)
    public Map<String, Object> reject(
            Object match, @Arg(dflt = "False") boolean includeAccepted, @Arg(dflt = "False") boolean includeDenied)
            throws IOException {
        reject(matches.matching(match), includeAccepted, includeDenied);
        return new LinkedHashMap<>(matches.matching(match));
    }

    @Fn(doc = """
                    Reject the keys named, by state: {'minions_pre': ['web1']}.

                    match: map of state to list of ids
                    include_accepted: take accepted keys, too
                    include_denied: take denied keys, too
                    """)
    public Map<String, Object> rejectDict(
            Map<String, Object> match,
            @Arg(dflt = "False") boolean includeAccepted,
            @Arg(dflt = "False") boolean includeDenied)
            throws IOException {
        Map<String, List<String>> named = KeyMatch.named(match);
        reject(named, includeAccepted, includeDenied);
        return new LinkedHashMap<>(matches.now(named));
    }

    @Fn(doc = """
                    Delete keys, whatever their state.

                    match: glob over ids, or several joined by commas
                    """)
    public Map<String, Object> delete(Object match) throws IOException {
        deleteAll(matches.matching(match));
        return new LinkedHashMap<>(matches.matching(match));
    }

    @Fn(doc = """
                    Delete the keys named, by state: {'minions': ['web1']}.

                    match: map of state to list of ids
                    """)
    public Map<String, Object> deleteDict(Map<String, Object> match) throws IOException {
        Map<String, List<String>> named = KeyMatch.named(match);
        deleteAll(named);
        return new LinkedHashMap<>(matches.now(named));
    }

    private void accept(Map<String, List<String>> ids, boolean rejected, boolean denied) throws IOException {
        move(ids, KeyState.PENDING, KeyState.ACCEPTED, "accept");
        if (rejected) {
            move(ids, KeyState.REJECTED, KeyState.ACCEPTED, "accept");
        }
        if (denied) {
            move(ids, KeyState.DENIED, KeyState.ACCEPTED, "accept");
        }
    }

    private void reject(Map<String, List<String>> ids, boolean accepted, boolean denied) throws IOException {
        move(ids, KeyState.PENDING, KeyState.REJECTED, "reject");
        if (accepted) {
            move(ids, KeyState.ACCEPTED, KeyState.REJECTED, "reject");
        }
        if (denied) {
            move(ids, KeyState.DENIED, KeyState.REJECTED, "reject");
        }
    }

    private void move(Map<String, List<String>> ids, KeyState from, KeyState to, String act) throws IOException {
        for (String id : ids.getOrDefault(from.directory(), List.of())) {
            if (MinionId.isValid(id) && keys.move(new MinionId(id), from, to)) {
                events.fire(act, id);
            }
        }
    }

    private void deleteAll(Map<String, List<String>> ids) throws IOException {
        for (KeyState state : KeyState.values()) {
            for (String id : ids.getOrDefault(state.directory(), List.of())) {
                if (MinionId.isValid(id) && keys.remove(new MinionId(id), state)) {
                    events.fire("delete", id);
                }
            }
        }
    }
}
