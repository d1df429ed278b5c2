package dev.brine.engine.modules.command;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import dev.brine.engine.modules.host.Truth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code cmd}: running commands; what of their outcome is returned differs. */
@Module("cmd")
public final class CmdRuns {
    private final Execution execution;

    CmdRuns(Execution execution) {
        this.execution = execution;
    }

    @Fn(doc = """
            Run a command and return its output, errors among it.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + Execution.OPTIONS)
    public String run(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell=None, python_shell=None, env=None, clean_env=False, template=None, rstrip=True, umask=None, output_encoding=None, output_loglevel='debug', log_callback=None, hide_output=False, timeout=None, reset_system_locale=True, ignore_retcode=False, saltenv=None, use_vt=False, redirect_stderr=True, bg=False, password=None, encoded_cmd=False, raise_err=False, prepend_path=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        boolean merged = !Boolean.FALSE.equals(kwargs.get("redirect_stderr"));
        CommandRunner.Result result = execution.run(cmd, cwd, kwargs, merged, call);
        if (result.retcode() != 0 && Truth.of(kwargs.get("raise_err"))) {
            throw new FunctionError(result.stdout());
        }
        return Execution.hidden(kwargs) ? "" : result.stdout();
    }

    @Fn(doc = """
            Run a command through the shell and return its output, errors among it.

            cmd: command line
            cwd: working directory, the account's home by default""" + Execution.OPTIONS)
    public String shell(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell='/bin/bash', env=None, clean_env=False, template=None, rstrip=True, umask=None, output_encoding=None, output_loglevel='debug', log_callback=None, hide_output=False, timeout=None, reset_system_locale=True, ignore_retcode=False, saltenv=None, use_vt=False, bg=False, password=None, prepend_path=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        kwargs.putIfAbsent("python_shell", true);
        return run(cmd, cwd, kwargs, call);
    }

    @Fn(doc = """
            Run a command and return its output without the errors.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + Execution.OPTIONS)
    public String runStdout(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell=None, python_shell=None, env=None, clean_env=False, template=None, rstrip=True, umask=None, output_encoding=None, output_loglevel='debug', log_callback=None, hide_output=False, timeout=None, reset_system_locale=True, ignore_retcode=False, saltenv=None, use_vt=False, password=None, prepend_path=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        String stdout = execution.run(cmd, cwd, kwargs, false, call).stdout();
        return Execution.hidden(kwargs) ? "" : stdout;
    }

    @Fn(doc = """
            Run a command and return its errors.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + Execution.OPTIONS)
    public String runStderr(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell=None, python_shell=None, env=None, clean_env=False, template=None, rstrip=True, umask=None, output_encoding=None, output_loglevel='debug', log_callback=None, hide_output=False, timeout=None, reset_system_locale=True, ignore_retcode=False, saltenv=None, use_vt=False, password=None, prepend_path=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        String stderr = execution.run(cmd, cwd, kwargs, false, call).stderr();
        return Execution.hidden(kwargs) ? "" : stderr;
    }

    @Fn(doc = """
            Run a command and return its process id, return code, output and errors.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + Execution.OPTIONS)
    public Map<String, Object> runAll(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell=None, python_shell=None, env=None, clean_env=False, template=None, rstrip=True, umask=None, output_encoding=None, output_loglevel='debug', log_callback=None, hide_output=False, timeout=None, reset_system_locale=True, ignore_retcode=False, saltenv=None, use_vt=False, redirect_stderr=False, password=None, encoded_cmd=False, prepend_path=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        boolean merged = Truth.of(kwargs.get("redirect_stderr"));
        return Execution.all(execution.run(cmd, cwd, kwargs, merged, call), kwargs);
    }

    @Fn(doc = """
            Run a command and return its return code.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + Execution.OPTIONS)
    public long retcode(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "stdin=None, runas=None, group=None, shell=None, python_shell=None, env=None, clean_env=False, template=None, umask=None, output_encoding=None, output_loglevel='debug', log_callback=None, timeout=None, reset_system_locale=True, ignore_retcode=False, saltenv=None, use_vt=False, password=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        return execution.run(cmd, cwd, kwargs, true, call).retcode();
    }

    @Fn(doc = """
            Start a command, do not wait for it, and return its process id.

            cmd: command line, or list of words
            cwd: working directory, the account's home by default""" + Execution.OPTIONS)
    public Map<String, Object> runBg(
            Object cmd,
            @Arg(dflt = "None") @Nullable String cwd,
            @Arg(
                            rest = true,
                            known =
                                    "runas=None, group=None, shell=None, python_shell=None, env=None, clean_env=False, template=None, umask=None, timeout=None, output_encoding=None, output_loglevel='debug', log_callback=None, reset_system_locale=True, ignore_retcode=False, saltenv=None, password=None, prepend_path=None, success_retcodes=None, success_stdout=None, success_stderr=None")
                    Map<String, Object> kwargs,
            Call call)
            throws InterruptedException {
        kwargs.put("bg", true);
        Map<String, Object> started = new LinkedHashMap<>();
        started.put("pid", execution.run(cmd, cwd, kwargs, true, call).pid());
        return started;
    }
}
