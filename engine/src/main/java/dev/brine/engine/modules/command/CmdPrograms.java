package dev.brine.engine.modules.command;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code cmd}: which programs and shells the host has. */
@Module("cmd")
public final class CmdPrograms {
    private final Host host;

    CmdPrograms(Host host) {
        this.host = host;
    }

    @Fn(doc = """
            Return the path of a program; None when there is none of that name.

            cmd: its name
            """)
    public @Nullable String which(String cmd) {
        return host.which(cmd).orElse(null);
    }

    @Fn(doc = """
            Return the path of the first program that exists.

            cmds: names of programs
            """)
    public @Nullable String whichBin(List<Object> cmds) {
        return cmds.stream()
                .flatMap(cmd -> host.which(String.valueOf(cmd)).stream())
                .findFirst()
                .orElse(null);
    }

    @Fn(doc = """
            Return whether a program exists.

            cmd: its name
            """)
    public boolean hasExec(String cmd) {
        return host.which(cmd).isPresent();
    }

    @Fn(doc = "Return the shells that the host allows for log-ins.")
    public List<Object> shells() {
        try {
            return new ArrayList<>(Files.readAllLines(host.file("/etc/shells")).stream()
                    .map(String::strip)
                    .filter(line -> line.startsWith("/"))
                    .toList());
        } catch (IOException e) {
            return new ArrayList<>();
        }
    }
}
