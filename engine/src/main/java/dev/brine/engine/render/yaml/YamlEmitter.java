package dev.brine.engine.render.yaml;

import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays nodes out as libyaml's emitter does, to the byte: indent 2 unless told otherwise, width 80, lists flush with their key. SnakeYAML's
 * emitter follows the Python one instead and differs in folding, escapes and line breaks. For one dump.
 */
final class YamlEmitter {
    private static final int WIDTH = 80;
    private static final int LONGEST_SIMPLE_KEY = 128;

    private final StringBuilder out = new StringBuilder();
    private final Map<DumpNode, String> anchors = new IdentityHashMap<>();
    private final Map<DumpNode, Boolean> written = new IdentityHashMap<>();
    private int lastAnchor;
    private int column;
    private int indent = -1;
    private int flowLevel;
    private boolean whitespace = true;
    private boolean indention = true;
    private final int step;

    private YamlEmitter(int step) {
        this.step = step;
    }

    static String emit(DumpNode root, int step) {
        YamlEmitter emitter = new YamlEmitter(step);
        emitter.findAnchors(root);
        emitter.node(root, false, false);
        emitter.writeIndent();
        return emitter.out.toString();
    }

    private void findAnchors(DumpNode node) {
        if (node instanceof DumpNode.Scalar) {
            return;
        }
        if (anchors.containsKey(node)) {
            if (anchors.get(node).isEmpty()) {
                anchors.put(node, String.format("id%03d", ++lastAnchor));
            }
            return;
        }
        anchors.put(node, "");
        if (node instanceof DumpNode.Sequence sequence) {
            sequence.items.forEach(this::findAnchors);
        } else if (node instanceof DumpNode.Mapping mapping) {
            for (DumpNode.Pair pair : mapping.pairs) {
                findAnchors(pair.key());
                findAnchors(pair.value());
            }
        }
    }

    private @Nullable String anchor(DumpNode node) {
        String name = anchors.get(node);
        return name == null || name.isEmpty() ? null : name;
    }

    private void node(DumpNode node, boolean inMapping, boolean simpleKey) {
        String anchor = anchor(node);
        if (anchor != null && written.put(node, true) != null) {
            indicator("*" + anchor, true, false, false);
            if (simpleKey) {
                put(' ');
            }
            return;
        }
        if (anchor != null) {
            indicator("&" + anchor, true, false, false);
        }
        if (node instanceof DumpNode.Scalar scalar) {
            scalar(scalar, simpleKey);
        } else if (node instanceof DumpNode.Sequence sequence) {
            if (flowLevel > 0 || sequence.flow || sequence.items.isEmpty()) {
                flowSequence(sequence);
            } else {
                blockSequence(sequence, inMapping && !indention);
            }
        } else if (node instanceof DumpNode.Mapping mapping) {
            if (mapping.set) {
                indicator("!!set", true, false, false);
            }
            if (flowLevel > 0 || mapping.flow || mapping.pairs.isEmpty()) {
                flowMapping(mapping);
            } else {
                blockMapping(mapping);
            }
        }
    }

    private void flowSequence(DumpNode.Sequence sequence) {
        indicator("[", true, true, false);
        int outer = indent;
        deeper(true, false);
        flowLevel++;
        boolean first = true;
        for (DumpNode item : sequence.items) {
            separate(first);
            first = false;
            node(item, false, false);
        }
        flowLevel--;
        indent = outer;
        indicator("]", false, false, false);
    }

    private void flowMapping(DumpNode.Mapping mapping) {
        indicator("{", true, true, false);
        int outer = indent;
        deeper(true, false);
        flowLevel++;
        boolean first = true;
        for (DumpNode.Pair pair : mapping.pairs) {
            separate(first);
            first = false;
            if (isSimpleKey(pair.key())) {
                node(pair.key(), true, true);
                indicator(":", false, false, false);
            } else {
                indicator("?", true, false, false);
                node(pair.key(), true, false);
                if (column > WIDTH) {
                    writeIndent();
                }
                indicator(":", true, false, false);
            }
            node(pair.value(), true, false);
        }
        flowLevel--;
        indent = outer;
        indicator("}", false, false, false);
    }

    private void separate(boolean first) {
        if (!first) {
            indicator(",", false, false, false);
        }
        if (column > WIDTH) {
            writeIndent();
        }
    }

    private void blockSequence(DumpNode.Sequence sequence, boolean indentless) {
        int outer = indent;
        deeper(false, indentless);
        for (DumpNode item : sequence.items) {
            writeIndent();
            indicator("-", true, false, true);
            node(item, false, false);
        }
        indent = outer;
    }

    private void blockMapping(DumpNode.Mapping mapping) {
        int outer = indent;
        deeper(false, false);
        for (DumpNode.Pair pair : mapping.pairs) {
            writeIndent();
            if (isSimpleKey(pair.key())) {
                node(pair.key(), true, true);
                indicator(":", false, false, false);
            } else {
                indicator("?", true, false, true);
                node(pair.key(), true, false);
                writeIndent();
                indicator(":", true, false, true);
            }
            node(pair.value(), true, false);
        }
        indent = outer;
    }

