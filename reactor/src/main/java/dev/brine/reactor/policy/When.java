package dev.brine.reactor.policy;

import dev.brine.engine.event.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code when}: conditions on the event's data.
 *
 * @param all must hold
 */
public record When(List<Condition> all) implements Part {

    public static When read(Spec value) throws BadPolicy {
        if (!(value.value() instanceof Map<?, ?> map)) {
            throw value.bad("must be a map of paths to conditions; found " + value.value());
        }
        List<Condition> all = new ArrayList<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            String path = String.valueOf(entry.getKey());
            if (entry.getValue() instanceof Map<?, ?> operators) {
                for (Map.Entry<?, ?> operator : operators.entrySet()) {
                    all.add(new Condition(
                            path,
                            new Spec(path, operator.getKey()).one(Condition.Operator.values()),
                            operator.getValue()));
                }
            } else {
                all.add(new Condition(path, Condition.Operator.EQUALS, entry.getValue()));
            }
        }
        return new When(all);
    }

    /** The first condition that does not hold, for people. */
    Optional<String> against(Event event) {
        for (Condition condition : all) {
            if (!condition.holds(event.data())) {
                return Optional.of("when: not so: " + condition);
            }
        }
        return Optional.empty();
    }
}
