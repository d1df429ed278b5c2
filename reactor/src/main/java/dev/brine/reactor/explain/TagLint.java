package dev.brine.reactor.explain;

import dev.brine.engine.data.Glob;
import dev.brine.reactor.rule.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds tags that look like one of Salt's own and are not. */
final class TagLint {
    /** What Salt and this master fire; a star stands for what differs from event to event. */
    private static final List<String[]> KNOWN = Stream.of(
                    "salt/auth",
                    "salt/key",
                    "minion_start",
                    "minion/refresh/*",
                    "salt/minion/*/start",
                    "salt/job/*/new",
                    "salt/job/*/ret/*",
                    "salt/job/*/prog/*/*",
                    "salt/run/*/new",
                    "salt/run/*/ret",
                    "salt/run/*/args",
                    "salt/wheel/*/new",
                    "salt/wheel/*/ret",
                    "salt/presence/present",
                    "salt/presence/change",
                    "salt/beacon/*/*/*",
                    "salt/beacon/*/*",
                    "salt/netapi/hook/*",
                    "salt/cloud/*/*",
                    "salt/reactor/lag",
                    "salt/reactor/dead",
                    "salt/reactor/refused",
                    "salt/reactor/joined",
                    "salt/reactor/absent",
                    "salt/reactor/throttled",
                    "salt/engines/hook/*",
                    "salt/stats/*")
            .map(tag -> tag.split("/"))
            .toList();

    private TagLint() {}

    /** The known tag from which this one differs by a typing error in one word; empty when it is right, or one of the user's own. */
    static Optional<String> meant(String tag) {
        String[] words = tag.split("/");
        if (KNOWN.stream().anyMatch(known -> differing(words, known) == 0)) {
            return Optional.empty();
        }
        return KNOWN.stream()
                .filter(known -> differing(words, known) == 1 && near(words, known))
                .findFirst()
                .map(known -> String.join("/", known));
    }

    /** In how many words; many when they are not of one length. */
    private static int differing(String[] words, String[] known) {
        if (words.length != known.length) {
            return Integer.MAX_VALUE;
        }
        int count = 0;
        for (int i = 0; i < words.length; i++) {
            count += fits(words[i], known[i]) ? 0 : 1;
        }
        return count;
    }

    private static boolean fits(String word, String known) {
        return known.equals("*")
                || word.equals(known)
                || (Glob.isPattern(word) && Glob.of(word).test(known));
    }

    private static boolean near(String[] words, String[] known) {
        for (int i = 0; i < words.length; i++) {
            if (!fits(words[i], known[i])) {
                return Spelling.distance(words[i].toLowerCase(java.util.Locale.ROOT), known[i]) <= 2;
            }
        }
        return false;
    }
}
