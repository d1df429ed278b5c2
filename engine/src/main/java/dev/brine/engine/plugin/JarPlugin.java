package dev.brine.engine.plugin;

import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A plugin out of a jar: what it cannot make is left out and told with the jar's path. */
record JarPlugin(Path jar, Plugin plugin) implements Plugin {
    private static final Logger log = LoggerFactory.getLogger(JarPlugin.class);

    @Override
    public String name() {
        return plugin.name();
    }

    @Override
    public void register(Registry registry) {
        Registry own = new Registry();
        try {
            plugin.register(own);
        } catch (RuntimeException | LinkageError e) {
            said(e);
            return;
        }
        registry.addAll(own, this::said);
    }

    private void said(Throwable fault) {
        log.error("{}: a part of its plugin {} is left out: {}", jar, plugin.name(), PluginJars.reason(fault), fault);
    }
}
