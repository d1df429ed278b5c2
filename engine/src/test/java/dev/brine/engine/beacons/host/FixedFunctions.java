package dev.brine.engine.beacons.host;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Function;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Parameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Functions that give what a test says: {@code service.status} by service, others by name. */
final class FixedFunctions implements FunctionTable {
    final Map<String, Object> values = new LinkedHashMap<>();
    final Map<String, Object> services = new LinkedHashMap<>();

    Invoker invoker() {
        return new Invoker(this);
    }

    @Override
    public Optional<Function> find(String name) {
        return name.equals("service.status") || values.containsKey(name)
                ? Optional.of(new Fixed(name))
                : Optional.empty();
    }

    @Override
    public SortedSet<String> names() {
        return new TreeSet<>(values.keySet());
    }

    @Override
    public Set<String> modules() {
        return Set.of("service", "status");
    }

    private final class Fixed implements Function {
        private final String name;

        private Fixed(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String doc() {
            return "";
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public Object call(List<Object> args, Map<String, Object> kwargs, Call call) {
            return args.isEmpty() ? values.get(name) : services.get(String.valueOf(args.get(0)));
        }
    }
}
