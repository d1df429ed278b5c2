package dev.brine.engine.plugin;

/** An add-on: registers its catalogs and engines. */
public interface Plugin {
    String name();

    void register(Registry registry);
}
