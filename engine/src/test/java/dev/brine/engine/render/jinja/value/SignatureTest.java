package dev.brine.engine.render.jinja.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
    private final Signature signature = Signature.of("f(a, b=2, c='x', *args, **kwargs)");

    @Test
    void bindsPositionsNamesDefaultsAndTheRest() {
        Signature.Bound bound = signature.bind(new Arguments(List.of(1L, 3L, "y", 4L), Map.of("z", 5L)));

        assertThat(bound.get(0)).isEqualTo(1L);
        assertThat(bound.integer(1)).isEqualTo(3);
        assertThat(bound.text(2)).isEqualTo("y");
        assertThat(bound.rest()).containsExactly(4L);
        assertThat(bound.restByName()).containsEntry("z", 5L);
        assertThat(signature.bind(Arguments.of(1L)).text(2)).isEqualTo("x");
    }

    @Test
    void complainsInPythonsWords() {
        assertThatThrownBy(() -> signature.bind(Arguments.NONE))
                .hasMessage("f() missing 1 required positional argument: 'a'");
        assertThatThrownBy(() -> Signature.of("g(a)").bind(new Arguments(List.of(1L, 2L), Map.of())))
                .hasMessage("g() takes 1 positional argument but 2 were given");
        assertThatThrownBy(() -> Signature.of("g(a)").bind(new Arguments(List.of(1L), Map.of("a", 1L))))
                .hasMessage("g() got multiple values for argument 'a'");
        assertThatThrownBy(() -> Signature.of("g()").bind(new Arguments(List.of(), Map.of("q", 1L))))
                .hasMessage("g() got an unexpected keyword argument 'q'");
    }
}
