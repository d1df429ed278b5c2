package dev.brine.engine.pillar;

import java.io.IOException;
import java.util.Map;

/** One entry of {@code ext_pillar}: pillar data that comes from elsewhere than {@code pillar_roots}. Any thread. */
sealed interface ExternalPillar permits CalledPillar, CommandPillar, FileTreePillar {

    /** The name it has in {@code ext_pillar}. */
    String name();

    /**
     * What this source has for a minion; empty when nothing.
     *
     * @param known the pillar so far; not to be changed
     * @throws IOException when it cannot be asked, or what it says cannot be read; the message goes to the minion, so it tells
     *     nothing of what the source holds
     */
    Map<?, ?> of(PillarSource.Request request, Map<String, Object> known) throws IOException;
}
