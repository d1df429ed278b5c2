package dev.brine.engine.render.yaml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns the node tree of one document into plain values the way Salt's loader does: duplicate keys are errors, octals
 * are decimal, dates stay text, merge keys are put in front. Only the tags named here exist, so no tag can load a class.
 * For one document and one thread.
 */
final class SaltConstructor {
    static final Tag VALUE = new Tag(Tag.PREFIX + "value");
    private static final Tag UNICODE = new Tag(Tag.PREFIX + "python/unicode");
    private static final String IN_MAPPING = "while constructing a mapping";

    private final ScalarHook hook;
    private final YamlLimits limits;
    private final Map<Node, Built> built = new IdentityHashMap<>();
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Node> flat = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Object> path = new ArrayDeque<>();
    private KeyLines lines = KeyLines.none();
    private long values;
    private int depth;

    private record Built(@Nullable Object value, long size) {}

    /** Stands for null on the path, which a deque cannot hold. */
    private static final Object NULL_KEY = new Object();

    SaltConstructor(ScalarHook hook, YamlLimits limits) {
        this.hook = hook;
        this.limits = limits;
    }

    YamlDocument document(Node root) {
        if (root instanceof MappingNode) {
            lines = new KeyLines(YamlLoader.place(root.getStartMark()).line());
        }
        Object value = build(root, lines, false);
        return new YamlDocument(value, lines);
    }

    private @Nullable Object build(Node node, @Nullable KeyLines here, boolean asKey) {
        Built known = built.get(node);
        if (known != null) {
            grow(known.size, node);
            return known.value;
        }
        if (node instanceof ScalarNode scalar) {
            grow(1, node);
            return scalar(scalar, asKey);
        }
        if (!open.add(node)) {
            throw new YamlError(
                    YamlError.Kind.RECURSION,
                    "maximum recursion depth exceeded: a collection contains itself",
                    place(node));
        }
        if (++depth > limits.depth()) {
            throw new YamlError(YamlError.Kind.LIMIT, "nested deeper than " + limits.depth() + " levels", place(node));
        }
        long before = values;
        grow(1, node);
        Object value = node instanceof MappingNode mapping ? mapping(mapping, here) : sequence((SequenceNode) node);
        depth--;
        open.remove(node);
        // also what has no anchor of its own: a merge key may bring it into a second mapping
        built.put(node, new Built(value, values - before));
        return value;
    }

    private void grow(long count, Node node) {
        values += count;
        if (values > limits.values()) {
            throw new YamlError(
                    YamlError.Kind.LIMIT, "more than " + limits.values() + " values, aliases counted", place(node));
        }
    }

