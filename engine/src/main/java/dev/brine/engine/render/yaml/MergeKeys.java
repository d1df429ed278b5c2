package dev.brine.engine.render.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Replaces {@code <<} entries by the entries they point to. Salt's rules, kept with their oddities: merged keys come
 * first; of a list the last mapping comes first; what the mapping has itself is dropped from the merged ones, but two
 * merged mappings with the same key stay and are then a duplicate (Salt 3006: yamlloader.flatten_mapping).
 */
final class MergeKeys {
    private static final String CONTEXT = "while constructing a mapping";

    private MergeKeys() {}

    static void flatten(MappingNode node, Set<Node> done) {
        if (!done.add(node)) {
            return;
        }
        List<NodeTuple> own = new ArrayList<>();
        List<NodeTuple> merged = new ArrayList<>();
        for (NodeTuple pair : node.getValue()) {
            Node key = pair.getKeyNode();
            if (key.getTag().equals(Tag.MERGE)) {
                merged.addAll(targets(node, pair.getValueNode(), done));
            } else {
                if (key.getTag().equals(SaltConstructor.VALUE)) {
                    key.setTag(Tag.STR);
                }
                own.add(pair);
            }
        }
        if (own.size() == node.getValue().size()) {
            return;
        }
        Set<Object> names = new HashSet<>();
        own.forEach(pair -> names.add(name(pair.getKeyNode())));
        merged.removeIf(pair -> names.contains(name(pair.getKeyNode())));
        merged.addAll(own);
        node.setValue(merged);
    }

    private static List<NodeTuple> targets(MappingNode node, Node value, Set<Node> done) {
        if (value instanceof MappingNode mapping) {
            flatten(mapping, done);
            return mapping.getValue();
        }
        if (!(value instanceof SequenceNode sequence)) {
            throw error(
                    node,
                    "expected a mapping or list of mappings for merging, but found " + PythonNames.kind(value),
                    value);
        }
        List<NodeTuple> all = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (!(item instanceof MappingNode mapping)) {
                throw error(node, "expected a mapping for merging, but found " + PythonNames.kind(item), item);
            }
            flatten(mapping, done);
            all.addAll(0, mapping.getValue());
        }
        return all;
    }

    private static Object name(Node key) {
        return key instanceof ScalarNode scalar ? scalar.getValue() : key;
    }

    private static YamlError error(MappingNode node, String problem, Node at) {
        return new YamlError(
                YamlError.Kind.CONSTRUCTOR, CONTEXT, SaltConstructor.place(node), problem, SaltConstructor.place(at));
    }
}
