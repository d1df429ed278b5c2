package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code xml} filter: scalars of a dict become attributes, dicts and lists become elements. For one value. */
final class XmlText {

    /** An element while it is built. */
    private static final class Element {
        private final String tag;
        private final Map<String, String> attributes = new LinkedHashMap<>();
        private final List<Element> children = new ArrayList<>();
        private String text = "";

        private Element(String tag) {
            this.tag = tag;
        }
    }

    private XmlText() {}

    static String of(@Nullable Object value) {
        Element root = build(entries(value), null);
        if (root == null) {
            throw PyError.attribute("'NoneType' object has no attribute 'iter'");
        }
        StringBuilder out = new StringBuilder("<?xml version=\"1.0\" ?>\n");
        write(out, root, "");
        return out.toString();
    }

    private static List<Tuple> entries(@Nullable Object value) {
        List<Tuple> entries = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> entries.add(Tuple.of(key, item)));
            return entries;
        }
        if (!(value instanceof List<?> list)) {
            throw PyError.runtime("Value is not a dict or list. Cannot render as XML");
        }
        if (list.isEmpty()) {
            throw PyError.index((list instanceof Tuple ? "tuple" : "list") + " index out of range");
        }
        return entries;
    }

    private static @Nullable Element build(List<Tuple> entries, @Nullable Element parent) {
        Element element = null;
        for (Tuple entry : entries) {
            Object value = entry.get(1);
            if (value instanceof List<?> list && !(value instanceof Tuple)) {
                list.forEach(item -> build(List.of(Tuple.of(entry.get(0), item)), parent));
            } else {
                element = new Element(Values.text(entry.get(0)));
                if (parent != null) {
                    parent.children.add(element);
                }
            }
            if (Values.isString(value) || (value != null && Numbers.isNumber(value))) {
                text(element, Values.text(value));
                continue;
            }
            if (value instanceof Map<?, ?> map && element != null) {
                attributes(element, map);
            }
            for (Tuple below : entries(value)) {
                if (below.get(1) instanceof Map || (below.get(1) instanceof List && !(below.get(1) instanceof Tuple))) {
                    build(List.of(below), element);
                }
            }
        }
        return element;
    }

    private static void text(@Nullable Element element, String text) {
        if (element != null) {
            element.text = text;
        }
    }

    private static void attributes(Element element, Map<?, ?> map) {
        map.forEach((key, item) -> {
            if (!(item instanceof Map) && !(item instanceof List && !(item instanceof Tuple))) {
                element.attributes.put(Values.text(key), Values.text(item));
            }
        });
    }

    private static void write(StringBuilder out, Element element, String indent) {
        out.append(indent).append('<').append(element.tag);
        element.attributes.forEach((name, value) -> out.append(' ')
                .append(name)
                .append("=\"")
                .append(escaped(value))
                .append('"'));
        if (element.children.isEmpty() && element.text.isEmpty()) {
            out.append("/>\n");
        } else if (element.children.isEmpty()) {
            out.append('>')
                    .append(escaped(element.text))
                    .append("</")
                    .append(element.tag)
                    .append(">\n");
        } else {
            out.append(">\n");
            element.children.forEach(child -> write(out, child, indent + " "));
            out.append(indent).append("</").append(element.tag).append(">\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("\"", "&quot;")
                .replace(">", "&gt;");
    }
}
