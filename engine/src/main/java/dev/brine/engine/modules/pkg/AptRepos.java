package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code pkg} on Debian and its kin: where packages come from. Sources in one-line form are read and written; files in the
 * form of paragraphs ({@code .sources}) are left alone.
 */
@Module("pkg")
public final class AptRepos {
    private static final String PPA = "deb http://ppa.launchpad.net/%s/%s/ubuntu %s main";
    private static final String PRIVATE_PPA = "deb https://%s@private-ppa.launchpad.net/%s/%s/ubuntu %s main";

    private final Apt apt;
    private final AptKeys keys;

    AptRepos(Apt apt, AptKeys keys) {
        this.apt = apt;
        this.keys = keys;
    }

    @Fn(doc = "Return all sources of packages, by their addresses.")
    public Map<String, Object> listRepos(@Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, List<Object>> repos = new LinkedHashMap<>();
        for (SourceFiles.Place place : sources().sources()) {
            repos.computeIfAbsent(place.source().uri(), uri -> new ArrayList<>())
                    .add(facts(place));
        }
        return new LinkedHashMap<>(repos);
    }

    private SourceFiles sources() {
        return SourceFiles.of(apt.parts().host());
    }

    private static Map<String, Object> facts(SourceFiles.Place place) {
        return facts(place.file(), place.source(), place.text());
    }

