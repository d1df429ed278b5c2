package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Red Hat and its kin: the repositories in {@code .repo} files. */
@Module("pkg")
public final class DnfRepos {
    private static final List<String> CONFIGS =
            List.of("/etc/yum/yum.conf", "/etc/yum.conf", "/etc/dnf/dnf.conf", "/etc/tdnf/tdnf.conf");
    private static final List<String> DIRECTORIES = List.of("/etc/yum/repos.d", "/etc/yum.repos.d");

    private final Dnf dnf;

    DnfRepos(Dnf dnf) {
        this.dnf = dnf;
    }

    private Path file(String path) {
        return dnf.parts().host().file(path);
    }

    private List<String> directories(@Nullable Object basedir) {
        if (basedir instanceof List<?> some && !some.isEmpty()) {
            return some.stream().map(PythonText::str).toList();
        }
        if (basedir instanceof String text && !text.isEmpty()) {
            return List.of(text.split("\\s*,\\s*"));
        }
        String config = CONFIGS.stream()
                .filter(path -> Files.exists(file(path)))
                .findFirst()
                .orElseThrow(() -> new FunctionError("No suitable yum config file found in: ("
                        + String.join(
                                ", ", CONFIGS.stream().map(PythonText::repr).toList()) + ")"));
        Object configured = RepoFile.read(file(config))
                .sections()
                .getOrDefault("main", Map.of())
                .get("reposdir");
        return configured == null
                ? DIRECTORIES
                : Arrays.asList(PythonText.str(configured).strip().split("\\s*,\\s*"));
    }

    /** All repositories by name, each with the path of its file as {@code file}. */
    Map<String, Map<String, Object>> all(@Nullable Object basedir) {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        for (String directory : directories(basedir)) {
            for (String name : names(file(directory))) {
                String path = directory + "/" + name;
                RepoFile.read(file(path)).sections().forEach((repo, options) -> {
                    options.put("file", path);
                    all.put(repo, options);
                });
            }
        }
        return all;
    }

