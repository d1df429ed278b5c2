package dev.brine.cli.command;

import dev.brine.cli.log.SaltLogs;
import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.UsageError;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.master.Master;
import dev.brine.engine.plugin.Plugin;
import dev.brine.engine.plugin.PluginJars;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code salt-master}: the master daemon. */
public final class MasterProgram implements Program {

    private final List<Plugin> plugins;

    public MasterProgram(List<Plugin> plugins) {
        this.plugins = plugins;
    }

    @Override
    public String name() {
        return "salt-master";
    }

    @Override
    public String usage() {
        return "[options]";
    }

    @Override
    public String description() {
        return "The Salt Master, used to control the Salt Minions";
    }

    @Override
    public List<String> examples() {
        return List.of(
                "salt-master -l info                        in the foreground",
                "salt-master -d -c /srv/site/etc            in the background, with its own configuration");
    }

    @Override
    public String configFile() {
        return "master";
    }

    @Override
    public List<OptionHelp.Group> options() {
        return List.of(
                CommonOptions.first(CommonOptions.join(CommonOptions.daemon("salt-master"))),
                CommonOptions.logging("-l --log-level", "/var/log/salt/master"));
    }

    @Override
    public int run(Invocation invocation) throws UsageError, InterruptedException {
        MasterConfig config = MasterConfig.of(invocation.settings().raw());
        if (!invocation.line().flag("daemon")) {
            SaltLogs.configure(Daemon.withLogFile(
                    new LinkedHashMap<>(invocation.settings().merged()),
                    config.paths().log()));
        }
        List<Plugin> all = PluginJars.beside(plugins, config.extensions().plugins());
        return new Daemon(name(), invocation, config.paths().pid()).run(() -> running(Master.start(config, all)));
    }

    private static Daemon.Running running(Master master) {
        CountDownLatch never = new CountDownLatch(1);
        return new Daemon.Running() {
            @Override
            public int await() throws InterruptedException {
                never.await();
                return Exit.OK;
            }

            @Override
            public void close() {
                master.close();
            }
        };
    }
}
