package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.engine.key.KeyState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A change of keys that the user asked for.
 *
 * @param act the word of the {@code salt/key} event
 * @param match a glob, or several separated by commas
 * @param from the states whose keys are changed, in the order in which they are
 * @param yesByDefault what an empty answer to the question means
 */
record KeyAction(String act, String match, List<KeyState> from, boolean yesByDefault) {

    /** The action on this command line; empty when it only asks for a listing. Salt 3006: accept wins over reject, over delete. */
    static Optional<KeyAction> of(Parsed line) {
        if (line.flag("accept_all") || !line.text("accept").isEmpty()) {
            return Optional.of(new KeyAction(
                    "accept",
                    line.text("accept").isEmpty() ? "*" : line.text("accept"),
                    states(line, "include_rejected", KeyState.REJECTED),
                    true));
        }
        if (line.flag("reject_all") || !line.text("reject").isEmpty()) {
            return Optional.of(new KeyAction(
                    "reject",
                    line.text("reject").isEmpty() ? "*" : line.text("reject"),
                    states(line, "include_accepted", KeyState.ACCEPTED),
                    true));
        }
        if (line.flag("delete_all") || !line.text("delete").isEmpty()) {
            return Optional.of(new KeyAction(
                    "delete",
                    line.text("delete").isEmpty() ? "*" : line.text("delete"),
                    List.of(KeyState.ACCEPTED, KeyState.PENDING, KeyState.REJECTED, KeyState.DENIED),
                    false));
        }
        return Optional.empty();
    }

    private static List<KeyState> states(Parsed line, String including, KeyState other) {
        List<KeyState> states = new ArrayList<>(List.of(KeyState.PENDING));
        if (line.flag("include_all") || line.flag(including)) {
            states.add(other);
        }
        if (line.flag("include_denied")) {
            states.add(KeyState.DENIED);
        }
        return states;
    }

    /** "accepted", "deleted". */
    String done() {
        return act.equals("delete") ? "deleted" : act + "ed";
    }

    /** The states in words, for "does not match any ... keys". */
    String stateWords() {
        if (act.equals("delete")) {
            return "unaccepted";
        }
        List<String> words = from.stream().map(KeyAction::word).toList();
        return words.size() == 1
                ? words.get(0)
                : String.join(", ", words.subList(0, words.size() - 1)) + " or " + words.get(words.size() - 1);
    }

    private static String word(KeyState state) {
        return switch (state) {
            case PENDING -> "unaccepted";
            case ACCEPTED -> "accepted";
            case REJECTED -> "rejected";
            case DENIED -> "denied";
        };
    }
}
