package dev.brine.states.state;

import dev.brine.engine.data.TextKeys;
import dev.brine.engine.modules.host.Failure;
import dev.brine.engine.modules.host.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code file.patch}: tries a patch first, so that one that does not fit changes nothing. */
final class PatchState {
    private static final List<String> REFUSED = List.of("-N", "--forward", "-r", "--reject-file", "-o", "--output");

    private final StateContext context;
    private final FileTools tools;

    PatchState(StateContext context) {
        this.context = context;
        this.tools = new FileTools(context);
    }

    /** What patch is called with: the options of the state, without those for the names in the patch. */
    private record Options(List<String> words, @Nullable String strip) {
        /**
         * Reads them.
         *
         * @throws IllegalArgumentException when one may not be given, or has no number; the message is the state's comment
         */
        static Options of(Args args) {
            List<String> words = new ArrayList<>();
            List<String> refused = new ArrayList<>();
            String strip = args.has("strip") ? args.text("strip") : null;
            List<String> given = Shell.words(args.text("options"));
            for (int i = 0; i < given.size(); i++) {
                String word = given.get(i);
                REFUSED.stream().filter(word::startsWith).findFirst().ifPresent(refused::add);
                if (word.startsWith("-p")) {
                    strip = number(word.substring(2), "-p");
                } else if (word.startsWith("--strip=")) {
                    strip = number(word.substring("--strip=".length()), "-strip");
                } else if (word.startsWith("--strip")) {
                    i++;
                    strip = number(i < given.size() ? given.get(i) : "", "-strip");
                } else {
                    words.add(word);
                }
            }
            if (!refused.isEmpty()) {
                throw new IllegalArgumentException(
                        "The following CLI options are not allowed: " + String.join(", ", refused));
            }
            return new Options(words, strip);
        }

        private static String number(String text, String option) {
            if (!text.matches("[0-9]{1,4}")) {
                throw new IllegalArgumentException("Invalid format for '" + option
                        + "' CLI option. Consider using the 'strip' option for this state.");
            }
            return text;
        }
    }

    Map<String, Object> patched(String given, Args args) {
        String name = tools.expand(given);
        String problem = problem(name, args);
        if (problem != null) {
            return Result.failed(name, problem);
        }
        List<Path> temporary = new ArrayList<>();
        try {
            Options options = Options.of(args);
            Path patch = temporary(temporary);
            Files.write(patch, source(args));
            return tried(name, patch, options, args, temporary);
        } catch (IllegalArgumentException | Sources.NotThere e) {
            return Result.failed(name, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return Result.failed(name, FileTools.reason(e));
        } finally {
            temporary.forEach(each -> each.toFile().delete());
        }
    }

    private @Nullable String problem(String name, Args args) {
        if (name.isEmpty()) {
            return "A file/directory to be patched is required";
        }
        if (!name.startsWith("/")) {
            return name + " is not an absolute path";
        }
        if (!Files.exists(Path.of(name))) {
            return name + " does not exist";
        }
        if (!args.has("reject_file")) {
            return null;
        }
        String rejects = args.text("reject_file");
        Path parent = Path.of(rejects).getParent();
        if (parent == null || !parent.isAbsolute()) {
            return "'" + rejects + "' is not an absolute path";
        }
        return Files.isDirectory(parent)
                ? null
                : "Parent directory for reject_file '" + rejects + "' either does not exist, or is not a directory";
    }

    private static Path temporary(List<Path> all) throws IOException {
        Path file = Files.createTempFile("patch", "");
        all.add(file);
        return file;
    }

    private byte[] source(Args args) throws IOException, Sources.NotThere {
        Sources sources = new Sources(context);
        Sources.Picked picked = sources.pick(args.value("source"), args.text("source_hash"))
                .orElseThrow(
                        () -> new Sources.NotThere("Unable to determine the source of the patch: 'source' is empty"));
        byte[] content =
                Files.readAllBytes(sources.fetch(picked, args, picked.source().text()));
        if (!args.has("template")) {
            return content;
        }
        String text = new String(content, StandardCharsets.UTF_8);
        String saltenv = sources.saltenv(picked.source());
        return TemplateText.render(context, picked.source().path(), saltenv, text, args, Map.of());
    }

    private Map<String, Object> tried(String name, Path patch, Options options, Args args, List<Path> temporary)
            throws IOException {
        List<Object> strip = options.strip() != null && Files.isDirectory(Path.of(name))
                ? List.of("-p" + options.strip())
                : List.of();
        Path rejects = args.has("reject_file") ? Path.of(args.text("reject_file")) : temporary(temporary);
        List<Object> trying = new ArrayList<>(List.of(
                "-N", "-r", rejects.toString(), "-o", temporary(temporary).toString()));
        trying.addAll(strip);
        Map<String, Object> trial = run(name, patch, options, trying, false);
        if (failed(trial)) {
            boolean applied = !failed(run(name, rejects, options, List.of("-R", "-f"), true));
            if (Long.valueOf(2).equals(trial.get("retcode")) && Args.truth(trial.get("stderr"))) {
                return Result.failed(name, Args.python(trial.get("stderr")));
            }
            return applied ? Result.same(name, "Patch was already applied") : misfit(name, trial, args);
        }
        if (context.test()) {
            return Result.would(name, trial, "The patch would be applied");
        }
        Map<String, Object> done = run(name, patch, options, strip, false);
        return failed(done)
                ? Result.of(name, false, done, "Failed to apply patch")
                : Result.changed(name, done, "Patch successfully applied");
    }

    private static Map<String, Object> misfit(String name, Map<String, Object> trial, Args args) {
        String advice = args.has("reject_file")
                ? ""
                : " Run state again using the reject_file option to save rejects to a persistent file.";
        return Result.failed(
                name,
                "Patch would not apply cleanly, no changes made. Results of dry-run are below." + advice + "\n\n"
                        + Failure.nested(trial, 14));
    }

    private static boolean failed(Map<String, Object> run) {
        return !Long.valueOf(0).equals(run.get("retcode"));
    }

    private Map<String, Object> run(String name, Path patch, Options options, List<Object> more, boolean dry) {
        List<Object> words = new ArrayList<>(options.words());
        words.addAll(more);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("options", words);
        all.put("dry_run", dry);
        return TextKeys.copy(context.call("file.patch", List.of(name, patch.toString()), all));
    }
}
