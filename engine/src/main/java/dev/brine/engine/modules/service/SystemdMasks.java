package dev.brine.engine.modules.service;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code service} with systemd: masking, and what concerns systemd itself. */
@Module("service")
public final class SystemdMasks {
    private final Systemctl systemctl;

    SystemdMasks(Systemctl systemctl) {
        this.systemctl = systemctl;
    }

    @Fn(doc = """
            Return whether a service is masked.

            name: the service
            runtime: by a mask that holds until the next boot
            root: for the system below this directory
            """)
    public boolean masked(
            String name, @Arg(dflt = "False") boolean runtime, @Arg(dflt = "None") @Nullable String root) {
        systemctl.noticeChanges(name);
        return linked(name, runtime, root);
    }

    private boolean linked(String name, boolean runtime, @Nullable String root) {
        Path link = systemctl.place((runtime ? "/run" : "/etc") + "/systemd/system/" + Systemctl.unit(name), root);
        try {
            return Files.isSymbolicLink(link)
                    && Files.readSymbolicLink(link).toString().equals("/dev/null");
        } catch (IOException e) {
            throw new FunctionError("cannot read the link " + link + ": " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Keep a service from being started by anybody.

            name: the service
            runtime: only until the next boot
            root: for the system below this directory
            """)
    public boolean mask(String name, @Arg(dflt = "False") boolean runtime, @Arg(dflt = "None") @Nullable String root) {
        systemctl.noticeChanges(name);
        CommandRunner.Result result = systemctl.act(runtime ? "mask --runtime" : "mask", name, false, root);
        if (!result.ok()) {
            throw new FunctionError("Failed to mask service '" + name + "'. Additional info follows:\n\n"
                    + (result.stderr() + "\n" + result.stdout()).strip());
        }
        return true;
    }

    @Fn(doc = """
            Let a masked service be started again.

            name: the service
            runtime: a mask that holds until the next boot
            root: for the system below this directory
            """)
    public boolean unmask(
            String name, @Arg(dflt = "False") boolean runtime, @Arg(dflt = "None") @Nullable String root) {
        systemctl.noticeChanges(name);
        if (!linked(name, runtime, root)) {
            return true;
        }
        CommandRunner.Result result = systemctl.act(runtime ? "unmask --runtime" : "unmask", name, false, root);
        if (!result.ok()) {
            throw new FunctionError("Failed to unmask service '" + name + "'");
        }
        return true;
    }

    @Fn(doc = "Have systemd read the files of all units again.")
    public boolean systemctlReload() {
        systemctl.reload();
        return true;
    }

    @Fn(doc = """
            Set what a fresh system is to be like.

            locale, locale_message: languages of the system and of its messages
            keymap: of the keyboard
            timezone, hostname, machine_id: as their names say
            root: of the system below this directory
            """)
    public boolean firstboot(
            @Arg(dflt = "None") @Nullable String locale,
            @Arg(dflt = "None") @Nullable String localeMessage,
            @Arg(dflt = "None") @Nullable String keymap,
            @Arg(dflt = "None") @Nullable String timezone,
            @Arg(dflt = "None") @Nullable String hostname,
            @Arg(dflt = "None") @Nullable String machineId,
            @Arg(dflt = "None") @Nullable String root) {
        Map<String, @Nullable String> options = new LinkedHashMap<>();
        options.put("locale", locale);
        options.put("locale-message", localeMessage);
        options.put("keymap", keymap);
        options.put("timezone", timezone);
        options.put("hostname", hostname);
        options.put("machine-ID", machineId);
        options.put("root", root);
        List<String> words = new ArrayList<>(List.of("systemd-firstboot"));
        options.forEach((option, value) -> {
            if (value != null && !value.isEmpty()) {
                words.addAll(List.of("--" + option, value));
            }
        });
        CommandRunner.Result result = systemctl.host().run(words);
        if (!result.ok()) {
            throw new FunctionError("systemd-firstboot error: " + result.stderr());
        }
        return true;
    }
}
