package dev.brine.engine.modules.git;

import dev.brine.engine.call.Call;
import dev.brine.engine.modules.host.CommandRunner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command of git in the making: its words in their order, and where and how it is to run. */
final class GitLine {
    private final Git git;
    private final @Nullable String dir;
    private final Map<String, Object> options;
    private final Call call;
    private final List<String> words;

    /** @param words the beginning; grows */
    GitLine(Git git, @Nullable String dir, Map<String, Object> options, Call call, List<String> words) {
        this.git = git;
        this.dir = dir;
        this.options = options;
        this.call = call;
        this.words = words;
    }

    GitLine add(String... more) {
        words.addAll(List.of(more));
        return this;
    }

    GitLine addAll(List<String> more) {
        words.addAll(more);
        return this;
    }

    /** What users give as {@code opts}. */
    GitLine opts(@Nullable Object opts) {
        return addAll(Git.words(opts));
    }

    GitLine flag(boolean wanted, String flag) {
        return wanted ? add(flag) : this;
    }

    /** The name of a branch, a commit or a remote, where one is given. */
    GitLine name(@Nullable String name) {
        return name == null || name.isEmpty() ? this : add(Git.name(name));
    }

    /** What git may take for anything, where something is given. */
    GitLine word(@Nullable String word) {
        return word == null || word.isEmpty() ? this : add(word);
    }

    /** The output, errors apart; fails with Salt's words when git fails. */
    String run() {
        return git.run(words, dir, options, call);
    }

    /** The output, errors among it; fails with Salt's words when git fails. */
    String merged() {
        return git.merged(words, dir, options, call);
    }

    /** Both outputs; fails with Salt's words when git fails. */
    CommandRunner.Result both() {
        return git.both(words, dir, options, call);
    }

    /** Whatever came of it. */
    CommandRunner.Result result(boolean merged) {
        return git.result(words, dir, options, merged, call);
    }
}
