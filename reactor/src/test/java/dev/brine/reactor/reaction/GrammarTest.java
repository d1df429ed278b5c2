package dev.brine.reactor.reaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.data.Data;
import dev.brine.engine.event.Origin;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Values;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.reactor.rule.RuleReader;
import dev.brine.reactor.rule.RuleSet;
import dev.brine.reactor.sls.Compilation;
import dev.brine.reactor.sls.EventContext;
import dev.brine.reactor.sls.LowChunk;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import dev.brine.reactor.sls.SlsRenderer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each case was recorded from Salt 3006: its compiler's low chunks, and what reached its clients (null: nothing did; expr_form
 * is taken as tgt_type, which stock no longer does). */
class GrammarTest {
    @TempDir
    Path directory;

    static Stream<Case> cases() throws IOException {
        return Stream.concat(read("cases.json"), read("odd.json"));
    }

    private static Stream<Case> read(String file) throws IOException {
        try (InputStream in = GrammarTest.class.getResourceAsStream("/grammar/" + file)) {
            List<?> all = (List<?>) JsonReader.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return all.stream().map(c -> new Case(Data.asMap("case", c)));
        }
    }

    record Case(Map<String, Object> fields) {
        @Override
        public String toString() {
            return String.valueOf(fields.get("name"));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void chunksAndCallsAreThoseOfStockSalt(Case given) throws IOException {
        for (Map.Entry<String, Object> file :
                Data.asMap("files", given.fields.get("files")).entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), (String) file.getValue());
        }
        String tag = (String) given.fields.get("tag");
        RuleSet rules = new RuleSet(RuleReader.read(placed(given.fields.get("reactor")), "reactor.conf:1")
                .rules());
        List<String> references = rules.matching(tag).stream()
                .flatMap(match -> match.rule().files().stream())
                .toList();
        EventContext event =
                new EventContext(tag, Data.asMap("data", given.fields.get("data")), Map.of(), Origin.LOCAL);
        Compilation compiled = compiler().compile(references, event);

        assertThat(compiled.chunks().stream().map(c -> shown(c.fields())).toList())
                .as("chunks; problems: %s", compiled.problems())
                .isEqualTo(given.fields.get("chunks"));
        CallResolver resolver = new CallResolver(Signatures.ofSalt());
        List<Object> calls = new ArrayList<>();
        for (LowChunk chunk : compiled.chunks()) {
            calls.add(resolver.resolve(chunk) instanceof CallResolver.Ready ready ? call(ready.reaction()) : null);
        }
        assertThat(calls).isEqualTo(expectedCalls(given.fields.get("calls")));
    }

    private ReactionCompiler compiler() {
        RenderPipe pipe = RenderPipe.standard(new SecureRandom());
        FileRoots roots = new FileRoots(Map.of("base", List.of(directory)), false, List.of(), List.of());
        return new ReactionCompiler(SlsFiles.in(roots), new SlsRenderer(pipe, RenderWorld::empty, TaintPolicy.ENFORCE));
    }

    private static Map<String, Object> call(Reaction reaction) {
        Map<String, Object> call = new LinkedHashMap<>(reaction.describe());
        call.putIfAbsent("tgt_type", null);
        call.remove("ret");
        return call;
    }

    /** What stock hands on, in the forms that are read from it: a lone value is one argument, a list of pairs is a map. */
    private static List<Object> expectedCalls(Object recorded) {
        List<Object> calls = new ArrayList<>();
        for (Object item : (List<?>) recorded) {
            if (item == null) {
                calls.add(null);
                continue;
            }
            Map<String, Object> call = new LinkedHashMap<>(Data.asMap("call", item));
            call.putIfAbsent("tgt_type", null);
            Object arg = call.get("arg");
            if (arg instanceof Map<?, ?> map) {
                call.put("arg", new ArrayList<>(map.keySet()));
            } else if (!(arg instanceof List<?>)) {
                call.put("arg", arg == null ? List.of() : List.of(arg));
            }
            if (call.get("kwarg") instanceof List<?> pairs) {
                Map<Object, Object> joined = new LinkedHashMap<>();
                pairs.forEach(pair -> joined.putAll((Map<?, ?>) pair));
                call.put("kwarg", joined);
            } else if (call.get("kwarg") instanceof Map<?, ?> map) {
                Map<Object, Object> named = new LinkedHashMap<>();
                map.forEach((k, v) -> named.put(String.valueOf(k).replaceFirst("^!(int|float|bool|NoneType):", ""), v));
                call.put("kwarg", named);
            } else if (call.get("kwarg") == null) {
                call.put("kwarg", Map.of());
            }
            if ("local".equals(call.get("type"))) {
                // stock hands on what is no text, too, and then matches nobody
                call.compute("tgt_type", (k, type) -> type == null ? "glob" : String.valueOf(type));
            }
            calls.add(call);
        }
        return calls;
    }

    /** Puts this test's directory where the recording has its place-holder. */
    private Object placed(Object value) {
        if (value instanceof String text) {
            return text.replace("@/", directory + "/");
        }
        if (value instanceof List<?> list) {
            return list.stream().map(this::placed).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(k, placed(v)));
            return copy;
        }
        return value;
    }

    /** The value as the recording writes it: keys that are no text with their type, this directory as the place-holder. */
    private Object shown(Object value) {
        if (value instanceof String text) {
            return text.replace(directory + "/", "@/");
        }
        if (value instanceof List<?> list) {
            return new ArrayList<>(list.stream().map(this::shown).toList());
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((k, v) -> copy.put(k instanceof String ? k : kind(k) + Repr.repr(k), shown(v)));
            return copy;
        }
        return value instanceof Double number && !Double.isFinite(number) ? kind(value) + Repr.repr(value) : value;
    }

    private static String kind(Object value) {
        return "!" + Values.typeName(value) + ":";
    }
}
