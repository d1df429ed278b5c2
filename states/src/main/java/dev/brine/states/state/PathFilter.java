package dev.brine.states.state;

import dev.brine.engine.data.Glob;
import dev.brine.engine.data.Regex;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@code include_pat} and {@code exclude_pat}: globs of relative paths, or expressions behind {@code E@}. */
record PathFilter(List<Object> include, List<Object> exclude) {

    static PathFilter of(@Nullable Object include, @Nullable Object exclude) {
        return new PathFilter(Args.list(include), Args.list(exclude));
    }

    boolean takes(String relative) {
        return (include.isEmpty() || include.stream().anyMatch(p -> fits(p).test(relative)))
                && exclude.stream().noneMatch(p -> fits(p).test(relative));
    }

    private static Predicate<String> fits(Object pattern) {
        String text = pattern.toString();
        return text.startsWith("E@") ? Regex.of(text.substring(2))::found : Glob.of(text);
    }
}
