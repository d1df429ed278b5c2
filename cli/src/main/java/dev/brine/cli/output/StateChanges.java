package dev.brine.cli.output;

import java.util.Map;
import java.util.Set;

/**
 * What a state changed, ready to print after {@code Changes:}.
 *
 * @param any whether there are changes
 * @param count what they add to {@code changed=}
 * @param text empty, or starting with a line end
 */
record StateChanges(boolean any, long count, String text) {

    private static final int INDENT = 14;
    private static final String COMPRESSED = "compressed changes";
    private static final Set<String> ORCHESTRATION = Set.of("state.orch", "state.orchestrate", "state.sls");

    static StateChanges of(StateResult state, OutputSettings settings, int level) {
        Object changes = state.changes();
        if (state.ret().get("name") instanceof String name && ORCHESTRATION.contains(name)) {
            String nested = HighstateOutput.render(changes, settings, level + 1);
            return new StateChanges(true, 1, indent("\n" + nested, " ".repeat(INDENT * level)));
        }
        if (!PythonText.truth(changes)) {
            return new StateChanges(false, 0, "");
        }
        if (!(changes instanceof Map<?, ?> map)) {
            return new StateChanges(true, 1, "Invalid Changes data: " + PythonText.str(changes));
        }
        if (map.get("ret") instanceof Map<?, ?> hosts && "highstate".equals(map.get("out"))) {
            return ofHosts(hosts, settings);
        }
        long count = state.names() > 1 && map.get(COMPRESSED) instanceof Map<?, ?> names && !names.isEmpty()
                ? names.size()
                : 1;
        return new StateChanges(true, count, "\n" + nested(changes, settings));
    }

    private static StateChanges ofHosts(Map<?, ?> hosts, OutputSettings settings) {
        StringBuilder text = new StringBuilder();
        boolean any = false;
        for (Map.Entry<?, ?> entry : hosts.entrySet()) {
            HostReport report = new HostReport(PythonText.str(entry.getKey()), settings, 1).of(entry.getValue());
            any |= report.hasChanges();
            for (String line : PythonText.splitLines(report.text())) {
                text.append('\n').append(" ".repeat(INDENT)).append(line);
            }
        }
        return new StateChanges(any, any ? 1 : 0, text.toString());
    }

    private static String nested(Object changes, OutputSettings settings) {
        String text = new NestedOutput()
                .render(changes, settings.withNestedIndent(INDENT).withRetcode(0));
        return PythonText.rstrip(text);
    }

    private static String indent(String text, String margin) {
        return margin + text.replace("\n", "\n" + margin);
    }
}
