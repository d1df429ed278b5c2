package dev.brine.cli.command;

import dev.brine.cli.log.SaltLogs;
import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.UsageError;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.minion.Minion;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.PluginJars;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** {@code salt-minion}: the minion daemon. */
public final class MinionProgram implements Program {

    private final List<Plugin> plugins;

    public MinionProgram(List<Plugin> plugins) {
        this.plugins = plugins;
    }

    @Override
    public String name() {
        return "salt-minion";
    }

    @Override
    public String usage() {
        return "[options]";
    }

    @Override
    public String description() {
        return "The Salt Minion, receives commands from a remote Salt Master";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "salt-minion -l info                        in the foreground",
                "salt-minion -d                             in the background");
    }

    @Override
    public String configFile() {
        return "minion";
    }

    @Override
    public List<OptionHelp.Group> options() {
        return List.of(
                CommonOptions.first(CommonOptions.join(CommonOptions.daemon("salt-minion"))),
                CommonOptions.logging("-l --log-level", "/var/log/salt/minion"));
    }

    @Override
    public int run(Invocation invocation) throws UsageError, InterruptedException {
        MinionConfig config = MinionConfig.of(invocation.settings().raw());
        if (!invocation.line().flag("daemon")) {
            SaltLogs.configure(Daemon.withLogFile(
                    new LinkedHashMap<>(invocation.settings().merged()),
                    config.paths().log()));
        }
        List<Plugin> all = PluginJars.beside(plugins, config.extensions().plugins());
        return new Daemon(name(), invocation, config.paths().pid()).run(() -> running(Minion.start(config, all)));
    }

    private static Daemon.Running running(Minion minion) {
        return new Daemon.Running() {
            @Override
            public int await() throws InterruptedException {
                try {
                    return minion.exit().get();
                } catch (ExecutionException e) {
                    return Exit.SOFTWARE;
                }
            }

            @Override
            public void close() {
                minion.close();
            }
        };
    }
}
