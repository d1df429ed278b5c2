package dev.brine.engine.runners;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Module;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The texts of functions. Salt 3006: runners/doc.py. */
@Module("doc")
public final class DocRunner {
    private final Supplier<Map<String, FunctionTable>> tables;

    DocRunner(Supplier<Map<String, FunctionTable>> tables) {
        this.tables = tables;
    }

    @Fn(doc = """
                    Return all inline documentation for runner modules

                    CLI Example:

                        salt-run doc.runner
                    """)
    public Map<String, Object> runner() {
        return docs("runner");
    }

    @Fn(doc = """
                    Return all inline documentation for wheel modules

                    CLI Example:

                        salt-run doc.wheel
                    """)
    public Map<String, Object> wheel() {
        return docs("wheel");
    }

    @Fn(doc = """
                    Return all inline documentation for execution modules

                    CLI Example:

                        salt-run doc.execution
                    """)
    public Map<String, Object> execution() {
        return docs("execution");
    }

    private Map<String, Object> docs(String family) {
        Map<String, Object> docs = new TreeMap<>();
        FunctionTable table = tables.get().get(family);
        if (table != null) {
            table.names().forEach(name -> table.find(name).ifPresent(f -> docs.put(name, f.doc())));
        }
        return docs;
    }
}
