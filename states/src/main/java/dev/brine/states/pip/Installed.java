package dev.brine.states.pip;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.pip.Pep440;
import dev.brine.engine.modules.pip.Requirement;
import dev.brine.states.state.Args;
import dev.brine.states.state.Result;
import dev.brine.states.state.StateContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One run of {@code pip.installed}. */
final class Installed {
    private static final List<String> NO_CHANGE = List.of(
            "Requirement already satisfied",
            "Requirement already up-to-date",
            "Requirement not upgraded",
            "Collecting",
            "Cloning",
            "Cleaning up...",
            "Looking in indexes");

    private final StateContext context;
    private final Args args;
    private final String given;
    private final List<String> wanted;
    private final String name;
    private final Map<String, Object> where;
    private final List<String> notes = new ArrayList<>();

    Installed(StateContext context, String given, Args all) {
        this.context = context;
        Map<String, Object> arguments = new LinkedHashMap<>(all.all());
        if (!all.has("bin_env") && all.has("pip_bin")) {
            arguments.put("bin_env", all.value("pip_bin"));
        }
        this.args = new Args(arguments);
        this.given = given;
        this.wanted = args.flag("pkgs", false)
                ? args.list("pkgs").stream().map(Installed::line).toList()
                : List.of(given);
        this.name = String.join(";", wanted);
        this.where = PipCalls.chosen(args, "bin_env", "user", "cwd", "env_vars");
    }

    private static String line(Object each) {
        return each instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .map(one -> Args.python(one.getKey()) + " " + Args.python(one.getValue()))
                        .collect(Collectors.joining(" "))
                : Args.python(each);
    }

    /** A package with how the state names it. */
    private record Target(String text, Requirement requirement) {}

