package dev.brine.engine.client;

import dev.brine.engine.event.Cause;
import dev.brine.engine.target.Target;
import java.util.List;
import java.util.Map;

/**
 * A job to publish.
 *
 * @param target the minions
 * @param fun a String, or a List of them for a compound call
 * @param arg arguments; keyword arguments are one Map with {@code __kwarg__: True}, usually last
 * @param ret names of returners, comma separated; empty for none
 * @param jid the wanted job id; empty to have one made
 * @param user who asks ("root", "sudo_ann", "Reactor")
 * @param extra further fields of the load as on the wire (metadata, ret_config, ret_kwargs, module_executors, timeout...)
 * @param cause what it follows from
 */
public record JobRequest(
        Target target,
        Object fun,
        List<Object> arg,
        String ret,
        String jid,
        String user,
        Map<String, Object> extra,
        Cause cause) {

    /** The same job for another target. */
    public JobRequest to(Target other) {
        return new JobRequest(other, fun, arg, ret, jid, user, extra, cause);
    }
}
