package dev.brine.engine.render.jinja.global;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Text;

/** {@code lipsum(n, html)}: filler text. Always the same here, so that a render can be repeated. */
final class LoremIpsum {
    private static final Signature SIGNATURE = Signature.of("generate_lorem_ipsum(n=5, html=True, min=20, max=100)");
    private static final String PARAGRAPH =
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor"
                    + " incididunt ut labore et dolore magna aliqua ut enim ad minim veniam.";

    private LoremIpsum() {}

    static Object generate(EvalContext context, Arguments arguments) {
        Signature.Bound bound = SIGNATURE.bind(arguments);
        int count = Math.max(0, bound.integer(0));
        boolean html = bound.truth(1);
        context.budget().checkChars((long) count * PARAGRAPH.length());
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String separator = i == 0 ? "" : html ? "\n" : "\n\n";
            out.append(separator).append(html ? "<p>" + PARAGRAPH + "</p>" : PARAGRAPH);
        }
        return html ? Text.markup(out.toString()) : out.toString();
    }
}
