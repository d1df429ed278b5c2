package dev.brine.reactor.record;

import dev.brine.engine.data.Data;
import dev.brine.reactor.reaction.Reaction;
import dev.brine.transport.wire.Codec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The column {@code call} of a record: the reaction's call as msgpack. */
final class CallColumn {
    private CallColumn() {}

    static byte[] encode(Reaction reaction) {
        Map<String, @Nullable Object> call = new LinkedHashMap<>(reaction.describe());
        if (reaction instanceof Reaction.Local local) {
            call.put("ret", local.ret());
            call.put("jid", local.jid());
            call.put("options", local.options());
        }
        return Codec.LOCAL.encode(strict(call));
    }

    static Reaction decode(byte[] bytes) {
        Data call = Data.of("call", Codec.LOCAL.decode(bytes));
        String fun = call.string("fun");
        List<@Nullable Object> arg = new ArrayList<>();
        if (call.value("arg") instanceof List<?> list) {
            arg.addAll(list);
        }
        Map<String, @Nullable Object> kwarg = loose(Data.asMap("kwarg", call.value("kwarg")));
        return switch (call.string("type")) {
            case "runner" -> new Reaction.Runner(fun, arg, kwarg);
            case "wheel" -> new Reaction.Wheel(fun, arg, kwarg);
            case "caller" -> new Reaction.Caller(fun, arg, kwarg);
            default ->
                new Reaction.Local(
                        call.value("tgt"),
                        call.string("tgt_type"),
                        fun,
                        arg,
                        kwarg,
                        call.string("ret"),
                        call.string("jid"),
                        loose(Data.asMap("options", call.value("options"))));
        };
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null is a plain value
    private static Map<String, Object> strict(Map<String, @Nullable Object> map) {
        return (Map<String, Object>) (Map<String, ?>) map;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // null is a plain value
    private static Map<String, @Nullable Object> loose(Map<String, Object> map) {
        return (Map<String, @Nullable Object>) (Map<String, ?>) map;
    }
}
