package dev.brine.states.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The texts of states that take them as an argument, or as {@code source} or {@code sources}, rendered with {@code template}. */
final class SourceTexts {
    private final StateContext context;
    private final Sources sources;

    SourceTexts(StateContext context) {
        this.context = context;
        this.sources = new Sources(context);
    }

    List<String> texts(Args args, String argument) throws IOException, Sources.NotThere {
        List<String> rendered = rendered(args);
        if (!rendered.isEmpty()) {
            return rendered;
        }
        List<String> texts = new ArrayList<>();
        for (Object text : args.has(argument) ? args.list(argument) : List.of("None")) {
            texts.add(Args.python(text));
        }
        return texts;
    }

    /** The sources' texts; none when the state names no source. */
    List<String> rendered(Args args) throws IOException, Sources.NotThere {
        if (args.has("source") && args.has("sources")) {
            throw new Sources.NotThere("source and sources are mutually exclusive");
        }
        List<Object> names = args.has("source") ? args.list("source") : args.list("sources");
        List<Object> hashes = args.has("source") ? args.list("source_hash") : args.list("source_hashes");
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String hash = i < hashes.size() ? String.valueOf(hashes.get(i)) : "";
            Optional<Sources.Picked> picked = sources.pick(names.get(i), hash);
            if (picked.isPresent()) {
                texts.add(text(picked.get(), args));
            }
        }
        return texts;
    }

    private String text(Sources.Picked picked, Args args) throws IOException, Sources.NotThere {
        byte[] content;
        try {
            content = Files.readAllBytes(
                    sources.fetch(picked, args, picked.source().path()));
        } catch (Sources.NotThere e) {
            throw new Sources.NotThere(
                    "Failed to load template file " + picked.source().text());
        }
        Map<String, Object> withEngine = new LinkedHashMap<>(args.all());
        withEngine.putIfAbsent("template", "jinja");
        byte[] rendered = TemplateText.render(
                context,
                picked.source().path(),
                sources.saltenv(picked.source()),
                new String(content, StandardCharsets.UTF_8),
                new Args(withEngine),
                Map.of());
        if (rendered.length == 0) {
            throw new Sources.NotThere(
                    "Failed to read rendered template file " + picked.source().text());
        }
        return new String(rendered, StandardCharsets.UTF_8);
    }
}
