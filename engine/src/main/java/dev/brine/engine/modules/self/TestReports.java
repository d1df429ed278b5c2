package dev.brine.engine.modules.self;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.FunctionTable;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code test}: what there is to call, and where it comes from. */
@Module("test")
public final class TestReports {
    private static final Logger log = LoggerFactory.getLogger(TestReports.class);
    /** Salt 3006: the files of modules that have another name than the module. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("cmd", "cmdmod"),
            Map.entry("group", "groupadd"),
            Map.entry("locale", "localemod"),
            Map.entry("log", "logmod"),
            Map.entry("random", "mod_random"),
            Map.entry("shadow", "linux_shadow"),
            Map.entry("sys", "sysmod"),
            Map.entry("sysctl", "linux_sysctl"),
            Map.entry("user", "useradd"),
            Map.entry("virtualenv", "virtualenv_mod"));

    private final ModuleParts parts;

    public TestReports(ModuleParts parts) {
        this.parts = parts;
    }

    private String file(String module) {
        boolean debian = "Debian".equals(parts.grains().get("os_family"));
        return switch (module) {
            case "pkg" -> debian ? "aptpkg" : "yumpkg";
            case "lowpkg" -> debian ? "dpkg_lowpkg" : "rpm_lowpkg";
            case "service" ->
                "systemd".equals(parts.grains().get("init"))
                        ? "systemd_service"
                        : debian ? "debian_service" : "rh_service";
            default -> FILES.getOrDefault(module, module);
        };
    }

    @Fn(doc = "Return the names of the modules that are to be had here, by the names that their files have in Salt.")
    public Map<String, Object> providers(Call call) {
        Map<String, Object> providers = new TreeMap<>();
        call.functions().table().modules().forEach(module -> providers.put(file(module), module));
        return providers;
    }

    @Fn(doc = """
            Return the name that the file of a module has in Salt; an empty text when there is no such module.

            module: its name
            """)
    public String provider(String module, Call call) {
        return call.functions().table().modules().contains(module) ? file(module) : "";
    }

    @Fn(doc = "Return the names of modules that exist and cannot work on this host.")
    public List<Object> notLoaded(Call call) {
        FunctionTable table = call.functions().table();
        List<String> modules = new ArrayList<>(table.modules());
        table.names().forEach(name -> modules.remove(name.substring(0, name.indexOf('.'))));
        return new ArrayList<>(modules.stream().sorted().toList());
    }

    @Fn(doc = "Return the names of all functions, in the shape of Salt's report of how they can be looked up.")
    public Map<String, Object> moduleReport(Call call) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("functions", new ArrayList<Object>(call.functions().table().names()));
        for (String part : List.of(
                "function_attrs", "function_subs", "modules", "module_attrs", "missing_attrs", "missing_subs")) {
            report.put(part, new ArrayList<>());
        }
        return report;
    }

    @Fn(doc = "Return the minion's options with its grains among them.")
    public Map<String, Object> optsPkg() {
        Map<String, Object> opts = parts.opts();
        opts.put("grains", parts.grains());
        return opts;
    }

    @Fn(doc = "Return the grains, looked up through the functions of this minion.")
    public @Nullable Object attrCall(Call call) {
        return call.functions().value(List.of(), Map.of(), call.nested("grains.items"));
    }

    @Fn(doc = "Return True, having logged a warning as a function does that is going to be removed.")
    public boolean deprecationWarning() {
        log.warn("This is a test deprecation warning.");
        return true;
    }

    @Fn(doc = "Return versions as test.versions_report does.")
    public @Nullable Object versions(Call call) {
        return call.functions().value(List.of(), Map.of(), call.nested("test.versions_report"));
    }

    @Fn(doc = """
            Say that this function is now cmd.tty.

            args: accepted without effect
            """)
    public String tty(@Arg(rest = true) List<Object> args, @Arg(rest = true) Map<String, Object> kwargs) {
        return "ERROR: This function has been moved to cmd.tty";
    }

    @Fn(doc = """
            Return the hash of a random number.

            size: the number is smaller
            hash_type: kind of hash; the option hash_type when it is not given
            """)
    public String randomHash(@Arg(dflt = "9999999999") long size, @Arg(dflt = "None") @Nullable String hashType) {
        String type = hashType == null ? parts.minion().config().session().hashType() : hashType;
        try {
            String algorithm = type.toUpperCase(Locale.ROOT).replaceFirst("^SHA(?=\\d)", "SHA-");
            byte[] number = Long.toString(ThreadLocalRandom.current().nextLong(Math.max(1, size)))
                    .getBytes(StandardCharsets.US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(number));
        } catch (NoSuchAlgorithmException e) {
            throw new FunctionError("Unsupported hash type: " + type, e);
        }
    }

    @Fn(doc = """
            Return the hash of a random number: another name of test.random_hash.

            size: the number is smaller
            hash_type: kind of hash; the option hash_type when it is not given
            """)
    public String randStr(@Arg(dflt = "9999999999") long size, @Arg(dflt = "None") @Nullable String hashType) {
        return randomHash(size, hashType);
    }
}
