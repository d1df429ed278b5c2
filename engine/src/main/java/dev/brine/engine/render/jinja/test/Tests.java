package dev.brine.engine.render.jinja.test;

import dev.brine.engine.render.jinja.expr.Arithmetic;
import dev.brine.engine.render.jinja.scope.Run;
import dev.brine.engine.render.jinja.value.Callable;
import dev.brine.engine.render.jinja.value.Compare;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Numbers;
import dev.brine.engine.render.jinja.value.PyRange;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Test;
import dev.brine.engine.render.jinja.value.Text;
import dev.brine.engine.render.jinja.value.Tuple;
import dev.brine.engine.render.jinja.value.Undefined;
import dev.brine.engine.render.jinja.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All tests by name. */
public final class Tests {
    private static final Map<String, Test> TABLE = new HashMap<>();

    private interface Question {
        boolean ask(@Nullable Object value);
    }

    static {
        state();
        types();
        numbers();
        order();
        salt();
    }

    private Tests() {}

    /** Name to test; read-only. */
    public static Map<String, Test> table() {
        return Map.copyOf(TABLE);
    }

    private static void ask(String name, Question question) {
        Signature none = Signature.ofFilter("test_" + name + "()");
        TABLE.put(name, (context, value, arguments) -> {
            none.bind(arguments);
            return question.ask(value);
        });
    }

    private static void state() {
        ask("defined", value -> !(value instanceof Undefined));
        ask("undefined", value -> value instanceof Undefined);
        ask("none", value -> value == null);
        ask("true", value -> value instanceof Boolean b && b);
        ask("false", value -> value instanceof Boolean b && !b);
        ask("boolean", value -> value instanceof Boolean);
        ask("escaped", value -> value instanceof Text text && text.isMarkup());
        TABLE.put("filter", (context, value, a) -> context instanceof Run run && run.hasFilter(Values.text(value)));
        TABLE.put("test", (context, value, a) -> context instanceof Run run && run.hasTest(Values.text(value)));
    }

    private static void types() {
        ask("integer", value -> !(value instanceof Boolean) && Numbers.isInt(value));
        ask("float", Numbers::isFloat);
        ask("number", Numbers::isNumber);
        ask("string", Values::isString);
        ask("mapping", value -> value instanceof Map);
        ask("callable", value -> value instanceof Callable || value instanceof Undefined);
        ask("iterable", value -> Values.iterateOrNull(value) != null);
        ask("sequence", Tests::isSequence);
        ask("lower", value -> lower(Values.text(value)));
        ask("upper", value -> upper(Values.text(value)));
    }

    private static boolean isSequence(@Nullable Object value) {
        return value instanceof List || value instanceof Map || Values.isString(value) || value instanceof byte[];
    }

    private static boolean lower(String text) {
        return text.codePoints().anyMatch(Character::isLowerCase)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    private static boolean upper(String text) {
        return text.codePoints().anyMatch(Character::isUpperCase)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    private static void numbers() {
        parity("odd", 1L);
        parity("even", 0L);
        Signature number = Signature.ofFilter("test_divisibleby(num)");
        TABLE.put(
                "divisibleby",
                (context, value, a) ->
                        Compare.equal(rest(context, value, number.bind(a).get(0)), 0L));
    }

    private static void parity(String name, long wanted) {
        Signature none = Signature.ofFilter("test_" + name + "()");
        TABLE.put(name, (context, value, arguments) -> {
            none.bind(arguments);
            return Compare.equal(rest(context, value, 2L), wanted);
        });
    }

    private static @Nullable Object rest(EvalContext context, @Nullable Object value, @Nullable Object by) {
        return Arithmetic.modulo(value, by, context.budget());
    }

    private interface Relation {
        boolean holds(EvalContext context, @Nullable Object a, @Nullable Object b);
    }

    private static void relate(Relation relation, String... names) {
        for (String name : names) {
            Signature other = Signature.ofFilter(name + "(other)");
            TABLE.put(
                    name,
                    (context, value, arguments) ->
                            relation.holds(context, value, other.bind(arguments).get(0)));
        }
    }

    private static void order() {
        relate((c, a, b) -> Compare.equal(a, b), "eq", "==", "equalto");
        relate((c, a, b) -> !Compare.equal(a, b), "ne", "!=");
        relate((c, a, b) -> Compare.ordered(Compare.Operator.GT, a, b), "gt", ">", "greaterthan");
        relate((c, a, b) -> Compare.ordered(Compare.Operator.GE, a, b), "ge", ">=");
        relate((c, a, b) -> Compare.ordered(Compare.Operator.LT, a, b), "lt", "<", "lessthan");
        relate((c, a, b) -> Compare.ordered(Compare.Operator.LE, a, b), "le", "<=");
        relate((c, a, b) -> Values.contains(c, b, a), "in");
        relate((c, a, b) -> isSame(a, b), "sameas");
    }

    /** Python's {@code is}: None, booleans, small ints and short names are one object there. */
    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        if (a == b) {
            return true;
        }
        if (a instanceof Boolean || b instanceof Boolean || a == null || b == null) {
            return a != null && a.equals(b);
        }
        if (a instanceof Long x && b instanceof Long y) {
            return x.equals(y) && x >= -5 && x <= 256;
        }
        return a instanceof String x && b instanceof String y && x.equals(y);
    }

    private static void salt() {
        ask("list", value -> value instanceof List && !(value instanceof Tuple) && !(value instanceof PyRange));
        TABLE.put("match", (context, value, arguments) -> {
            if (value instanceof Undefined undefined) {
                throw undefined.error();
            }
            return context.filter("regex_match", value, arguments) != null;
        });
    }
}
