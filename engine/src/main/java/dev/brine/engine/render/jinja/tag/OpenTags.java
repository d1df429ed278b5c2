package dev.brine.engine.render.jinja.tag;

import dev.brine.engine.render.jinja.lex.TemplateSyntaxException;
import dev.brine.engine.render.jinja.lex.Token;
import dev.brine.engine.render.jinja.lex.TokenStream;
import dev.brine.engine.render.jinja.value.Repr;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;

/** Which tags are open and what would close them: only for the texts of errors (Jinja 3.1). */
final class OpenTags {
    private final TokenStream stream;
    private final Deque<String> tags = new ArrayDeque<>();
    private final Deque<String[]> ends = new ArrayDeque<>();

    OpenTags(TokenStream stream) {
        this.stream = stream;
    }

    void push(String tag) {
        tags.push(tag);
    }

    void pop() {
        tags.pop();
    }

    void pushEnds(String... words) {
        ends.push(words);
    }

    void popEnds() {
        ends.pop();
    }

    TemplateSyntaxException unknownTag(Token tag) {
        String message = "Encountered unknown tag " + Repr.repr(tag.text()) + ".";
        String[] wanted = ends.peek();
        if (wanted != null) {
            boolean known = ends.stream().anyMatch(words -> Arrays.asList(words).contains(tag.text()));
            message += known
                    ? " You probably made a nesting mistake. Jinja is expecting this tag, but currently looking for "
                            + list(wanted) + "."
                    : " Jinja was looking for the following tags: " + list(wanted) + ".";
        }
        return new TemplateSyntaxException(message + innermost(), tag.line());
    }

    TemplateSyntaxException unexpectedEnd(String... wanted) {
        return new TemplateSyntaxException(
                "Unexpected end of template. Jinja was looking for the following tags: " + list(wanted) + "."
                        + innermost(),
                stream.line());
    }

    private static String list(String... words) {
        return Arrays.stream(words).map(Repr::repr).collect(Collectors.joining(" or "));
    }

    private String innermost() {
        String tag = tags.peek();
        return tag == null ? "" : " The innermost block that needs to be closed is " + Repr.repr(tag) + ".";
    }
}
