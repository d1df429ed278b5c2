package dev.brine.cli.command;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came from one minion.
 *
 * @param id the minion
 * @param value what its function returned, or why nothing came
 * @param out the outputter it asks for; empty for none
 * @param retcode the highest return code
 * @param silence empty, or why nothing came: {@code Not connected}, {@code No response}
 */
record MinionReturn(String id, @Nullable Object value, String out, long retcode, String silence) {

    static MinionReturn of(Map<String, Object> event) {
        Object out = event.get("out");
        return new MinionReturn(
                String.valueOf(event.get("id")),
                event.get("return"),
                out == null ? "" : out.toString(),
                retcode(event.get("retcode")),
                "");
    }

    /** Salt 3006: what is printed for a minion that did not return. */
    static MinionReturn silent(String id, String jid, boolean connected) {
        String text = connected
                ? "Minion did not return. [No response]\nThe minions may not have all finished running and any remaining"
                        + " minions will return upon completion. To look up the return data for this job later, run the"
                        + " following command:\n\nsalt-run jobs.lookup_jid " + jid
                : "Minion did not return. [Not connected]";
        return new MinionReturn(id, text, "no_return", 1, connected ? "No response" : "Not connected");
    }

    boolean isSilent() {
        return !silence.isEmpty();
    }

    /** {@code {id: value}}, what outputters get. */
    Map<String, @Nullable Object> shown() {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(id, value);
        return shown;
    }

    /** The highest of several codes where a compound command returned one for each function. */
    private static long retcode(@Nullable Object code) {
        if (code instanceof Map<?, ?> codes) {
            return codes.values().stream()
                    .filter(Long.class::isInstance)
                    .map(Long.class::cast)
                    .max(Long::compare)
                    .orElse(0L);
        }
        return code instanceof Long number ? number : 0;
    }
}