    Map<String, Object> result() {
        if (args.flag("pkgs", false) && !(args.value("pkgs") instanceof List)) {
            return Result.failed(given, "pkgs argument must be formatted as a list");
        }
        try {
            context.call("pip.version", List.of(), PipCalls.chosen(args, "bin_env"));
        } catch (FunctionError e) {
            return Result.failed(name, "Error installing '" + given + "': " + e.getMessage());
        }
        if (args.has("user") && "".equals(context.call("file.user_to_uid", List.of(args.text("user")), Map.of()))) {
            return Result.failed(name, "User " + args.text("user") + " does not exist");
        }
        if (args.has("requirements") || args.has("editable")) {
            return context.test() ? predicted() : processed();
        }
        List<Target> targets = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (String each : wanted) {
            try {
                targets.add(new Target(each, Requirement.of(each)));
            } catch (IllegalArgumentException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        return faults.isEmpty() ? packages(targets) : Result.failed(name, String.join("\n", faults));
    }

    private Map<String, Object> predicted() {
        List<String> comments = new ArrayList<>();
        if (args.has("requirements")) {
            comments.add("Requirements file '" + args.text("requirements") + "' will be processed.");
        }
        if (args.has("editable")) {
            comments.add("Package will be installed in editable mode (i.e. setuptools \"develop mode\") from "
                    + args.text("editable") + ".");
        }
        return Result.would(name, Map.of(), String.join(" ", comments));
    }

    private Map<String, Object> processed() {
        Map<String, Object> run = install("");
        Map<String, Object> changes = new LinkedHashMap<>();
        List<String> comments = new ArrayList<>();
        if (!PipCalls.good(run)) {
            if (args.has("requirements")) {
                comments.add("Unable to process requirements file \"" + args.text("requirements") + "\"");
            }
            if (args.has("editable")) {
                comments.add("Unable to install from VCS checkout " + args.text("editable") + ".");
            }
            comments.add(error(run));
            return Result.failed(name, String.join(" ", comments));
        }
        if (args.has("requirements")) {
            boolean news = PipCalls.text(run, "stdout")
                    .lines()
                    .map(String::strip)
                    .anyMatch(line -> NO_CHANGE.stream().noneMatch(line::startsWith));
            if (news) {
                changes.put("requirements", true);
            }
            comments.add(
                    news
                            ? "Successfully processed requirements file " + args.text("requirements") + "."
                            : "Requirements were already installed.");
        }
        if (args.has("editable")) {
            changes.put("editable", true);
            comments.add("Package successfully installed from VCS checkout " + args.text("editable") + ".");
        }
        return Result.changed(name, changes, String.join(" ", comments));
    }

    private Map<String, Object> packages(List<Target> targets) {
        Map<String, Object> there = list(null);
        List<Target> missing = new ArrayList<>();
        for (Target each : targets) {
            Optional<String> note = each.requirement().name().isEmpty() ? Optional.empty() : enough(each, there);
            note.ifPresentOrElse(notes::add, () -> missing.add(each));
            if (context.test() && note.isEmpty()) {
                String comment = targets.size() > 1
                        ? "Python package(s) set to be installed:"
                                + targets.stream().map(one -> "\n" + one.text()).collect(Collectors.joining())
                        : "Python package " + each.text() + " is set to be installed";
                return Result.would(name, Map.of(), comment);
            }
        }
        if (missing.isEmpty()) {
            return Result.same(
                    name,
                    noted("All specified packages are already installed"
                            + (args.flag("upgrade", false) ? " and up-to-date" : "")));
        }
        return installed(missing);
    }

    /** Why a package need not be installed; empty when it must. */
    private Optional<String> enough(Target target, Map<String, Object> there) {
        String version = there.entrySet().stream()
                .filter(each ->
                        each.getKey().equalsIgnoreCase(target.requirement().name()))
                .map(each -> Args.python(each.getValue()))
                .findFirst()
                .orElse(null);
        if (version == null || args.flag("ignore_installed", false) || args.flag("force_reinstall", false)) {
            return Optional.empty();
        }
        String already = "Python package " + target.text() + " was already installed";
        if (!args.flag("upgrade", false)) {
            return target.requirement().fulfilledBy(version) ? Optional.of(already) : Optional.empty();
        }
        Optional<String> newest = newest(target.requirement());
        if (newest.isEmpty()) {
            return Optional.of("Python package " + target.requirement().name()
                    + " was already installed and\nthe available upgrade doesn't fulfills the version requirements");
        }
        return Pep440.compare(version, newest.get()) == 0 ? Optional.of(already) : Optional.empty();
    }

    private Optional<String> newest(Requirement requirement) {
        Map<String, Object> options = PipCalls.chosen(args, "bin_env", "user", "cwd", "index_url", "extra_index_url");
        for (Requirement.Spec spec : requirement.specs()) {
            for (String stage : List.of("a", "b", "rc")) {
                if (spec.version().contains(stage)) {
                    options.put(
                            "include_"
                                    + Map.of("a", "alpha", "b", "beta", "rc", "rc")
                                            .get(stage),
                            true);
                }
            }
        }
        List<Object> versions = Args.list(context.call("pip.list_all_versions", List.of(requirement.name()), options));
        return versions.stream()
                .map(Args::python)
                .filter(requirement::fulfilledBy)
                .reduce((older, newer) -> newer);
    }

    private Map<String, Object> list(@Nullable String prefix) {
        Map<String, Object> options = new LinkedHashMap<>(where);
        options.put("prefix", prefix);
        try {
            return PipCalls.map(context, "pip.list", List.of(), options);
        } catch (FunctionError e) {
            // Salt 3006: then everything is taken as missing
            return Map.of();
        }
    }

    private Map<String, Object> install(String packages) {
        Map<String, Object> options = new LinkedHashMap<>(args.all());
        options.keySet().removeIf(key -> key.equals("pkgs") || key.equals("pip_bin") || key.startsWith("__"));
        options.put("pkgs", packages);
        options.put("saltenv", context.saltenv());
        options.put("disable_version_check", true);
        return PipCalls.map(context, "pip.install", List.of(), options);
    }

    private Map<String, Object> installed(List<Target> missing) {
        List<String> texts =
                missing.stream().map(each -> each.text().replace(',', ';')).toList();
        Map<String, Object> run = install(String.join(",", texts));
        if (!PipCalls.good(run)) {
            return Result.failed(
                    name, noted("Failed to install packages: " + String.join(", ", texts) + ". " + error(run)));
        }
        Map<String, Object> changes = new LinkedHashMap<>();
        List<String> absent = new ArrayList<>();
        for (Target each : missing) {
            String prefix = each.requirement().name();
            if (prefix.isEmpty()) {
                changes.put(each.text().replace(',', ';') + "==???", "Installed");
                continue;
            }
            Map<String, Object> there = list(prefix);
            if (there.isEmpty()) {
                absent.add("There was no error installing package '" + wanted.get(wanted.size() - 1)
                        + "' although it does not show when calling 'pip.freeze'.");
            }
            there.forEach((found, version) -> {
                if (found.equalsIgnoreCase(prefix)) {
                    changes.put(prefix + "==" + Args.python(version), "Installed");
                }
            });
        }
        return Result.changed(
                name,
                changes,
                noted(absent.isEmpty() ? "All packages were successfully installed" : String.join("\n", absent)));
    }

    private String noted(String last) {
        return notes.isEmpty() ? last : String.join("\n", notes) + "\n" + last;
    }

    private static String error(Map<String, Object> run) {
        return run.containsKey("stdout")
                ? "Error: " + PipCalls.text(run, "stdout") + " " + PipCalls.text(run, "stderr")
                : "Error: " + PipCalls.text(run, "comment");
    }
}
