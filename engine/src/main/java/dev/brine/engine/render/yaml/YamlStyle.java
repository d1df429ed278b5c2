package dev.brine.engine.render.yaml;

/**
 * The layout arguments of a YAML dump that Salt's callers use.
 *
 * @param flow brackets or blocks
 * @param sortKeys whether keys are put in order; mixed key types stay as they are, as in PyYAML
 * @param indent spaces a level, 2 to 9; libyaml takes 2 for anything else
 */
public record YamlStyle(Flow flow, boolean sortKeys, int indent) {

    /** PyYAML's {@code default_flow_style}. */
    public enum Flow {
        /** True: everything in brackets. */
        ALWAYS,
        /** False: everything in blocks. */
        NEVER,
        /** None: brackets for collections of plain scalars. */
        LEAVES
    }

    /** What Salt's dump functions do when nothing is said. */
    public static final YamlStyle SALT = new YamlStyle(Flow.LEAVES, true, 2);

    /** Blocks only, keys in order: most text that Salt writes for people. */
    public static final YamlStyle BLOCK = new YamlStyle(Flow.NEVER, true, 2);

    public YamlStyle flow(Flow other) {
        return new YamlStyle(other, sortKeys, indent);
    }

    public YamlStyle sortKeys(boolean sorted) {
        return new YamlStyle(flow, sorted, indent);
    }

    public YamlStyle indent(int spaces) {
        return new YamlStyle(flow, sortKeys, spaces < 2 || spaces > 9 ? 2 : spaces);
    }
}
