package dev.brine.states.state;

import dev.brine.states.render.Templates;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Renders the templates of file states: {@code defaults}, then {@code context} over them, then what the state knows. */
final class TemplateText {
    private TemplateText() {}

    /**
     * @param name path below the roots, or what stands for it in messages
     * @param known variables that {@code context} may overrule: source, name, user, group, mode
     */
    static byte[] render(
            StateContext context, String name, String saltenv, String text, Args args, Map<String, Object> known) {
        Map<String, Object> own = args.map("defaults");
        own.putAll(args.map("context"));
        Map<String, Object> names = new LinkedHashMap<>(known);
        names.put("context", own);
        names.putAll(own);
        String rendered = context.templates()
                .text(args.text("template"), new Templates.Source(name, "", saltenv, text, ""), names);
        return rendered.getBytes(StandardCharsets.UTF_8);
    }
}
