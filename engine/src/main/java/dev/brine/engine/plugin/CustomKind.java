package dev.brine.engine.plugin;

/** A kind of module that users write: where its files lie and what Salt calls it. */
public enum CustomKind {
    MODULES("modules", "module", "module_dirs"),
    STATES("states", "states", "states_dirs"),
    GRAINS("grains", "grains", "grains_dirs"),
    RUNNERS("runners", "runners", "runner_dirs"),
    RETURNERS("returners", "returner", "returner_dirs"),
    BEACONS("beacons", "beacons", "beacons_dirs"),
    UTILS("utils", "utils", "utils_dirs"),
    RENDERERS("renderers", "render", "render_dirs"),
    PILLAR("pillar", "pillar", "pillar_dirs"),
    TOPS("tops", "top", "top_dirs"),
    WHEEL("wheel", "wheel", "wheel_dirs"),
    ENGINES("engines", "engines", "engines_dirs"),
    MATCHERS("matchers", "matchers", "matchers_dirs"),
    OUTPUT("output", "output", "outputter_dirs");

    private final String directory;
    private final String tag;
    private final String option;

    CustomKind(String directory, String tag, String option) {
        this.directory = directory;
        this.tag = tag;
        this.option = option;
    }

    /** Its directory below {@code extmods}; with an underscore before it, that of the file roots. */
    public String directory() {
        return directory;
    }

    /** What stands in the names of its Python modules: {@code salt.loaded.ext.<tag>.hello}. */
    public String tag() {
        return tag;
    }

    /** The option with more directories of this kind. */
    public String option() {
        return option;
    }
}
