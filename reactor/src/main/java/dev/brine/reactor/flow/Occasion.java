package dev.brine.reactor.flow;

import dev.brine.engine.event.Event;
import dev.brine.reactor.flow.FairQueue.Work;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.window.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What some rules see of a matched event: as a rule itself; those of a window see the newest event of it.
 *
 * @param more names beside tag and data
 */
record Occasion(Event event, Map<String, Object> more, List<RuleSet.Match> matches) {

    /** One, or two when rules match the event by which a window ends. */
    static List<Occasion> of(Work work) {
        Optional<WindowEvent> window = WindowEvent.read(work.event);
        if (window.isEmpty()) {
            return List.of(new Occasion(work.event, Map.of(), work.matches));
        }
        List<RuleSet.Match> plain = new ArrayList<>();
        List<RuleSet.Match> windows = new ArrayList<>();
        for (RuleSet.Match match : work.matches) {
            boolean itsOwn = match.rule().pattern().text().equals(window.get().rule());
            (itsOwn ? windows : plain).add(match);
        }
        List<Occasion> all = new ArrayList<>();
        if (!plain.isEmpty()) {
            all.add(new Occasion(work.event, Map.of(), plain));
        }
        if (!windows.isEmpty()) {
            all.add(new Occasion(window.get().answered(), window.get().more(), windows));
        }
        return all;
    }
}
