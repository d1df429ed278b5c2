package dev.brine.engine.master;

import dev.brine.engine.auth.Authenticator;
import dev.brine.engine.auth.Requester;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.Cause;
import dev.brine.transport.channel.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Clear {@code runner} and {@code wheel}: a function on the master, for whoever holds the master user's key or may call it by {@code external_auth}.
 *
 * <p>Salt 3006: master.py {@code ClearFuncs.runner}, {@code wheel}. A runner's arguments are in {@code kwarg} (or {@code arg}); a
 * wheel function's are the load's other fields, too. A runner is answered at once with its tag, a wheel function with its
 * outcome. Ours: a runner's load may name the {@code jid} and a {@code timeout}, as the options of {@code salt-run} do.
 */
final class CallHandler {
    /** Fields of a wheel load that are not arguments of the function. */
    private static final Set<String> NOT_ARGUMENTS = Set.of(
            "cmd",
            "fun",
            "key",
            "user",
            "token",
            "eauth",
            "username",
            "password",
            "client",
            "kwarg",
            "arg",
            "full_return",
            "print_event",
            "tag",
            "jid",
            "id",
            "__jid__",
            "__tag__",
            "__user__");

    /** Salt 3006: utils/jid.py; {@code unique_jid} puts a process id behind the digits. */
    private static final Pattern JID = Pattern.compile("[0-9]{20}(_[0-9]{1,10})?");

    private final Authenticator authenticator;
    private final JobEvents events;
    private final Complaints complaints;
    private final AuditLog audit;

    CallHandler(Authenticator authenticator, JobEvents events, Complaints complaints, AuditLog audit) {
        this.authenticator = authenticator;
        this.events = events;
        this.complaints = complaints;
        this.audit = audit;
    }

    ClearCommand runner(MasterCalls runners) {
        return call -> {
            Optional<Requester> requester = allowed(call, "runner");
            if (requester.isEmpty()) {
                return refused(call, "runner");
            }
            Data load = call.load();
            JobEvents.Watching watching = events.watching(load);
            MasterCalls.Started started = runners.start(
                    load.string("fun"),
                    arguments(load.value("arg")),
                    keywords(load.value("kwarg")),
                    requester.get().user(),
                    Cause.NONE,
                    chosenJid(requester.get(), load.value("jid")),
                    load.value("timeout") instanceof Long seconds && seconds > 0 ? seconds : null);
            Map<String, Object> reply = new LinkedHashMap<>();
            reply.put("tag", started.tag());
            reply.put("jid", started.jid());
            watching.add(started.jid(), reply);
            return Replies.value(reply);
        };
    }

    ClearCommand wheel(MasterCalls wheel) {
        return call -> {
            Optional<Requester> requester = allowed(call, "wheel");
            if (requester.isEmpty()) {
                return refused(call, "wheel");
            }
            Data load = call.load();
            Map<String, Object> kwargs = new LinkedHashMap<>();
            load.all().forEach((name, value) -> {
                if (!NOT_ARGUMENTS.contains(name)) {
                    kwargs.put(name, value);
                }
            });
            kwargs.putAll(keywords(load.value("kwarg")));
            String fun = load.string("fun");
            String user = requester.get().user();
            MasterCalls.Started started = wheel.start(fun, arguments(load.value("arg")), kwargs, user, Cause.NONE);
            return started.outcome().thenApply(outcome -> new Reply.Value(answer(started, fun, user, outcome)));
        };
    }

    /** Only who may do everything chooses: the jid of a job that is there already would mix with its returns. */
    private static @Nullable String chosenJid(Requester requester, @Nullable Object jid) {
        boolean limited = requester instanceof Requester.Limited;
        return !limited && jid instanceof String text && JID.matcher(text).matches() ? text : null;
    }

    private Optional<Requester> identified(ClearCall call) {
        Map<String, Object> load = call.load().all();
        return authenticator.identify(load, load, call.peer());
    }

    private Optional<Requester> allowed(ClearCall call, String family) {
        Map<String, Object> load = call.load().all();
        return identified(call).filter(requester -> {
            if (requester instanceof Requester.Limited limited) {
                return load.get("fun") instanceof String fun
                        && limited.permissions()
                                .allowsOnMaster(family, fun, arguments(load.get("arg")), keywords(load.get("kwarg")));
            }
            return true;
        });
    }

    /** Salt 3006: who is known and may not do this is told his name, who is not known by a password the one he gave. */
    private CompletionStage<Reply> refused(ClearCall call, String family) {
        Data load = call.load();
        String type = load.has("token") ? "token" : load.has("eauth") ? "eauth" : "user";
        String name = type.equals("token") ? "Token" : type.equals("eauth") ? "Eauth" : "User";
        complaints.warn(call.peer(), "refused a call on the master for {}: authentication by {}", call.peer(), type);
        Object given = load.value("username");
        String user = type.equals("eauth") && given instanceof String text && text.length() <= 100 ? text : "";
        if (type.equals("token")) {
            user = identified(call).map(Requester::user).orElse("");
        }
        String who = user.isEmpty() && load.value("user") instanceof String claimed ? claimed : user;
        audit.refused(family, "authentication by " + type, who, call.peer(), load.value("fun"));
        return Replies.error(
                name + "AuthenticationError",
                "Authentication failure of type \"" + type + "\" occurred"
                        + (user.isEmpty() ? "." : " for user " + user + "."));
    }

    private static Map<String, Object> answer(MasterCalls.Started started, String fun, String user, Outcome outcome) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("fun", "wheel." + fun);
        data.put("jid", started.jid());
        data.put("tag", started.tag());
        data.put("user", user);
        data.put("return", outcome.value());
        data.put("success", outcome.success());
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("tag", started.tag());
        reply.put("data", data);
        return reply;
    }

    private static List<Object> arguments(@Nullable Object arg) {
        return arg instanceof List<?> items ? new ArrayList<>(items) : List.of();
    }

    private static Map<String, Object> keywords(@Nullable Object kwarg) {
        return kwarg instanceof Map<?, ?> map ? Data.asMap("kwarg", map) : Map.of();
    }
}
