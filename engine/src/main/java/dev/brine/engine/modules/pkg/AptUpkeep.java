package dev.brine.engine.modules.pkg;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.ForeignFault;
import dev.brine.engine.call.Module;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code pkg} on Debian and its kin: what apt has fetched, and which services run on files that it has replaced. */
@Module("pkg")
public final class AptUpkeep {
    private final Apt apt;

    AptUpkeep(Apt apt) {
        this.apt = apt;
    }

    @Fn(doc = """
            Return the package files that apt keeps: by package and version {path, size, creation_date_time, creation_date_time_t}.

            root: of the system below this directory
            """)
    public Map<String, Object> listDownloaded(
            @Arg(dflt = "None") @Nullable String root, @Arg(rest = true) Map<String, Object> kwargs, Call call) {
        String directory = (root == null ? "" : root.replaceFirst("/+$", "")) + "/var/cache/apt";
        return PackageFiles.below(apt.parts().host(), directory, ".deb", ZoneOffset.UTC, call);
    }

    @Fn(
            doc =
                    "Return the services that use files which packages have replaced. Needs the program checkrestart of debian-goodies.")
    public List<Object> servicesNeedRestart(@Arg(rest = true) Map<String, Object> kwargs, Call call) {
        if (apt.parts().host().which("checkrestart").isEmpty()) {
            throw new ForeignFault("Command required for '" + call.fun()
                    + "' not found: 'checkrestart' is needed. It is part of the 'debian-goodies' package which can be "
                    + "installed from official repositories.");
        }
        TreeSet<String> services = new TreeSet<>();
        apt.parts()
                .host()
                .run(List.of("checkrestart", "--machine", "--package"))
                .stdout()
                .lines()
                .filter(line -> line.startsWith("SERVICE:"))
                .forEach(
                        line -> services.add(line.substring("SERVICE:".length()).replaceFirst(",.*", "")));
        return new ArrayList<>(services);
    }
}
