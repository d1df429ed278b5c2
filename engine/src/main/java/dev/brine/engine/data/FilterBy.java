package dev.brine.engine.data;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one branch of a look-up table by grains or pillar, as formulas' map files do (Salt 3006:
 * {@code salt.utils.data.filter_by}, behind {@code grains.filter_by} and {@code pillar.filter_by}).
 *
 * @param table keys are globs over the looked-up value
 * @param path where in the grains or pillar that value stands, such as {@code os_family}
 * @param merge laid over the branch, or null
 * @param otherwise key of the branch when no other fits
 * @param base key of the branch that lies beneath the chosen one, or null
 */
public record FilterBy(
        Map<?, ?> table,
        String path,
        @Nullable Object merge,
        @Nullable Object otherwise,
        @Nullable String base) {

    /**
     * The branch; null when nothing fits.
     *
     * @throws DataException in Salt's words when something to merge is no mapping
     */
    public @Nullable Object choose(@Nullable Object lookup, String delimiter) {
        Object found = branch(Traverse.get(lookup, path, List.of(), delimiter));
        Object chosen = found == null ? table.get(otherwise) : found;
        if (base != null && table.containsKey(base)) {
            Object below = table.get(base);
            if (chosen == null) {
                chosen = below;
            } else if (below instanceof Map<?, ?> lower) {
                if (!(chosen instanceof Map<?, ?> upper)) {
                    throw new DataException("filter_by default and look-up values must both be dictionaries.");
                }
                chosen = DictMerge.recurse(lower, upper, DictMerge.Lists.REPLACE);
            }
        }
        return merged(chosen);
    }

    private @Nullable Object merged(@Nullable Object chosen) {
        if (merge == null || (merge instanceof Map<?, ?> nothing && nothing.isEmpty()) || merge.equals("")) {
            return chosen;
        }
        if (!(merge instanceof Map<?, ?> over)) {
            throw new DataException("filter_by merge argument must be a dictionary.");
        }
        if (chosen == null) {
            return over;
        }
        if (!(chosen instanceof Map<?, ?> map)) {
            throw new DataException("Cannot update using non-dict types in dictupdate.update()");
        }
        // Salt updates the table's own branch in place; a copy gives the same answer without that surprise
        return DictMerge.recurse(map, over, DictMerge.Lists.REPLACE);
    }

    private @Nullable Object branch(@Nullable Object value) {
        for (Object each : value instanceof List<?> list ? list : java.util.Collections.singletonList(value)) {
            for (Map.Entry<?, ?> entry : table.entrySet()) {
                if (Glob.of(name(entry.getKey())).test(name(each))) {
                    if (entry.getValue() != null) {
                        return entry.getValue();
                    }
                    break;
                }
            }
        }
        return null;
    }

    /** Python's {@code str()} of a scalar. */
    private static String name(@Nullable Object value) {
        if (value == null) {
            return "None";
        }
        return value instanceof Boolean bool ? (bool ? "True" : "False") : value.toString();
    }
}
