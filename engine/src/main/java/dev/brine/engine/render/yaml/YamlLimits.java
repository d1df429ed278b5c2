package dev.brine.engine.render.yaml;

/**
 * How much of a document the loader is willing to build.
 *
 * @param characters longest text, in chars
 * @param aliases most aliases of collections
 * @param depth deepest nesting
 * @param values most values of the finished tree, each alias counted as often as it is used, so that a few
 *     nested aliases cannot stand for billions of values
 */
public record YamlLimits(int characters, int aliases, int depth, long values) {

    /** For files of the operator: states, pillar, reactions, configuration. */
    public static final YamlLimits FILES = new YamlLimits(16 << 20, 1000, 200, 5_000_000);

    /** For text from the network. */
    public static final YamlLimits FOREIGN = new YamlLimits(3 << 20, 50, 64, 200_000);
}