    private Object mapping(MappingNode node, @Nullable KeyLines here) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.SEQ) || tag.equals(Tag.PAIRS)) {
            throw wrongKind(tag.equals(Tag.SEQ) ? "sequence" : "pairs", node);
        }
        if (tag.equals(Tag.SET)) {
            return new LinkedHashSet<>(pairs(node, null).keySet());
        }
        if (tag.equals(Tag.MAP) || tag.equals(Tag.OMAP)) {
            return pairs(node, here);
        }
        throw scalarTagOn(tag, node, "mapping");
    }

    private Map<@Nullable Object, @Nullable Object> pairs(MappingNode node, @Nullable KeyLines here) {
        MergeKeys.flatten(node, flat);
        Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
        Set<@Nullable Object> seen = new LinkedHashSet<>();
        for (NodeTuple pair : node.getValue()) {
            Node keyNode = pair.getKeyNode();
            Object key = build(keyNode, null, true);
            if (key instanceof Map || key instanceof List || key instanceof Set) {
                throw constructor(
                        IN_MAPPING, node, "found unacceptable key " + PythonNames.key(keyNode), place(keyNode));
            }
            KeyLines below = null;
            if (here != null && here != KeyLines.none()) {
                below = new KeyLines(place(keyNode).line());
                here.put(key, below);
            }
            path.addLast(key == null ? NULL_KEY : key);
            Object value = build(pair.getValueNode(), here == lines ? below : null, false);
            path.removeLast();
            if (!seen.add(PythonNames.identity(key))) {
                throw constructor(
                        IN_MAPPING, node, "found conflicting ID '" + PythonNames.text(key) + "'", place(keyNode));
            }
            map.put(key, value);
        }
        return map;
    }

    private Object sequence(SequenceNode node) {
        Tag tag = node.getTag();
        if (tag.equals(Tag.PAIRS)) {
            return tuples(node);
        }
        if (tag.equals(Tag.MAP) || tag.equals(Tag.OMAP) || tag.equals(Tag.SET)) {
            throw wrongKind("mapping", node);
        }
        if (!tag.equals(Tag.SEQ)) {
            throw scalarTagOn(tag, node, "sequence");
        }
        List<@Nullable Object> list = new ArrayList<>(node.getValue().size());
        for (Node item : node.getValue()) {
            path.addLast((long) list.size());
            list.add(build(item, null, false));
            path.removeLast();
        }
        return list;
    }

    private List<@Nullable Object> tuples(SequenceNode node) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Node item : node.getValue()) {
            if (!(item instanceof MappingNode mapping)) {
                throw constructor(
                        "while constructing pairs",
                        node,
                        "expected a mapping of length 1, but found " + PythonNames.kind(item),
                        place(item));
            }
            if (mapping.getValue().size() != 1) {
                throw constructor(
                        "while constructing pairs",
                        node,
                        "expected a single mapping item, but found "
                                + mapping.getValue().size() + " items",
                        place(item));
            }
            NodeTuple pair = mapping.getValue().get(0);
            List<@Nullable Object> tuple = new ArrayList<>(2);
            tuple.add(build(pair.getKeyNode(), null, true));
            tuple.add(build(pair.getValueNode(), null, false));
            list.add(tuple);
        }
        return list;
    }

    private @Nullable Object scalar(ScalarNode node, boolean asKey) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (hook.wants(text)) {
            List<@Nullable Object> spot = new ArrayList<>(path.size());
            path.forEach(step -> spot.add(step == NULL_KEY ? null : step));
            Object value = hook.replace(
                    text,
                    new ScalarHook.Spot(spot, asKey, node.isPlain(), place(node).line()));
            if (tag.equals(Tag.STR) || !(value instanceof String replaced)) {
                return value;
            }
            text = replaced;
        }
        try {
            return typed(tag, text, node);
        } catch (IllegalArgumentException e) {
            YamlError error = new YamlError(
                    tag.equals(Tag.BINARY) ? YamlError.Kind.CONSTRUCTOR : YamlError.Kind.VALUE,
                    String.valueOf(e.getMessage()),
                    place(node));
            error.initCause(e);
            throw error;
        }
    }

    private @Nullable Object typed(Tag tag, String text, ScalarNode node) {
        if (tag.equals(Tag.STR) || tag.equals(Tag.TIMESTAMP) || tag.equals(UNICODE)) {
            return text;
        }
        if (tag.equals(Tag.INT)) {
            return SaltScalars.integer(text);
        }
        if (tag.equals(Tag.BOOL)) {
            return SaltScalars.bool(text);
        }
        if (tag.equals(Tag.NULL)) {
            return null;
        }
        if (tag.equals(Tag.FLOAT)) {
            return SaltScalars.floating(text);
        }
        if (tag.equals(Tag.BINARY)) {
            return SaltScalars.binary(text);
        }
        if (tag.equals(Tag.MAP) || tag.equals(Tag.OMAP) || tag.equals(Tag.SET)) {
            throw wrongKind("mapping", node);
        }
        if (tag.equals(Tag.SEQ)) {
            throw wrongKind("sequence", node);
        }
        throw unknownTag(tag, node);
    }

    private static YamlError scalarTagOn(Tag tag, Node node, String found) {
        boolean scalarTag = tag.equals(Tag.STR)
                || tag.equals(Tag.INT)
                || tag.equals(Tag.FLOAT)
                || tag.equals(Tag.BOOL)
                || tag.equals(Tag.NULL)
                || tag.equals(Tag.BINARY)
                || tag.equals(Tag.TIMESTAMP);
        return scalarTag
                ? new YamlError(YamlError.Kind.CONSTRUCTOR, "expected a scalar node, but found " + found, place(node))
                : unknownTag(tag, node);
    }

    private static YamlError unknownTag(Tag tag, Node node) {
        return new YamlError(
                YamlError.Kind.CONSTRUCTOR,
                "could not determine a constructor for the tag '" + tag.getValue() + "'",
                place(node));
    }

    private static YamlError wrongKind(String expected, Node node) {
        return new YamlError(
                YamlError.Kind.CONSTRUCTOR,
                "expected a " + expected + " node, but found " + PythonNames.kind(node),
                place(node));
    }

    private static YamlError constructor(String context, Node node, String problem, YamlError.Place place) {
        return new YamlError(YamlError.Kind.CONSTRUCTOR, context, place(node), problem, place);
    }

    static YamlError.Place place(Node node) {
        Mark mark = node.getStartMark();
        return YamlLoader.place(mark);
    }
}
