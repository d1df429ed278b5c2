package dev.brine.cli.output;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results of state runs, one block a state and a summary a minion.
 *
 * <p>Options (Salt 3006): {@code state_output}, {@code state_verbose}, {@code state_tabular}, {@code state_output_profile},
 * {@code state_output_pct}, {@code state_output_diff}, {@code state_output_exclude}, {@code state_output_terse},
 * {@code state_compress_ids}.
 */
final class HighstateOutput implements Outputter {

    @Override
    public @Nullable String render(@Nullable Object data, OutputSettings settings) {
        return render(data, settings, 1);
    }

    /** As {@link #render(Object, OutputSettings)} for a run inside a run, which is indented {@code level} times. */
    static @Nullable String render(@Nullable Object data, OutputSettings settings, int level) {
        Object content = unwrap(data);
        if (content == null) {
            return "None";
        }
        if (content instanceof String || content instanceof Long || content instanceof Boolean) {
            return PythonText.str(content);
        }
        if (!(content instanceof Map<?, ?> map)) {
            throw new MalformedData("not a state return");
        }
        Map<String, @Nullable Object> hosts = new LinkedHashMap<>();
        map.forEach((host, states) -> hosts.put(PythonText.str(host), states));
        dropOrchestrationRetcode(hosts);
        if (settings.flag("state_compress_ids", false)) {
            hosts.replaceAll((host, states) -> CompressedIds.compress(states));
        }
        List<String> reports = new ArrayList<>();
        hosts.forEach((host, states) ->
                reports.add(new HostReport(host, settings, level).of(states).text()));
        return reports.isEmpty() ? "" : String.join("\n", reports);
    }

    /** Takes off the envelopes that runners and job look-ups put around state data. */
    private static @Nullable Object unwrap(@Nullable Object data) {
        Object inner = data;
        if (inner instanceof Map<?, ?> map && map.containsKey("return")) {
            inner = map.get("return");
        }
        if (inner instanceof Map<?, ?> map && map.containsKey("data")) {
            inner = map.get("data");
        }
        if (inner instanceof Map<?, ?> map
                && map.size() == 1
                && map.values().iterator().next() instanceof Map<?, ?> only
                && only.containsKey("jid")
                && only.containsKey("fun")
                && only.get("return") instanceof Map<?, ?> returned
                && returned.containsKey("data")) {
            inner = returned.get("data");
        }
        return inner;
    }

    private static void dropOrchestrationRetcode(Map<String, @Nullable Object> hosts) {
        long masters =
                hosts.keySet().stream().filter(k -> k.endsWith("_master")).count();
        if (masters == 1) {
            hosts.remove("retcode");
        }
    }
}
