package dev.brine.engine.render.jinja.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompareTest {
    @Test
    void numbersOfAllTypesCompareByValue() {
        assertThat(Compare.equal(1L, 1.0)).isTrue();
        assertThat(Compare.equal(true, 1L)).isTrue();
        assertThat(Compare.equal(BigInteger.TWO.pow(70), Math.pow(2, 70))).isTrue();
        assertThat(Compare.equal(9007199254740993L, 9007199254740992.0)).isFalse();
        assertThat(Compare.equal(1L, "1")).isFalse();
        assertThat(Compare.equal(Double.NaN, Double.NaN)).isFalse();
    }

    @Test
    void listsTuplesAndRangesAreNeverEqualToEachOther() {
        assertThat(Compare.equal(List.of(1L), Tuple.of(1L))).isFalse();
        assertThat(Compare.equal(Tuple.of(1L, "a"), Tuple.of(1.0, "a"))).isTrue();
        assertThat(Compare.equal(new PyRange(0, 1, 1), List.of(0L))).isFalse();
    }

    @Test
    void taintedTextEqualsItsCharacters() {
        assertThat(Compare.equal(Text.tainted("a", "data"), "a")).isTrue();
        assertThat(Compare.ordered(Compare.Operator.LT, Text.tainted("a", "data"), "b"))
                .isTrue();
    }

    @Test
    void stringsAreOrderedByCodePoint() {
        assertThat(Compare.order("\uffff", "😀")).isNegative();
    }

    @Test
    void valuesWithoutOrderFailInPythonsWords() {
        assertThatThrownBy(() -> Compare.order(1L, "a"))
                .hasMessage("'<' not supported between instances of 'int' and 'str'");
    }

    @Test
    void oneTrueAndOnePointZeroAreOneKey() {
        Map<Object, Object> map = new LinkedHashMap<>();
        Dicts.put(map, 1L, "a");
        Dicts.put(map, true, "b");
        Dicts.put(map, 1.0, "c");
        Dicts.put(map, Text.tainted("k", "data"), "d");
        assertThat(map).hasSize(2).containsEntry(1L, "c");
        assertThat(Dicts.get(map, "k", null)).isEqualTo("d");
        assertThatThrownBy(() -> Dicts.put(map, List.of(), 1L)).hasMessage("unhashable type: 'list'");
    }
}
