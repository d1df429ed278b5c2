package dev.brine.engine.modules.git;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code git}: other repositories. */
@Module("git")
public final class GitRemotes {
    private static final Pattern REMOTE = Pattern.compile("(\\S+)\\s+(.*)\\s+\\((fetch|push)\\)");
    private static final Pattern NEWS =
            Pattern.compile("[\\s*]*(?:([0-9a-f]+)\\.\\.([0-9a-f]+)|\\[(?:new (tag|branch)|tag update)\\])\\s+(.+)->");

    private final Git git;

    GitRemotes(Git git) {
        this.git = git;
    }

    @Fn(doc = """
            Fetch from a remote. Returns what is new.

            cwd: directory of the clone
            remote: the remote
            force: also what is no fast-forward
            refspecs: what to fetch, a list or a text with commas""" + Git.OPTIONS)
    public Map<String, Object> fetch(
            String cwd,
            @Arg(dflt = "None") @Nullable String remote,
            @Arg(dflt = "False") boolean force,
            @Arg(dflt = "None") @Nullable Object refspecs,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        GitLine line = git.line(cwd, options, call, "fetch").flag(force, "--force");
        Git.words(opts).stream()
                .filter(word -> !word.equals("-f") && !word.equals("--force"))
                .forEach(line::add);
        line.name(remote);
        Git.items(refspecs).forEach(line::name);
        return news(line.merged());
    }

    @Fn(doc = """
            Fetch from the remote and merge.

            cwd: directory of the clone""" + Git.OPTIONS)
    public String pull(
            String cwd, @Arg(dflt = "''") Object opts, @Arg(rest = true) Map<String, Object> options, Call call) {
        return git.line(cwd, options, call, "pull").opts(opts).run();
    }

    @Fn(doc = """
            Push to a remote.

            cwd: directory of the clone
            remote: the remote
            ref: what to push""" + Git.OPTIONS)
    public String push(
            String cwd,
            @Arg(dflt = "None") @Nullable String remote,
            @Arg(dflt = "None") @Nullable String ref,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        return git.line(cwd, options, call, "push")
                .opts(opts)
                .name(remote)
                .name(ref)
                .merged();
    }

    @Fn(doc = """
            Return the remotes with their addresses.

            cwd: directory of the clone
            redact_auth: leave user and password out""" + Git.OPTIONS)
    public Map<String, Object> remotes(
            String cwd,
            @Arg(dflt = "True") boolean redactAuth,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        Map<String, Object> remotes = new LinkedHashMap<>();
        for (String line : git.run(List.of("git", "remote", "--verbose"), dir, options, call)
                .lines()
                .toList()) {
            Matcher matcher = REMOTE.matcher(line);
            if (matcher.matches()) {
                String url = matcher.group(2);
                entry(remotes, matcher.group(1)).put(matcher.group(3), redactAuth ? Git.redacted(url) : url);
            }
        }
        return remotes;
    }

    @Fn(doc = """
            Return the addresses of a remote.

            cwd: directory of the clone
            remote: the remote
            redact_auth: leave user and password out""" + Git.OPTIONS)
    public Object remoteGet(
            String cwd,
            @Arg(dflt = "'origin'") String remote,
            @Arg(dflt = "True") boolean redactAuth,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        Map<String, Object> all = remotes(cwd, redactAuth, options, call);
        if (!all.containsKey(remote)) {
            throw new FunctionError(
                    "Remote '" + remote + "' not present in git checkout located at " + git.path(cwd, options));
        }
        return entry(all, remote);
    }

    @Fn(doc = """
            Set the address of a remote.

            cwd: directory of the clone
            url: the address
            remote: the remote
            push_url: another address to push to
            https_user, https_pass: for the address""" + Git.OPTIONS)
    public Object remoteSet(
            String cwd,
            String url,
            @Arg(dflt = "'origin'") String remote,
            @Arg(dflt = "None") @Nullable String pushUrl,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String dir = git.path(cwd, options);
        if (remotes(cwd, true, options, call).containsKey(remote)) {
            git.run(List.of("git", "remote", "rm", remote), dir, options, call);
        }
        git.run(List.of("git", "remote", "add", Git.name(remote), Git.address(url, options)), dir, options, call);
        if (Truth.of(pushUrl)) {
            git.run(
                    List.of("git", "remote", "set-url", "--push", remote, Git.name(String.valueOf(pushUrl))),
                    dir,
                    options,
                    call);
        }
        return remoteGet(cwd, remote, true, options, call);
    }

    @Fn(doc = """
            Return the names of a repository elsewhere with their commits.

            url: its address
            heads: only branches
            tags: only tags
            filter: glob for the names
            https_user, https_pass: for the address""" + Git.OPTIONS)
    public Map<String, Object> remoteRefs(
            String url,
            @Arg(dflt = "False") boolean heads,
            @Arg(dflt = "False") boolean tags,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        List<String> words = Git.command(options, "ls-remote");
        if (heads) {
            words.add("--heads");
        }
        if (tags) {
            words.add("--tags");
        }
        words.add(Git.address(url, options));
        if (Truth.of(options.get("filter"))) {
            words.add(Git.name(PythonText.str(options.get("filter"))));
        }
        return refs(git.run(words, null, options, call));
    }

    @Fn(doc = """
            Return the names of a remote with their commits.

            cwd: directory of the clone
            remote: the remote, or an address
            ref: glob for the names
            https_user, https_pass: for the address""" + Git.OPTIONS)
    public Map<String, Object> lsRemote(
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "'origin'") String remote,
            @Arg(dflt = "None") @Nullable String ref,
            @Arg(dflt = "''") Object opts,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        List<String> words = Git.command(options, "ls-remote");
        words.addAll(Git.words(opts));
        words.add(Git.address(remote, options));
        if (Truth.of(ref)) {
            words.add(Git.name(String.valueOf(ref)));
        }
        return refs(git.run(words, cwd == null ? null : git.path(cwd, options), options, call));
    }

    private static Map<String, Object> refs(String output) {
        Map<String, Object> refs = new LinkedHashMap<>();
        output.lines().forEach(line -> {
            String[] pair = line.strip().split("\\s+", 2);
            if (pair.length == 2) {
                refs.put(pair[1], pair[0]);
            }
        });
        return refs;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> entry(Map<String, Object> all, String key) {
        return (Map<String, Object>) all.computeIfAbsent(key, each -> new LinkedHashMap<>());
    }

    /** What git says of a fetch, by kind: new tags, new branches, updated branches, updated tags. */
    private static Map<String, Object> news(String output) {
        Map<String, Object> news = new LinkedHashMap<>();
        output.lines().map(NEWS::matcher).filter(Matcher::lookingAt).forEach(line -> {
            String name = line.group(4).stripTrailing();
            if (line.group(3) != null) {
                GitRepositories.add(news, line.group(3).equals("tag") ? "new tags" : "new branches", name);
            } else if (line.group(1) != null) {
                Map<String, Object> change = new LinkedHashMap<>();
                change.put("old", line.group(1));
                change.put("new", line.group(2));
                entry(news, "updated branches").put(name, change);
            } else {
                GitRepositories.add(news, "updated tags", name);
            }
        });
        return news;
    }
}
