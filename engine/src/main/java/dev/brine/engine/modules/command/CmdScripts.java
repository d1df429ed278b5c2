package dev.brine.engine.modules.command;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code cmd}: running scripts from the file server, and code by an interpreter. */
@Module("cmd")
public final class CmdScripts {
    private static final Logger log = LoggerFactory.getLogger(CmdScripts.class);

    private final Execution execution;

    CmdScripts(Execution execution) {
        this.execution = execution;
    }

    @Fn(doc = """
            Fetch a script, run it, and return its process id, return code, output and errors.

            source: where it is: salt://, http(s)://, or a path
            args: its arguments
            cwd: working directory""" + Execution.OPTIONS)
    public Map<String, Object> script(
            String source,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell=None, python_shell=None, env=None, template=None, umask=None, output_encoding=None, output_loglevel='debug', log_callback=None, hide_output=False, timeout=None, reset_system_locale=True, saltenv=None, use_vt=False, bg=False, password=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        Object cached = kwargs.get("template") == null
                ? call.functions().value(listOf(source), saltenv(kwargs), call.nested("cp.cache_file"))
                : rendered(source, kwargs, call);
        if (!(cached instanceof String file) || file.isEmpty()) {
            call.retcode(1);
            Map<String, Object> failed = Execution.all(new CommandRunner.Result(0, 1, "", ""), kwargs);
            failed.put("cache_error", true);
            return failed;
        }
        Path copy = copy(file, source, Execution.text(kwargs, "runas"));
        try {
            kwargs.remove("template");
            List<Object> words = new ArrayList<>();
            words.add(copy.toString());
            if (args instanceof List<?> list) {
                words.addAll(list);
            } else if (args != null) {
                words.addAll(Shell.words(PythonText.str(args)));
            }
            return Execution.all(execution.run(words, cwd, kwargs, false, call), kwargs);
        } finally {
            remove(copy);
        }
    }

    @Fn(doc = """
            Fetch a script, run it, and return its return code.

            source: where it is: salt://, http(s)://, or a path
            args: its arguments
            cwd: working directory""" + Execution.OPTIONS)
    public Object scriptRetcode(
            String source,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell=None, python_shell=None, env=None, template='jinja', umask=None, timeout=None, reset_system_locale=True, saltenv=None, output_encoding=None, output_loglevel='debug', log_callback=None, use_vt=False, password=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        return script(source, args, cwd, kwargs, call).getOrDefault("retcode", 1L);
    }

    @Fn(doc = """
            Run some code by an interpreter and return its output.

            lang: the interpreter's program
            code: the code
            cwd: working directory
            args: arguments for the code""" + Execution.OPTIONS)
    public Object execCode(
            String lang,
            String code,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        return execCodeAll(lang, code, cwd, args, kwargs, call).getOrDefault("stdout", "");
    }

    @Fn(doc = """
            Run some code by an interpreter and return its process id, return code, output and errors.

            lang: the interpreter's program
            code: the code
            cwd: working directory
            args: arguments for the code""" + Execution.OPTIONS)
    public Map<String, Object> execCodeAll(
            String lang,
            String code,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(dflt = "None") @Nullable Object args,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        Path file;
        try {
            file = Files.createTempFile("__salt.tmp.", "");
            Files.writeString(file, code);
            own(file, Execution.text(kwargs, "runas"));
        } catch (IOException e) {
            throw new FunctionError("cannot make a file for the code: " + e.getMessage(), e);
        }
        try {
            List<Object> words = listOf(lang, file.toString());
            if (args instanceof List<?> list) {
                words.addAll(list);
            } else if (args != null) {
                words.add(args);
            }
            return Execution.all(execution.run(words, cwd, kwargs, false, call), kwargs);
        } finally {
            remove(file);
        }
    }

    private static Map<String, Object> saltenv(Map<String, Object> kwargs) {
        Map<String, Object> only = new LinkedHashMap<>();
        if (kwargs.get("saltenv") != null) {
            only.put("saltenv", kwargs.get("saltenv"));
        }
        return only;
    }

    private @Nullable Object rendered(String source, Map<String, Object> kwargs, Call call) {
        try {
            Path place = Files.createTempFile("__salt.tmp.", extension(source));
            Map<String, Object> options = saltenv(kwargs);
            options.put("template", kwargs.get("template"));
            options.put("context", kwargs.get("context"));
            return call.functions().value(listOf(source, place.toString()), options, call.nested("cp.get_template"));
        } catch (IOException e) {
            throw new FunctionError("cannot make a file for the script: " + e.getMessage(), e);
        }
    }

    private static List<Object> listOf(Object... items) {
        return new ArrayList<>(List.of(items));
    }

    private static String extension(String source) {
        String path = source.replaceFirst("\\?.*", "");
        int dot = path.lastIndexOf('.');
        return dot > path.lastIndexOf('/') ? path.substring(dot) : "";
    }

    /** An own copy that may be executed and that nobody else can change. */
    private static Path copy(String file, String source, @Nullable String runas) {
        try {
            Path copy = Files.createTempFile("__salt.tmp.", extension(source));
            Files.copy(Path.of(file), copy, StandardCopyOption.REPLACE_EXISTING);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("r-x------"));
            own(copy, runas);
            return copy;
        } catch (IOException e) {
            throw new FunctionError("cannot copy the script " + source + ": " + e.getMessage(), e);
        }
    }

    private static void own(Path file, @Nullable String runas) throws IOException {
        if (runas != null) {
            Files.setOwner(
                    file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(runas));
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{}: cannot remove it: {}", file, e.toString());
        }
    }
}
