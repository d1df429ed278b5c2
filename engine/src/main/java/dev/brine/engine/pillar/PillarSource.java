package dev.brine.engine.pillar;

import java.util.Map;

/** Compiles the pillar of a minion. May read files and render templates; safe for many threads. */
@FunctionalInterface
public interface PillarSource {

    /**
     * Compiles one minion's pillar. Problems in its files do not throw: they are in the result under {@code _errors}.
     *
     * @param request whose pillar, and for which environment
     */
    Map<String, Object> compile(Request request);

    /**
     * What is asked for.
     *
     * @param id the minion, as its session proves it
     * @param grains its grains as it sends them: its own word
     * @param saltenv environment of states; empty for none
     * @param pillarenv environment of the pillar; empty for all
     * @param override values that go over the compiled ones ({@code pillar=} on the command line)
     */
    record Request(
            String id, Map<String, Object> grains, String saltenv, String pillarenv, Map<String, Object> override) {}
}
