package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Module;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks an HTTP server. Salt 3006: runners/http.py. The work is the execution function's of that name. */
@Module("http")
public final class HttpRunner {
    private final Invoker host;

    HttpRunner(Invoker host) {
        this.host = host;
    }

    @Fn(doc = """
                    Query a resource, and decode what it answers

                    url: where; further arguments are those of the execution function http.query

                    CLI Example:

                        salt-run http.query http://somelink.com/
                        salt-run http.query http://somelink.com/ method=POST data='<xml>somecontent</xml>'
                    """)
    public @Nullable Object query(
            String url, @Arg(dflt = "True") boolean output, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        Object method = kwargs.get("method");
        if (method != null && !(method instanceof String)) {
            throw new FunctionError("method must be a word, such as POST");
        }
        Call inner = Call.of("http.query", call.jid(), call.user(), Map.of(), host, call::cancelled);
        return host.value(List.of(url), kwargs, inner);
    }
}
