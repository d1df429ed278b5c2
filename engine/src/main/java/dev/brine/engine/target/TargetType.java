package dev.brine.engine.target;

import java.util.Locale;
import java.util.Optional;

/** How a target expression is to be read; {@link #word} is the {@code tgt_type} on the wire. */
public enum TargetType {
    GLOB,
    PCRE,
    LIST,
    GRAIN,
    GRAIN_PCRE,
    PILLAR,
    PILLAR_EXACT,
    PILLAR_PCRE,
    NODEGROUP,
    RANGE,
    COMPOUND,
    IPCIDR;

    /** {@code grain_pcre} and the like. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<TargetType> of(String word) {
        for (TargetType type : values()) {
            if (type.word().equals(word)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
