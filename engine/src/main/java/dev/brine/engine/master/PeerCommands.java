package dev.brine.engine.master;

import dev.brine.engine.auth.Permissions;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.client.Published;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.Data;
import dev.brine.engine.data.Regex;
import dev.brine.engine.event.Cause;
import dev.brine.engine.job.JobReturn;
import dev.brine.engine.job.JobStore;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetType;
import dev.brine.transport.channel.Reply;
import dev.brine.transport.wire.Jid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What minions may have others do: {@code minion_pub}, {@code pub_ret} and {@code minion_runner}.
 *
 * <p>Salt 3006: daemons/masterapi.py. {@code peer} and {@code peer_run} map an expression over minion ids to a list of expressions
 * over functions; both must match whole names (Salt takes a match of their beginning). Not set, nobody may anything; the
 * answer to what is not allowed is an empty map.
 */
final class PeerCommands {
    private static final String PUBLISHER = "id";

    private final JobPublisher publisher;
    private final MasterCalls runners;
    private final JobStore jobs;
    private final Optional<Object> peer;
    private final Optional<Object> peerRun;
    private final Function<Target, Expected> expected;
    private final Complaints complaints;
    private final AuditLog audit;

    /** @param expected who would answer a target: rules that name minions are checked against these */
    PeerCommands(
            JobPublisher publisher,
            MasterCalls runners,
            JobStore jobs,
            MasterConfig config,
            Function<Target, Expected> expected,
            Complaints complaints,
            AuditLog audit) {
        this.publisher = publisher;
        this.runners = runners;
        this.jobs = jobs;
        this.peer = config.raw().value("peer");
        this.peerRun = config.raw().value("peer_run");
        this.expected = expected;
        this.complaints = complaints;
        this.audit = audit;
    }

    /** By name on the wire. */
    Map<String, MinionCommand> table() {
        return Map.of("minion_pub", this::publish, "pub_ret", this::returns, "minion_runner", this::run);
    }

    private CompletionStage<Reply> publish(MinionCall call) {
        Data load = call.load();
        Optional<TargetType> type = TargetType.of(load.stringOr("tgt_type", "glob"));
        Object tgt = load.value("tgt");
        if (!(load.value("fun") instanceof String fun)
                || tgt == null
                || type.isEmpty()
                || type.get() == TargetType.PILLAR
                || type.get() == TargetType.PILLAR_PCRE) {
            return Replies.value(Map.of());
        }
        Target target = new Target(tgt, type.get(), ":");
        if (!mayPublish(call, fun, arguments(load.value("arg")), target)) {
            return Replies.value(Map.of());
        }
        Map<String, Object> extra = new LinkedHashMap<>();
        extra.put(PUBLISHER, call.id().value());
        Published published = publisher.publish(new JobRequest(
                target,
                fun,
                arguments(load.value("arg")),
                load.stringOr("ret", ""),
                "",
                call.id().value(),
                extra,
                Cause.NONE));
        if (!(published instanceof Published.Sent sent)) {
            return Replies.value(Map.of());
        }
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("jid", sent.jid());
        reply.put("minions", sent.minions());
        return Replies.value(reply);
    }

    /** The returns of a job that the sender itself had published. */
    private CompletionStage<Reply> returns(MinionCall call) {
        if (!(call.load().value("jid") instanceof String jid) || !Jid.isValid(jid)) {
            return Replies.value(Map.of());
        }
        boolean own = jobs.job(jid)
                .map(job -> call.id().value().equals(job.load().get(PUBLISHER)))
                .orElse(false);
        Map<String, Object> reply = new LinkedHashMap<>();
        for (JobReturn ret : own ? jobs.returns(jid) : List.<JobReturn>of()) {
            Map<String, Object> value = new LinkedHashMap<>();
            value.put("ret", ret.value());
            reply.put(ret.id(), value);
        }
        return Replies.value(reply);
    }

    private CompletionStage<Reply> run(MinionCall call) {
        if (!(call.load().value("fun") instanceof String fun) || !mayRun(call, fun)) {
            return Replies.value(Map.of());
        }
        return runners.start(
                        fun,
                        arguments(call.load().value("arg")),
                        Map.of(),
                        call.id().value(),
                        Cause.NONE)
                .outcome()
                .thenApply(outcome -> new Reply.Value(outcome.value()));
    }

    private static List<Object> arguments(@Nullable Object arg) {
        return arg instanceof List<?> items ? new ArrayList<>(items) : List.of();
    }

    /** Salt 3006: a rule may also name minions, and functions with limits on their arguments, as those of {@code external_auth}. */
    private boolean mayPublish(MinionCall call, String fun, List<Object> args, Target target) {
        try {
            List<String> minions = expected.apply(target).minions();
            return told(new Permissions(rules(peer, call)).allows(List.of(fun), args, minions), call, fun);
        } catch (TargetException e) {
            return told(false, call, fun);
        }
    }

    private boolean mayRun(MinionCall call, String fun) {
        return told(rules(peerRun, call).stream().anyMatch(name -> whole(String.valueOf(name), fun)), call, fun);
    }

    /** What is said of this minion. */
    private static List<Object> rules(Optional<Object> option, MinionCall call) {
        List<Object> rules = new ArrayList<>();
        if (option.orElse(Map.of()) instanceof Map<?, ?> byMinion) {
            byMinion.forEach((minion, functions) -> {
                if (functions instanceof List<?> list
                        && whole(String.valueOf(minion), call.id().value())) {
                    rules.addAll(list);
                }
            });
        }
        return rules;
    }

    private boolean told(boolean allowed, MinionCall call, String fun) {
        if (!allowed) {
            complaints.warn(call.id().value(), "minion {} may not have others do things (peer, peer_run)", call.id());
            audit.refused("peer", "authorization", call.id().value(), call.id().value(), fun);
        }
        return allowed;
    }

    private static boolean whole(String expression, String text) {
        try {
            return Regex.of(expression).matchesWhole(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
