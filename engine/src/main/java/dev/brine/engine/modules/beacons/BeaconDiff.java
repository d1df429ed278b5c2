package dev.brine.engine.modules.beacons;

import dev.brine.engine.file.UnifiedDiff;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.List;
import java.util.Map;

/** The change of a beacon's configuration as a unified diff of {@code key:value} lines, as {@code beacons.modify} shows it. */
final class BeaconDiff {
    private BeaconDiff() {}

    static String of(List<Object> old, List<Object> fresh) {
        return UnifiedDiff.of(lines(old), lines(fresh));
    }

    private static String lines(List<Object> config) {
        StringBuilder lines = new StringBuilder();
        for (Object item : config) {
            if (item instanceof Map<?, ?> map) {
                map.forEach((key, value) -> lines.append(key)
                        .append(':')
                        .append(value instanceof String ? value : Repr.repr(value))
                        .append('\n'));
            }
        }
        return lines.toString();
    }
}
