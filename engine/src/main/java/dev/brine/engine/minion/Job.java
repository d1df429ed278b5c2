package dev.brine.engine.minion;

import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A job as it came in over the publish port, its fields checked.
 *
 * <pre>{fun, arg, tgt, jid, ret, tgt_type, user, [delimiter], [metadata], [master_id], ...}</pre>
 *
 * @param fun one name, or several for a compound call
 * @param compound whether {@code fun} was a list on the wire; {@code arg} is then a list of lists
 * @param load every field as received
 */
record Job(String jid, List<String> fun, List<Object> arg, boolean compound, Map<String, Object> load) {
    /** What a jid may look like: it becomes a file name. */
    private static final Pattern JID = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

    /** Reads a load; empty when it lacks what every job has (Salt 3006 ignores such a load without a word, so do we). */
    static Optional<Job> of(Map<String, Object> load) {
        Object jid = load.get("jid");
        Object fun = load.get("fun");
        if (!(load.get("arg") instanceof List<?> arg) || jid == null || load.get("tgt") == null) {
            return Optional.empty();
        }
        String name = jid.toString();
        if (!JID.matcher(name).matches() || name.startsWith(".")) {
            return Optional.empty();
        }
        if (fun instanceof String one) {
            return Optional.of(new Job(name, List.of(one), new ArrayList<>(arg), false, load));
        }
        if (fun instanceof List<?> several) {
            List<String> names = several.stream().map(String::valueOf).toList();
            return Optional.of(new Job(name, names, new ArrayList<>(arg), true, load));
        }
        return Optional.empty();
    }

    /** Whom it is for; empty when the type is unknown here. */
    Optional<Target> target() {
        String type = load.get("tgt_type") instanceof String text ? text : "glob";
        String delimiter = load.get("delimiter") instanceof String text && !text.isEmpty() ? text : ":";
        Object tgt = load.get("tgt");
        return tgt == null ? Optional.empty() : TargetType.of(type).map(found -> new Target(tgt, found, delimiter));
    }

    String user() {
        return load.get("user") instanceof String text ? text : "";
    }

    /** The arguments of the function at {@code index}. */
    List<Object> arg(int index) {
        if (!compound) {
            return arg;
        }
        return index < arg.size() && arg.get(index) instanceof List<?> own ? new ArrayList<>(own) : List.of();
    }
}
