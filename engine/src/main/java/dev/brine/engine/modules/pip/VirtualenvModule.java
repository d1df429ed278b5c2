package dev.brine.engine.modules.pip;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PythonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code virtualenv}: Python environments. */
@Module("virtualenv")
public final class VirtualenvModule {
    private static final Pattern UNSAFE = Pattern.compile("import|;|subprocess|eval|open|file|exec|input");
    private static final Pattern VERSION = Pattern.compile("(?:^|\\s)([0-9]+(?:\\.[0-9]+)*)");

    private final Host host;

    VirtualenvModule(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Make an environment. Returns what cmd.run_all returns.

            path: its directory
            venv_bin: the program that makes it; virtualenv where there is one, else venv of the host's Python
            system_site_packages, clear: as of that program
            python, extra_search_dir, never_download, prompt: as of virtualenv
            upgrade, symlinks: as of venv
            distribute, pip, use_vt, saltenv: accepted as Salt accepts them
            user: account to run it as
            """)
    public Map<String, Object> create(
            String path,
            @Arg(dflt = "None") @Nullable String venvBin,
            @Arg(dflt = "False") boolean systemSitePackages,
            @Arg(dflt = "False") boolean distribute,
            @Arg(dflt = "False") boolean clear,
            @Arg(dflt = "None") @Nullable String python,
            @Arg(dflt = "None") @Nullable Object extraSearchDir,
            @Arg(dflt = "None") @Nullable Object neverDownload,
            @Arg(dflt = "None") @Nullable String prompt,
            @Arg(dflt = "False") boolean pip,
            @Arg(dflt = "None") @Nullable Object symlinks,
            @Arg(dflt = "None") @Nullable Object upgrade,
            @Arg(dflt = "None") @Nullable String user,
            @Arg(rest = true) Map<String, Object> options,
            Call call) {
        String program = venvBin == null ? found() : venvBin;
        List<String> words = new ArrayList<>();
        if (program.equals("venv")) {
            words.addAll(List.of(host.which("python3").orElse("python3"), "-m", "venv"));
        } else {
            words.add(program);
        }
        if (program.contains("venv")) {
            refuse(program, "python", python);
            refuse(program, "extra_search_dir", extraSearchDir);
            refuse(program, "never_download", neverDownload);
            refuse(program, "prompt", prompt);
            flag(words, "--upgrade", upgrade);
            flag(words, "--symlinks", symlinks);
        } else {
            refuse(program, "upgrade", upgrade);
            refuse(program, "symlinks", symlinks);
            if (python != null && !python.isBlank()) {
                if (host.which(python).isEmpty() && !Files.isExecutable(Path.of(python))) {
                    throw new FunctionError("Cannot find requested python (" + python + ").");
                }
                words.add("--python=" + python);
            }
            Pip.items(extraSearchDir).forEach(each -> words.add("--extra-search-dir=" + each));
            flag(words, "--never-download", neverDownload);
            if (prompt != null && !prompt.isBlank()) {
                words.add("--prompt='" + prompt + "'");
            }
        }
        flag(words, "--clear", clear);
        flag(words, "--system-site-packages", systemSitePackages);
        words.add(path);
        return new Pip(host).run(words, new Pip.Where(null, user, null), Map.of(), call);
    }

    private String found() {
        return List.of("virtualenv3", "virtualenv").stream()
                .filter(each -> host.which(each).isPresent())
                .findFirst()
                .orElse("venv");
    }

    private static void flag(List<String> words, String option, @Nullable Object value) {
        if (Boolean.TRUE.equals(value)) {
            words.add(option);
        }
    }

    private static void refuse(String program, String option, @Nullable Object value) {
        if (value != null && !(value instanceof String text && text.isBlank())) {
            throw new FunctionError("The `" + option + "`(`--" + option.replace('_', '-')
                    + "`) option is not supported by '" + program + "'");
        }
    }

    @Fn(doc = """
            Return the directory in which an environment has its packages.

            venv: directory of the environment
            """)
    public String getSitePackages(String venv) {
        return python(venv, "import sysconfig; print(sysconfig.get_path(\"purelib\"))");
    }

    /** What a Python program prints that runs in an environment; its arguments come after it. */
    private String python(String venv, String program, String... arguments) {
        Path python = Path.of(venv, "bin", "python");
        if (!Files.exists(python)) {
            throw new FunctionError(
                    "Path '" + venv + "' does not appear to be a virtualenv: '" + python + "' not found.");
        }
        for (String argument : arguments) {
            // Salt 3006: refuses what could be code, although it is none here
            if (UNSAFE.matcher(argument).find()) {
                throw new InvocationError("Unsafe python code detected in '" + argument + "'");
            }
        }
        List<String> words = new ArrayList<>(List.of(python.toString(), "-c", program));
        words.addAll(List.of(arguments));
        CommandRunner.Result result = host.run(words);
        if (!result.ok()) {
            throw new FunctionError(result.stdout() + "\n" + result.stderr());
        }
        return result.stdout();
    }

    @Fn(doc = """
            Return the directory in which a distribution of an environment lies.

            venv: directory of the environment
            distribution: name of the distribution
            """)
    public String getDistributionPath(String venv, String distribution) {
        return python(
                venv,
                "import pkg_resources, sys; print(pkg_resources.get_distribution(sys.argv[1]).location)",
                distribution);
    }

    @Fn(doc = """
            Return the path of a file that belongs to a package of an environment.

            venv: directory of the environment
            package: the package
            resource: the file, below the package
            """)
    public String getResourcePath(
            String venv,
            @Arg(name = "package", dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable String resource) {
        return python(
                venv,
                "import pkg_resources, sys; print(pkg_resources.resource_filename(*sys.argv[1:]))",
                String.valueOf(name),
                String.valueOf(resource));
    }

    @Fn(doc = """
            Return the content of a file that belongs to a package of an environment, as Python shows bytes.

            venv: directory of the environment
            package: the package
            resource: the file, below the package
            """)
    public String getResourceContent(
            String venv,
            @Arg(name = "package", dflt = "None") @Nullable String name,
            @Arg(dflt = "None") @Nullable String resource) {
        return python(
                venv,
                "import pkg_resources, sys; print(pkg_resources.resource_string(*sys.argv[1:]))",
                String.valueOf(name),
                String.valueOf(resource));
    }

    @Fn(doc = """
            Return the version of virtualenv as a list of numbers.

            venv_bin: the program
            user: account to run it as
            """)
    public List<Object> virtualenvVer(
            String venvBin, @Arg(dflt = "None") @Nullable String user, @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> how = new LinkedHashMap<>(kwargs);
        how.put("runas", user);
        how.put("redirect_stderr", true);
        CommandRunner.Result result = host.run(List.of(venvBin, "--version"), how);
        Matcher version = VERSION.matcher(result.stdout());
        if (!result.ok() || !version.find()) {
            throw new FunctionError("Unable to get the virtualenv version output using '"
                    + PythonText.repr(List.of(venvBin, "--version")) + "'. Returned data: " + result.stdout());
        }
        List<Object> numbers = new ArrayList<>();
        for (String part : version.group(1).split("\\.")) {
            numbers.add(Long.valueOf(part));
        }
        return numbers;
    }
}