    private static Map<String, Object> facts(String file, SourceLine source, String line) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("comps", new ArrayList<Object>(source.comps()));
        facts.put("disabled", source.disabled());
        facts.put("dist", source.dist());
        facts.put("type", source.type());
        facts.put("uri", source.uri());
        facts.put("line", line);
        facts.put("architectures", new ArrayList<Object>(source.architectures()));
        facts.put("signedby", source.signedBy());
        return facts;
    }

    @Fn(doc = """
            Return one source of packages; an empty map when there is none like it.

            repo: the source as a line of sources.list, or ppa:OWNER/NAME on Ubuntu
            """)
    public Map<String, Object> getRepo(String repo, @Arg(rest = true) Map<String, Object> kwargs) {
        List<SourceFiles.Place> places = sources().sources();
        Optional<SourceLine> wanted = SourceLine.parse(expanded(repo, kwargs));
        if (wanted.isEmpty()) {
            return new LinkedHashMap<>();
        }
        SourceLine source = wanted.get();
        return places.stream()
                .filter(place -> place.source().same(source))
                .filter(place -> source.comps().isEmpty()
                        || source.comps().stream().anyMatch(place.source().comps()::contains))
                .findFirst()
                .map(AptRepos::facts)
                .orElseGet(LinkedHashMap::new);
    }

    /** Salt 3006: {@code ppa:} stands for an address on Ubuntu and its kin. */
    private String expanded(String repo, Map<String, Object> kwargs) {
        if (!ppa(repo)) {
            return repo;
        }
        String[] name = repo.substring("ppa:".length()).split("/", 2);
        if (name.length < 2) {
            throw new FunctionError("Unable to get PPA info from argument. Expected format \"<PPA_OWNER>/<PPA_NAME>\""
                    + " (e.g. saltstack/salt) not found.  Received '" + repo.substring("ppa:".length()) + "' instead.");
        }
        String codename = apt.parts().grain("oscodename");
        return Truth.of(kwargs.get("ppa_auth"))
                ? String.format(PRIVATE_PPA, kwargs.get("ppa_auth"), name[0], name[1], codename)
                : String.format(PPA, name[0], name[1], codename);
    }

    private boolean ppa(String repo) {
        return repo.startsWith("ppa:")
                && List.of("Ubuntu", "Mint", "neon").contains(apt.parts().grain("os"));
    }

    @Fn(doc = """
            Return the source that a definition means, with all defaults.

            repo: the source as a line of sources.list
            """)
    public Map<String, Object> expandRepoDef(String repo, @Arg(rest = true) Map<String, Object> kwargs) {
        SourceLine source = changed(parsed(expanded(repo, kwargs)), kwargs);
        if (kwargs.containsKey("comps")) {
            source = source.with(words(kwargs.get("comps")));
        }
        String file = kwargs.containsKey("file") ? String.valueOf(kwargs.get("file")) : SourceFiles.MAIN;
        return facts(file, source, source.commented("").line());
    }

    private static SourceLine parsed(String repo) {
        return SourceLine.parse(repo)
                .orElseThrow(() -> new InvocationError("Name " + repo
                        + " is not valid. This must be the complete repo entry as seen in the sources file"));
    }

    @Fn(doc = """
            Add a source of packages, or change it, and return it.

            repo: the source as a line of sources.list, or ppa:OWNER/NAME on Ubuntu
            saltenv: environment of the file server for key_url
            aptkey: whether apt-key keeps the keys, where it exists
            file: the file to write it to
            comps, architectures: lists with commas
            disabled, enabled: whether it is used
            comments: text behind it
            keyserver, keyid, key_url, key_text: the key of the source
            refresh: fetch the package lists afterwards
            """)
    public Map<String, Object> modRepo(
            String repo,
            @Arg(dflt = "'base'") String saltenv,
            @Arg(dflt = "True") boolean aptkey,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Object refresh = kwargs.getOrDefault("refresh_db", kwargs.getOrDefault("refresh", true));
        if (repo.startsWith("ppa:")) {
            return addPpa(repo, Truth.of(refresh), kwargs);
        }
        SourceLine wanted = parsed(repo);
        boolean store = aptkey && keys.store();
        if (!store && wanted.signedBy().isEmpty()) {
            throw new InvocationError("missing 'signedby' option when apt-key is missing");
        }
        keys.add(kwargs, wanted.signedBy(), store, saltenv, call);
        Set<String> comps = new LinkedHashSet<>(wanted.comps());
        comps.addAll(words(kwargs.get("comps")));
        SourceLine source = changed(wanted, kwargs)
                .with(kwargs.containsKey("comps") ? words(kwargs.get("comps")) : new ArrayList<>(comps));
        SourceFiles files = sources();
        Optional<SourceFiles.Place> old = files.sources().stream()
                .filter(place -> place.source().same(wanted))
                .filter(place -> place.source().comps().isEmpty()
                        || comps.stream().anyMatch(place.source().comps()::contains)
                        || !place.source().architectures().equals(source.architectures()))
                .findFirst();
        String file = kwargs.containsKey("file")
                ? String.valueOf(kwargs.get("file"))
                : old.map(SourceFiles.Place::file).orElse(SourceFiles.MAIN);
        if (old.isPresent() && old.get().file().equals(file)) {
            files.replace(old.get(), source);
        } else {
            old.ifPresent(place -> {
                files.remove(place);
                files.save(place.file());
            });
            files.add(file, source);
        }
        files.save(file);
        if (Truth.of(refresh)) {
            apt.refresh(0, false);
        }
        Map<String, Object> made = new LinkedHashMap<>();
        made.put(repo, facts(file, source, source.line() + "\n"));
        return made;
    }

    private static SourceLine changed(SourceLine source, Map<String, Object> kwargs) {
        SourceLine changed = source;
        if (kwargs.containsKey("disabled")) {
            changed = changed.with(Truth.of(kwargs.get("disabled")));
        } else if (kwargs.containsKey("enabled")) {
            changed = changed.with(!Truth.of(kwargs.get("enabled")));
        }
        if (kwargs.containsKey("architectures")) {
            changed = changed.option("arch", String.join(",", words(kwargs.get("architectures"))));
        }
        if (kwargs.containsKey("comments")) {
            changed = changed.commented(comments(kwargs.get("comments")));
        }
        return changed;
    }

    /** Salt 3006: several comments are one line. */
    private static String comments(@Nullable Object comments) {
        List<?> lines = comments instanceof List<?> list ? list : List.of(PythonText.str(comments));
        return String.join(
                ", ", lines.stream().map(line -> PythonText.str(line).strip()).toList());
    }

    private static List<String> words(@Nullable Object text) {
        if (text == null) {
            return List.of();
        }
        List<?> items = text instanceof List<?> list
                ? list
                : List.of(PythonText.str(text).split(","));
        return items.stream().map(item -> PythonText.str(item).strip()).toList();
    }

    private Map<String, Object> addPpa(String repo, boolean refresh, Map<String, Object> kwargs) {
        if (!ppa(repo)) {
            throw new FunctionError("cannot parse \"ppa:\" style repo definitions: " + repo);
        }
        Map<String, Object> made = new LinkedHashMap<>();
        Map<String, Object> there = getRepo(repo, kwargs);
        if (!there.isEmpty()) {
            made.put(repo, there);
            return made;
        }
        if (apt.parts().host().which("apt-add-repository").isEmpty()) {
            throw new FunctionError(
                    "Unable to add PPA '" + repo.substring(4) + "': the program apt-add-repository is missing;"
                            + " install software-properties-common, or give the source as a line of sources.list");
        }
        CommandRunner.Result result = apt.read("apt-add-repository", "-y", repo);
        if (!result.ok()) {
            throw new FunctionError("Unable to add PPA '" + repo.substring(4)
                    + "'. '['apt-add-repository', '-y', '" + repo + "']' exited with status " + result.retcode()
                    + ": '" + result.stderr() + "' ");
        }
        if (refresh) {
            apt.refresh(0, false);
        }
        made.put(repo, getRepo(repo, kwargs));
        return made;
    }

    @Fn(doc = """
            Remove a source of packages and return what was done.

            repo: the source as a line of sources.list, or ppa:OWNER/NAME on Ubuntu
            """)
    public String delRepo(String repo, @Arg(rest = true) Map<String, Object> kwargs) {
        SourceLine wanted = parsed(expanded(repo, kwargs));
        SourceFiles files = sources();
        Set<String> touched = new LinkedHashSet<>();
        for (SourceFiles.Place place : files.sources()) {
            SourceLine source = place.source();
            boolean none = source.comps().isEmpty() && wanted.comps().isEmpty();
            List<String> left = source.comps().stream()
                    .filter(comp -> !wanted.comps().contains(comp))
                    .toList();
            if (source.same(wanted)
                    && source.architectures().equals(wanted.architectures())
                    && (none || left.size() < source.comps().size())) {
                touched.add(place.file());
                if (left.isEmpty()) {
                    files.remove(place);
                } else {
                    files.replace(place, source.with(left));
                }
            }
        }
        if (touched.isEmpty()) {
            throw new FunctionError("Repo " + repo + " doesn't exist in the sources.list(s)");
        }
        StringBuilder done = new StringBuilder();
        for (String file : touched) {
            files.save(file);
            if (files.empty(file) && file.contains("sources.list.d/")) {
                files.delete(file);
                done.append("File ")
                        .append(file)
                        .append(" containing repo '")
                        .append(repo)
                        .append("' has been removed.");
            } else {
                done.append("Repo '")
                        .append(repo)
                        .append("' has been removed from ")
                        .append(file)
                        .append(".\n");
            }
        }
        apt.refresh(0, false);
        return done.toString();
    }
}