    private boolean isSimpleKey(DumpNode key) {
        String anchor = anchor(key);
        int length = anchor == null ? 0 : anchor.length();
        if (anchor != null && written.containsKey(key)) {
            return true;
        }
        if (key instanceof DumpNode.Scalar scalar) {
            if (ScalarLook.of(scalar.text()).multiline()) {
                return false;
            }
            length += scalar.text().getBytes(StandardCharsets.UTF_8).length;
            if (scalar.tag().equals("binary")) {
                length += "!!binary".length();
            }
            return length <= LONGEST_SIMPLE_KEY;
        }
        return key instanceof DumpNode.Sequence sequence
                ? sequence.items.isEmpty()
                : ((DumpNode.Mapping) key).pairs.isEmpty();
    }

    private void scalar(DumpNode.Scalar scalar, boolean simpleKey) {
        String text = scalar.text();
        ScalarLook look = ScalarLook.of(text);
        boolean literal = scalar.literal() && flowLevel == 0 && !simpleKey;
        boolean plain = !scalar.literal()
                && !(simpleKey && look.multiline())
                && (flowLevel > 0 ? look.flowPlain() : look.blockPlain())
                && !(text.isEmpty() && (flowLevel > 0 || simpleKey))
                && SaltResolver.name(text).equals(scalar.tag());
        if (scalar.tag().equals("binary")) {
            indicator("!!binary", true, false, false);
        }
        int outer = indent;
        deeper(true, false);
        if (literal) {
            literal(text);
        } else if (plain) {
            plain(text, !simpleKey);
        } else if (look.single() && !(simpleKey && look.multiline()) && !scalar.literal()) {
            single(text, !simpleKey);
        } else {
            doubleQuoted(text, !simpleKey);
        }
        indent = outer;
    }

    private void plain(String text, boolean mayBreak) {
        if (!whitespace && (!text.isEmpty() || flowLevel > 0)) {
            put(' ');
        }
        boolean spaces = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == ' ' && mayBreak && !spaces && column > WIDTH && !(i < text.length() && text.charAt(i) == ' ')) {
                writeIndent();
            } else {
                put(c);
            }
            spaces = c == ' ';
            indention &= spaces;
        }
        whitespace = false;
        indention = false;
    }

    private void single(String text, boolean mayBreak) {
        indicator("'", true, false, false);
        boolean spaces = false;
        boolean breaks = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (c == ' ') {
                boolean inside = i > 0 && next < text.length();
                if (mayBreak && !spaces && inside && column > WIDTH && text.charAt(next) != ' ') {
                    writeIndent();
                } else {
                    put(c);
                }
                spaces = true;
            } else if (ScalarLook.isBreak(c)) {
                if (!breaks && c == '\n') {
                    putBreak();
                }
                writeBreak(c);
                indention = true;
                breaks = true;
            } else {
                if (breaks) {
                    writeIndent();
                }
                if (c == '\'') {
                    put('\'');
                }
                put(c);
                indention = false;
                spaces = false;
                breaks = false;
            }
            i = next;
        }
        if (breaks) {
            writeIndent();
        }
        indicator("'", false, false, false);
        whitespace = false;
        indention = false;
    }

    private void doubleQuoted(String text, boolean mayBreak) {
        indicator("\"", true, false, false);
        boolean spaces = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (!ScalarLook.isPrintable(c) || ScalarLook.isBreak(c) || c == '"' || c == '\\') {
                Escapes.of(c).chars().forEach(this::put);
                spaces = false;
            } else if (c == ' ') {
                if (mayBreak && !spaces && column > WIDTH && i > 0 && next < text.length()) {
                    writeIndent();
                    if (text.charAt(next) == ' ') {
                        put('\\');
                    }
                } else {
                    put(c);
                }
                spaces = true;
            } else {
                put(c);
                spaces = false;
            }
            i = next;
        }
        indicator("\"", false, false, false);
        whitespace = false;
        indention = false;
    }

    /** Only base64 comes here: lines without blanks at their ends. */
    private void literal(String text) {
        indicator("|", true, false, false);
        if (!text.endsWith("\n")) {
            put('-');
        }
        putBreak();
        indention = true;
        whitespace = true;
        boolean breaks = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                putBreak();
                indention = true;
                breaks = true;
            } else {
                if (breaks) {
                    writeIndent();
                }
                put(c);
                indention = false;
                breaks = false;
            }
        }
    }

    private void deeper(boolean flow, boolean indentless) {
        if (indent < 0) {
            indent = flow ? step : 0;
        } else if (!indentless) {
            indent += step;
        }
    }

    private void indicator(String text, boolean needsSpace, boolean isSpace, boolean isIndention) {
        if (needsSpace && !whitespace) {
            put(' ');
        }
        text.chars().forEach(this::put);
        whitespace = isSpace;
        indention &= isIndention;
    }

    private void writeIndent() {
        int target = Math.max(indent, 0);
        if (!indention || column > target || (column == target && !whitespace)) {
            putBreak();
        }
        while (column < target) {
            put(' ');
        }
        whitespace = true;
        indention = true;
    }

    private void put(int c) {
        out.appendCodePoint(c);
        column++;
    }

    private void putBreak() {
        out.append('\n');
        column = 0;
    }

    private void writeBreak(int c) {
        out.appendCodePoint(c);
        column = 0;
    }
}
