package dev.brine.reactor.reaction;

import dev.brine.engine.data.Data;
import dev.brine.engine.render.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of runner and wheel functions: those that run here, and beside them those of Salt 3006, so that a rule can be
 * explained and checked without a master.
 */
public final class Signatures {
    private final Map<String, Signature> known;
    private final Lookup live;

    /** Functions of a running master. */
    @FunctionalInterface
    public interface Lookup {
        /** The function {@code module.name} of a family ("runner", "wheel"). */
        Optional<dev.brine.engine.call.Function> find(String family, String name);
    }

    private Signatures(Map<String, Signature> known, Lookup live) {
        this.known = known;
        this.live = live;
    }

    /** Salt's own functions. */
    public static Signatures ofSalt() {
        return with((family, name) -> Optional.empty());
    }

    /** Those of a running master, then Salt's own. */
    public static Signatures with(Lookup live) {
        Map<String, Signature> known = new LinkedHashMap<>();
        Data.asMap("signatures", JsonReader.read(resource()))
                .forEach((family, functions) -> Data.asMap(family, functions)
                        .forEach((name, signature) -> known.put(family + "." + name, read(name, signature))));
        return new Signatures(known, live);
    }

    /** The parameters of a function; empty when nobody knows it. */
    public Optional<Signature> find(String family, String name) {
        Optional<Signature> running = live.find(family, name).map(Signature::of);
        return running.isPresent() ? running : Optional.ofNullable(known.get(family + "." + name));
    }

    /** Names of Salt's functions of a family, in order. */
    public TreeSet<String> names(String family) {
        TreeSet<String> names = new TreeSet<>();
        for (String name : known.keySet()) {
            if (name.startsWith(family + ".")) {
                names.add(name.substring(family.length() + 1));
            }
        }
        return names;
    }

    private static Signature read(String name, Object value) {
        Data data = Data.of(name, value);
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>(Data.asMap(name, data.value("defaults")));
        List<String> required = data.value("args") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new Signature(required, defaults, Boolean.TRUE.equals(data.value("kwargs")));
    }

    private static String resource() {
        try (InputStream in = Signatures.class.getResourceAsStream("signatures.json")) {
            if (in == null) {
                throw new IllegalStateException("signatures.json is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
