package dev.brine.reactor.reaction;

import dev.brine.engine.call.Function;
import dev.brine.engine.call.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a runner or wheel function takes.
 *
 * @param required names without a default, in order
 * @param defaults names with their defaults, in order
 * @param keywords whether it takes any other keyword
 */
public record Signature(List<String> required, Map<String, @Nullable Object> defaults, boolean keywords) {

    static Signature of(Function function) {
        List<String> required = new ArrayList<>();
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        for (Parameter parameter : function.parameters()) {
            if (parameter.kind() == Parameter.Kind.NAMED && parameter.required()) {
                required.add(parameter.name());
            } else if (parameter.kind() == Parameter.Kind.NAMED) {
                defaults.put(parameter.name(), parameter.dflt());
            }
        }
        return new Signature(required, defaults, function.takesKeywords());
    }
}
