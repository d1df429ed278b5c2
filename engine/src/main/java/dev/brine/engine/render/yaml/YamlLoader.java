package dev.brine.engine.render.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Loads a YAML text as Salt's {@code SaltYamlSafeLoader} over libyaml does.
 *
 * <p>Values are plain values. Errors are {@link YamlError}s in libyaml's words. Safe for hostile text: no tag reaches a
 * class, and {@link YamlLimits} bound what is built. Immutable and thread-safe.
 */
public final class YamlLoader {
    private final YamlLimits limits;

    /** A loader with the limits for the operator's files. */
    public YamlLoader() {
        this(YamlLimits.FILES);
    }

    public YamlLoader(YamlLimits limits) {
        this.limits = limits;
    }

    /** The value of the only document of {@code text}; null if there is none. */
    public @Nullable Object load(String text) {
        return document(text, ScalarHook.NONE).value();
    }

    /** The only document of {@code text}, each scalar shown to {@code hook} on its way. */
    public YamlDocument document(String text, ScalarHook hook) {
        if (text.length() > limits.characters()) {
            throw new YamlError(
                    YamlError.Kind.LIMIT,
                    "text of " + text.length() + " characters is longer than " + limits.characters(),
                    null);
        }
        Node root = compose(text);
        return root == null
                ? new YamlDocument(null, KeyLines.none())
                : new SaltConstructor(hook, limits).document(root);
    }

    private @Nullable Node compose(String text) {
        String tried = text;
        for (int repairs = 0; ; repairs++) {
            try {
                return composeOnce(tried);
            } catch (MarkedYAMLException e) {
                String repaired = repairs < Tabs.MOST_REPAIRS ? Tabs.repair(tried, e) : null;
                if (repaired == null) {
                    throw LibyamlWords.error(e);
                }
                tried = repaired;
            } catch (YAMLException e) {
                throw LibyamlWords.error(e);
            }
        }
    }

    private @Nullable Node composeOnce(String text) {
        LoaderOptions options = new LoaderOptions();
        options.setMaxAliasesForCollections(limits.aliases());
        options.setNestingDepthLimit(limits.depth());
        options.setCodePointLimit(Math.max(limits.characters(), 1));
        options.setAllowRecursiveKeys(true);
        options.setAllowDuplicateKeys(true);
        options.setWarnOnDuplicateKeys(false);
        options.setTagInspector(tag -> true);
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Parser parser = new AnchorWatch(new ParserImpl(new StreamReader(body), options));
        Composer composer = new Composer(parser, SaltResolver.INSTANCE, options);
        return composer.getSingleNode();
    }

    static YamlError.Place place(@Nullable Mark mark) {
        return mark == null ? new YamlError.Place(1, 1) : new YamlError.Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
