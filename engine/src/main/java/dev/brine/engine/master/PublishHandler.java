package dev.brine.engine.master;

import dev.brine.engine.auth.Authenticator;
import dev.brine.engine.auth.PublisherAcl;
import dev.brine.engine.auth.Requester;
import dev.brine.engine.client.JobPublisher;
import dev.brine.engine.client.JobRequest;
import dev.brine.engine.client.Published;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.Cause;
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
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Clear {@code publish}: a job from the command line.
 *
 * <p>Salt 3006: master.py {@code ClearFuncs.publish}. Nothing of the load is looked at, and no event fired, before the sender has
 * proved who he is. Every function of a compound call must be allowed.
 */
final class PublishHandler implements ClearCommand {
    /** Fields of {@code kwargs} that travel on in the publication. */
    private static final Set<String> CARRIED = Set.of(
            "ret_config", "ret_kwargs", "metadata", "module_executors", "executor_opts", "start_event", "nocache");

    private final Authenticator authenticator;
    private final PublisherAcl acl;
    private final JobPublisher publisher;
    private final Function<Target, Expected> expected;
    private final JobEvents events;
    private final Complaints complaints;
    private final AuditLog audit;

    /** @param expected who would answer a target: a user's rules are checked against these */
    PublishHandler(
            Authenticator authenticator,
            PublisherAcl acl,
            JobPublisher publisher,
            Function<Target, Expected> expected,
            JobEvents events,
            Complaints complaints,
            AuditLog audit) {
        this.authenticator = authenticator;
        this.acl = acl;
        this.publisher = publisher;
        this.expected = expected;
        this.events = events;
        this.complaints = complaints;
        this.audit = audit;
    }

    @Override
    public CompletionStage<Reply> handle(ClearCall call) {
        Data load = call.load();
        Map<String, Object> proofs =
                load.value("kwargs") instanceof Map<?, ?> map ? Data.asMap("kwargs", map) : Map.of();
        Optional<Requester> requester = authenticator.identify(load.all(), proofs, call.peer());
        if (requester.isEmpty()) {
            complaints.warn(call.peer(), "refused to publish for {}: wrong or missing key", call.peer());
            audit.refused("publish", "authentication", claimed(load, proofs), call.peer(), load.value("fun"));
            return Replies.error("AuthenticationError", "Authentication error occurred.");
        }
        Optional<TargetType> type = TargetType.of(load.stringOr("tgt_type", "glob"));
        Object tgt = load.value("tgt");
        Object fun = load.value("fun");
        String jid = load.stringOr("jid", "");
        List<String> functions = functions(fun);
        if (type.isEmpty()
                || tgt == null
                || !sound(tgt)
                || fun == null
                || functions.isEmpty()
                || !(jid.isEmpty() || Jid.isValid(jid))) {
            return Replies.error(
                    "SaltInvocationError", "The publication names no target, no function or a malformed jid.");
        }
        Map<String, Object> kwargs = load.mapOrEmpty("kwargs");
        String delimiter = kwargs.get("delimiter") instanceof String d && !d.isEmpty() ? d : ":";
        Target target = new Target(tgt, type.get(), delimiter);
        List<Object> arguments = arguments(load.value("arg"));
        if (!allowed(requester.get(), functions, arguments, target)) {
            complaints.warn(
                    call.peer(), "{} at {} may not publish {}", requester.get().user(), call.peer(), functions);
            audit.refused("publish", "authorization", requester.get().user(), call.peer(), fun);
            return Replies.error("AuthorizationError", "Authorization error occurred.");
        }
        JobEvents.Watching watching = events.watching(load);
        Published published = publisher.publish(new JobRequest(
                target,
                fun,
                arguments,
                load.stringOr("ret", ""),
                jid,
                requester.get().user(),
                extra(kwargs),
                Cause.NONE));
        return Replies.value(reply(published, watching));
    }

    /** Who he says he is. */
    private static String claimed(Data load, Map<String, Object> proofs) {
        Object name = proofs.containsKey("username") ? proofs.get("username") : load.value("user");
        return name instanceof String text ? text : "";
    }

    private boolean allowed(Requester requester, List<String> functions, List<Object> args, Target target) {
        if (requester instanceof Requester.Limited limited) {
            return !acl.barred(limited.user(), functions) && allowed(limited, functions, args, target);
        }
        return !acl.barred(requester.user(), functions);
    }

    private boolean allowed(Requester.Limited requester, List<String> functions, List<Object> args, Target target) {
        if (functions.equals(List.of("saltutil.find_job"))) {
            // Salt 3006: every user may ask whether a job still runs
            return true;
        }
        try {
            return requester
                    .permissions()
                    .allows(functions, args, expected.apply(target).minions());
        } catch (TargetException e) {
            return false;
        }
    }

    private static boolean sound(Object tgt) {
        return tgt instanceof String
                || (tgt instanceof List<?> ids && ids.stream().allMatch(String.class::isInstance));
    }

    /** The functions; none when one is not plain text without commas. */
    private static List<String> functions(@Nullable Object fun) {
        List<?> items = fun instanceof List<?> list ? list : fun == null ? List.of() : List.of(fun);
        List<String> names = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof String name)
                    || name.isEmpty()
                    || !name.chars().allMatch(c -> c > ' ' && c != ',')) {
                return List.of();
            }
            names.add(name);
        }
        return names;
    }

    private static List<Object> arguments(@Nullable Object arg) {
        if (arg instanceof List<?> items) {
            return new ArrayList<>(items);
        }
        return arg == null ? List.of() : List.of(arg);
    }

    private static Map<String, Object> extra(Map<String, Object> kwargs) {
        Map<String, Object> extra = new LinkedHashMap<>();
        kwargs.forEach((name, value) -> {
            if (CARRIED.contains(name)) {
                extra.put(name, value);
            }
        });
        return extra;
    }

    private static Map<String, Object> reply(Published published, JobEvents.Watching watching) {
        Map<String, Object> load = new LinkedHashMap<>();
        if (published instanceof Published.Sent sent) {
            load.put("jid", sent.jid());
            load.put("minions", sent.minions());
            load.put("missing", sent.missing());
            watching.add(sent.jid(), load);
        } else if (published instanceof Published.NobodyMatched nobody) {
            load.put("jid", null);
            load.put("minions", List.of());
            load.put("error", nobody.message());
        } else if (published instanceof Published.Refused refused) {
            return Replies.errorMap(refused.error(), refused.message());
        }
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("enc", "clear");
        reply.put("load", load);
        return reply;
    }
}