    private static TreeSet<String> names(Path directory) {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.repo")) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            } catch (IOException e) {
                throw new FunctionError("cannot read " + directory + ": " + e.getMessage(), e);
            }
        }
        return names;
    }

    /** Salt 3006: {@code copr:owner/name} stands for the repository of that project. */
    private static String name(String repo) {
        String[] parts = repo.startsWith("copr:") ? repo.substring(5).split("/", 2) : new String[0];
        return parts.length == 2 ? "copr:copr.fedorainfracloud.org:" + parts[0] + ":" + parts[1] : repo;
    }

    @Fn(doc = """
            Return all repositories, by name.

            basedir: where their files are; a list, or several with commas between them
            """)
    public Map<String, Object> listRepos(
            @Arg(dflt = "None") @Nullable Object basedir, @Arg(rest = true) Map<String, Object> kwargs) {
        return new LinkedHashMap<>(all(basedir));
    }

    @Fn(doc = """
            Return what is known of a repository; an empty map when there is none.

            repo: its name, or copr:owner/name
            basedir: where the files are
            """)
    public Map<String, Object> getRepo(
            String repo, @Arg(dflt = "None") @Nullable Object basedir, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> found = new LinkedHashMap<>(all(basedir).getOrDefault(name(repo), Map.of()));
        found.remove("file");
        return found;
    }

    @Fn(doc = """
            Remove a repository and tell what was done; its file goes, too, when there is nothing else in it.

            repo: its name, or copr:owner/name
            basedir: where the files are
            """)
    public String delRepo(
            String repo, @Arg(dflt = "None") @Nullable Object basedir, @Arg(rest = true) Map<String, Object> kwargs) {
        String name = name(repo);
        Map<String, Map<String, Object>> all = all(basedir);
        if (!all.containsKey(name)) {
            return "Error: the " + name + " repo does not exist in "
                    + PythonText.repr(new ArrayList<Object>(directories(basedir)));
        }
        String path = PythonText.str(all.get(name).get("file"));
        RepoFile content = RepoFile.read(file(path));
        content.sections().remove(name);
        if (content.sections().isEmpty()) {
            try {
                Files.delete(file(path));
            } catch (IOException e) {
                throw new FunctionError("cannot remove " + path + ": " + e.getMessage(), e);
            }
            return "File " + path + " containing repo " + name + " has been removed";
        }
        PlainFile.write(file(path), content.textAfterRemoval());
        return "Repo " + name + " has been removed from " + path;
    }

    @Fn(doc = """
            Set up or change a repository and return its file with all repositories in it.

            repo: its name, or copr:owner/name
            basedir: where the files are
            name, baseurl, mirrorlist, gpgcheck, enabled, comments, ...: its options; an empty one is removed
            """)
    public Map<String, Object> modRepo(
            String repo, @Arg(dflt = "None") @Nullable Object basedir, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> wanted = new LinkedHashMap<>();
        List<String> removing = new ArrayList<>();
        if (kwargs.containsKey("mirrorlist") && kwargs.containsKey("baseurl")) {
            throw new InvocationError("Only one of 'mirrorlist' and 'baseurl' can be specified");
        }
        kwargs.forEach((key, value) -> {
            if (!key.startsWith("__") && !key.equals("saltenv")) {
                // Salt 3006: 0 and False are values, what else is empty is removed
                boolean empty = !Truth.of(value) && !(value instanceof Number) && !(value instanceof Boolean);
                if (empty) {
                    removing.add(key);
                } else {
                    wanted.put(key, value);
                }
            }
        });
        if (wanted.containsKey("mirrorlist")) {
            removing.add("baseurl");
        } else if (wanted.containsKey("baseurl")) {
            removing.add("mirrorlist");
        }
        if (removing.contains("name")) {
            throw new InvocationError("The repo name cannot be deleted");
        }
        String name = name(repo);
        Map<String, Object> known = all(basedir).get(name);
        String path = known == null ? created(repo, name, basedir, wanted) : PythonText.str(known.get("file"));
        RepoFile content = RepoFile.read(file(path));
        Map<String, Object> options = content.sections().computeIfAbsent(name, n -> new LinkedHashMap<>());
        needsOther("baseurl", "mirrorlist", removing, wanted, options);
        needsOther("mirrorlist", "baseurl", removing, wanted, options);
        removing.forEach(options::remove);
        options.putAll(wanted);
        PlainFile.write(file(path), content.text());
        content.sections().values().forEach(each -> each.remove("comments"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(path, new LinkedHashMap<>(content.sections()));
        return answer;
    }

    private static void needsOther(
            String gone, String other, List<String> removing, Map<String, Object> wanted, Map<String, Object> options) {
        if (removing.contains(gone) && !wanted.containsKey(other) && !options.containsKey(other)) {
            throw new InvocationError("Cannot delete " + gone + " without specifying " + other);
        }
    }

    private String created(String repo, String name, @Nullable Object basedir, Map<String, Object> wanted) {
        List<String> directories = directories(basedir);
        String directory = directories.stream()
                .filter(each -> Files.exists(file(each)))
                .findFirst()
                .orElseThrow(() -> new InvocationError(
                        "The repo does not exist and needs to be created, but none of the following basedir directories"
                                + " exist: " + PythonText.repr(new ArrayList<Object>(directories))));
        if (repo.startsWith("copr:")) {
            CommandRunner.Result result = dnf.run(List.of("copr", "enable", repo.substring(5), "-y"));
            if (!result.ok()) {
                throw new FunctionError("Unable to add COPR '" + repo.substring(5) + "'. '" + dnf.program()
                        + "' exited with status " + result.retcode() + ": '" + result.stderr() + "' ");
            }
            Map<String, Object> made = all(basedir).get(name);
            return made == null ? directory + "/" + name + ".repo" : PythonText.str(made.get("file"));
        }
        if (!wanted.containsKey("name")) {
            throw new InvocationError("The repo does not exist and needs to be created, but a name was not given");
        }
        if (!wanted.containsKey("baseurl") && !wanted.containsKey("mirrorlist")) {
            throw new InvocationError("The repo does not exist and needs to be created, but either a baseurl or a"
                    + " mirrorlist needs to be given");
        }
        return directory + "/" + name + ".repo";
    }
}
