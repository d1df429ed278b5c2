package dev.brine.engine.render.jinja.expr;

import dev.brine.engine.render.jinja.scope.Activation;
import dev.brine.engine.render.jinja.value.Dicts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code {'a': 1}}. */
final class DictExpr extends Expr {
    private final List<Expr> keys;
    private final List<Expr> values;

    DictExpr(List<Expr> keys, List<Expr> values, int line) {
        super(line);
        this.keys = List.copyOf(keys);
        this.values = List.copyOf(values);
    }

    @Override
    public Object eval(Activation activation) {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            Object key = keys.get(i).eval(activation);
            Dicts.put(map, key, values.get(i).eval(activation));
        }
        return map;
    }

    @Override
    public List<Expr> parts() {
        List<Expr> all = new ArrayList<>(keys);
        all.addAll(values);
        return all;
    }
}
