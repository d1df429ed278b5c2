package dev.brine.cli.command;

import dev.brine.cli.output.TerminalText;
import dev.brine.engine.key.KeyState;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows which keys are going to change, asks, and changes exactly these. */
final class KeyChange {

    private final Keys ring;
    private final KeyAction action;
    private final Program.Invocation invocation;

    KeyChange(Keys ring, KeyAction action, Program.Invocation invocation) {
        this.ring = ring;
        this.action = action;
        this.invocation = invocation;
    }

    void run() throws IOException {
        Map<String, List<String>> matches = new LinkedHashMap<>();
        for (KeyState state : action.from()) {
            List<String> ids = ring.matching(state, action.match());
            if (!ids.isEmpty()) {
                matches.put(state.directory(), ids);
            }
        }
        if (matches.isEmpty()) {
            say("The key glob '" + action.match() + "' does not match any " + action.stateWords() + " keys.");
            return;
        }
        say("The following keys are going to be " + action.done() + ":");
        invocation.settings().printout(invocation.shell()).print(matches, "key");
        if (!agreed()) {
            return;
        }
        for (Map.Entry<String, List<String>> entry : matches.entrySet()) {
            KeyState state = KeyState.ofDirectory(entry.getKey()).orElseThrow();
            for (String id : entry.getValue()) {
                change(id, state);
            }
        }
        if (!action.act().equals("accept")
                && !invocation.line().text("rotate_aes_key").equalsIgnoreCase("false")) {
            ring.requestNewSessionKey();
        }
    }

    private void change(String id, KeyState state) throws IOException {
        if (action.act().equals("delete")
                && invocation.line().text("preserve_minions").equalsIgnoreCase("true")) {
            ring.keepData(id);
        }
        if (ring.change(id, state, action.act())) {
            say("Key for minion " + TerminalText.clean(id) + " " + action.done() + ".");
        } else {
            invocation
                    .shell()
                    .err()
                    .println("Unable to " + action.act() + " invalid key for " + TerminalText.clean(id) + ".");
        }
    }

    private boolean agreed() {
        if (invocation.line().flag("yes")) {
            return true;
        }
        String answer = invocation.shell().ask("Proceed? " + (action.yesByDefault() ? "[n/Y] " : "[N/y] "));
        if (answer == null) {
            return false;
        }
        return answer.isEmpty()
                ? action.yesByDefault()
                : answer.toLowerCase(Locale.ROOT).startsWith("y");
    }

    private void say(String line) {
        invocation.shell().out().println(line);
    }
}
