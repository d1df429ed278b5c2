package dev.brine.engine.runners;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetException;
import dev.brine.engine.target.TargetType;
import java.util.function.Function;

/** Targets as runners' arguments name them. */
final class RunnerTarget {
    private RunnerTarget() {}

    static Target of(Object tgt, String tgtType) {
        return of(tgt, tgtType, ":");
    }

    /** @throws FunctionError when there is no such type */
    static Target of(Object tgt, String tgtType, String delimiter) {
        TargetType type = TargetType.of(tgtType)
                .orElseThrow(() -> new FunctionError("tgt_type '" + tgtType + "' is unknown; known: glob, pcre, list,"
                        + " grain, grain_pcre, pillar, pillar_exact, pillar_pcre, nodegroup, compound, ipcidr"));
        return new Target(tgt, type, delimiter);
    }

    /** @throws FunctionError when the target cannot be read */
    static Expected expected(Function<Target, Expected> targets, Target target) {
        try {
            return targets.apply(target);
        } catch (TargetException e) {
            throw new FunctionError(String.valueOf(e.getMessage()), e);
        }
    }
}
