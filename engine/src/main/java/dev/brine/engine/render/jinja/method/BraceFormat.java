package dev.brine.engine.render.jinja.method;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.Escape;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.TextBuilder;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** <code>'{0} {name!r:>10}'.format(...)</code>. Attributes inside the braces go through the sandbox. */
final class BraceFormat {
    private final EvalContext context;
    private final Object template;
    private final Arguments arguments;
    private int automatic;
    private boolean manual;

    private BraceFormat(EvalContext context, Object template, Arguments arguments) {
        this.context = context;
        this.template = template;
        this.arguments = arguments;
    }

    static Object format(EvalContext context, Object template, Arguments arguments) {
        BraceFormat run = new BraceFormat(context, template, arguments);
        return run.expand(template, 2);
    }

    private Object expand(Object part, int depth) {
        if (depth < 0) {
            throw PyError.value("Max string recursion exceeded");
        }
        String text = part.toString();
        TextBuilder out = new TextBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '{' && c != '}') {
                int next = at;
                while (next < text.length() && text.charAt(next) != '{' && text.charAt(next) != '}') {
                    next++;
                }
                out.append(part, at, next);
                at = next;
            } else if (at + 1 < text.length() && text.charAt(at + 1) == c) {
                out.append(c);
                at += 2;
            } else if (c == '}') {
                throw PyError.value("Single '}' encountered in format string");
            } else {
                at = field(text, at + 1, out, depth);
            }
            context.budget().checkChars(out.length());
        }
        return out.build();
    }

    private int field(String text, int from, TextBuilder out, int depth) {
        if (from >= text.length()) {
            throw PyError.value("Single '{' encountered in format string");
        }
        int at = from;
        int brackets = 0;
        while (at < text.length() && (brackets > 0 || ":!}{".indexOf(text.charAt(at)) < 0)) {
            brackets += text.charAt(at) == '[' ? 1 : text.charAt(at) == ']' ? -1 : 0;
            at++;
        }
        if (at >= text.length()) {
            throw PyError.value("expected '}' before end of string");
        }
        if (text.charAt(at) == '{') {
            throw PyError.value("unexpected '{' in field name");
        }
        Object value = value(text.substring(from, at));
        if (text.charAt(at) == '!') {
            if (at + 2 >= text.length()) {
                throw PyError.value("unmatched '{' in format spec");
            }
            value = converted(value, text.charAt(at + 1));
            at += 2;
            if (text.charAt(at) != ':' && text.charAt(at) != '}') {
                throw PyError.value("expected ':' after conversion specifier");
            }
        }
        String spec = "";
        if (text.charAt(at) == ':') {
            int end = specEnd(text, at + 1);
            spec = expand(text.substring(at + 1, end), depth - 1).toString();
            at = end;
        }
        Object formatted = FormatSpec.format(value, spec, context.budget());
        boolean escape = template instanceof Text markup && markup.isMarkup();
        out.append(escape ? Escape.escape(formatted) : formatted);
        return at + 1;
    }

    private static int specEnd(String text, int from) {
        int depth = 1;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        throw PyError.value("expected '}' before end of string");
    }

    private static @Nullable Object converted(@Nullable Object value, char conversion) {
        return switch (conversion) {
            case 's' -> Values.string(value);
            case 'r', 'a' -> Repr.repr(value);
            default -> throw PyError.value("Unknown conversion specifier " + conversion);
        };
    }

    private @Nullable Object value(String field) {
        int end = 0;
        while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '[') {
            end++;
        }
        Object value = first(field.substring(0, end));
        while (end < field.length()) {
            int from = end + 1;
            if (field.charAt(end) == '.') {
                end = from;
                while (end < field.length() && field.charAt(end) != '.' && field.charAt(end) != '[') {
                    end++;
                }
                if (end == from) {
                    throw PyError.value("Empty attribute in format string");
                }
                value = context.attribute(value, field.substring(from, end));
            } else {
                end = field.indexOf(']', from);
                if (end < 0) {
                    throw PyError.value("Missing ']' in format string");
                }
                value = context.item(value, key(field.substring(from, end)));
                end++;
            }
        }
        if (value instanceof Undefined undefined && undefined.forbidden()) {
            throw undefined.error();
        }
        return value;
    }

    private @Nullable Object first(String name) {
        boolean number = !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
        if (name.isEmpty() || number) {
            if (name.isEmpty() ? manual : automatic > 0) {
                throw PyError.value(
                        name.isEmpty()
                                ? "cannot switch from manual field specification to automatic field numbering"
                                : "cannot switch from automatic field numbering to manual field specification");
            }
            manual |= number;
            int index = number ? Integer.parseInt(name.length() > 9 ? "999999999" : name) : automatic++;
            List<@Nullable Object> positional = arguments.positional();
            if (index >= positional.size()) {
                throw PyError.index("tuple index out of range");
            }
            return positional.get(index);
        }
        if (!arguments.keyword().containsKey(name)) {
            throw PyError.key(Repr.repr(name));
        }
        return arguments.keyword().get(name);
    }

    private static Object key(String text) {
        boolean number = !text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? (Object) Long.valueOf(text) : text;
    }
}
