package dev.brine.cli;

import dev.brine.cli.command.CallProgram;
import dev.brine.cli.command.CopyProgram;
import dev.brine.cli.command.KeyProgram;
import dev.brine.cli.command.MasterProgram;
import dev.brine.cli.command.MinionProgram;
import dev.brine.cli.command.Program;
import dev.brine.cli.command.RunProgram;
import dev.brine.cli.command.SaltProgram;
import dev.brine.cli.output.OutputPlugin;
import dev.brine.cli.remote.MasterHostPlugin;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.webhook.WebhookPlugin;
import dev.brine.reactor.ReactorPlugin;
import dev.brine.states.StatesPlugin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands by name, and the plugins that come with them. */
final class Programs {

    static final List<String> NAMES =
            List.of("salt", "salt-key", "salt-run", "salt-call", "salt-cp", "salt-master", "salt-minion");

    private Programs() {}

    /** The command of that name, or null when there is none. */
    static @Nullable Program find(String name) {
        return switch (name) {
            case "salt" -> new SaltProgram();
            case "salt-key" -> new KeyProgram();
            case "salt-run" -> new RunProgram();
            case "salt-call" -> new CallProgram(plugins());
            case "salt-cp" -> new CopyProgram();
            case "salt-master" -> new MasterProgram(plugins());
            case "salt-minion" -> new MinionProgram(plugins());
            default -> null;
        };
    }

    private static List<Plugin> plugins() {
        return List.of(
                new StatesPlugin(),
                new ReactorPlugin(),
                new WebhookPlugin(),
                new MasterHostPlugin(),
                new OutputPlugin());
    }
}
