package dev.brine.engine.modules;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.modules.account.AccountModules;
import dev.brine.engine.modules.beacons.BeaconsModule;
import dev.brine.engine.modules.command.CmdModule;
import dev.brine.engine.modules.cp.CpModule;
import dev.brine.engine.modules.cron.CronModule;
import dev.brine.engine.modules.disk.DiskModule;
import dev.brine.engine.modules.exchange.EventModule;
import dev.brine.engine.modules.exchange.HttpModule;
import dev.brine.engine.modules.exchange.MineModule;
import dev.brine.engine.modules.exchange.PublishModule;
import dev.brine.engine.modules.facts.ConfigModule;
import dev.brine.engine.modules.facts.GrainsModule;
import dev.brine.engine.modules.facts.MatchModule;
import dev.brine.engine.modules.facts.PillarModule;
import dev.brine.engine.modules.file.FileModule;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.network.NetworkModule;
import dev.brine.engine.modules.pkg.PackageModules;
import dev.brine.engine.modules.pkg.PackageParts;
import dev.brine.engine.modules.process.PsModule;
import dev.brine.engine.modules.schedule.ScheduleModule;
import dev.brine.engine.modules.self.EnvironModule;
import dev.brine.engine.modules.self.KeyModule;
import dev.brine.engine.modules.self.LogModule;
import dev.brine.engine.modules.self.SdbModule;
import dev.brine.engine.modules.self.TestModule;
import dev.brine.engine.modules.self.TestReports;
import dev.brine.engine.modules.service.ServiceModules;
import dev.brine.engine.modules.status.StatusModule;
import dev.brine.engine.modules.value.DefaultsModule;
import dev.brine.engine.modules.value.HashutilModule;
import dev.brine.engine.modules.value.RandomModule;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The built-in execution modules. */
public final class ModuleCatalog implements Catalog {
    private static final Set<String> NAMES = Set.of(
            "beacons",
            "cmd",
            "config",
            "cp",
            "cron",
            "defaults",
            "disk",
            "environ",
            "event",
            "file",
            "grains",
            "group",
            "hashutil",
            "http",
            "kernelpkg",
            "key",
            "log",
            "lowpkg",
            "match",
            "mine",
            "network",
            "pillar",
            "pkg",
            "pkg_resource",
            "ps",
            "publish",
            "random",
            "saltutil",
            "schedule",
            "sdb",
            "service",
            "shadow",
            "slsutil",
            "ssh",
            "status",
            "sys",
            "test",
            "user");

    private final ModuleParts parts;
    private final Host host;

    /** For this host. */
    public ModuleCatalog(ModuleParts parts) {
        this(parts, Host.here());
    }

    public ModuleCatalog(ModuleParts parts, Host host) {
        this.parts = parts;
        this.host = host;
    }

    @Override
    public Set<String> modules() {
        Set<String> all = new HashSet<>(NAMES);
        all.addAll(HostModules.NAMES);
        return all;
    }

    @Override
    public @Nullable Object create(String module) {
        return switch (module) {
            case "cmd" -> CmdModule.of(parts, host);
            case "defaults" -> new DefaultsModule(parts);
            case "disk" -> DiskModule.of(host);
            case "http" -> new HttpModule();
            case "key" -> new KeyModule(parts);
            case "sdb" -> new SdbModule(parts);
            case "log" -> new LogModule();
            case "network" -> NetworkModule.of(parts, host);
            case "ps" -> PsModule.of(host);
            case "status" -> StatusModule.of(parts, host);
            case "cp" -> CpModule.of(parts);
            case "environ" -> new EnvironModule();
            case "file" -> FileModule.of(parts, host);
            case "hashutil" -> new HashutilModule();
            case "slsutil" -> List.of(new SlsutilModule(parts), new SlsPaths());
            case "config" -> new ConfigModule(parts);
            case "event" -> new EventModule(parts);
            case "match" -> new MatchModule(parts);
            case "mine" -> new MineModule(parts);
            case "publish" -> new PublishModule(parts);
            case "kernelpkg", "lowpkg", "pkg", "pkg_resource" -> packages().create(module);
            case "cron" -> cron();
            case "group", "shadow", "ssh", "user" -> new AccountModules(host).create(module);
            case "service" -> new ServiceModules(host, parts::opts).create(module);
            case "sys" -> new SysModule();
            case "grains" -> new GrainsModule(parts);
            case "pillar" -> new PillarModule(parts);
            case "random" -> new RandomModule(parts.id());
            case "saltutil" -> new SaltutilModule(parts);
            case "schedule" -> ScheduleModule.of(parts);
            case "beacons" -> BeaconsModule.of(parts);
            case "test" -> List.of(new TestModule(parts), new TestReports(parts));
            default -> HostModules.create(module, parts, host);
        };
    }

    private PackageModules packages() {
        return new PackageModules(new PackageParts(host, parts::grains, parts::opts));
    }

    private CronModule cron() {
        if (host.which("crontab").isEmpty()) {
            throw new Catalog.Unavailable("the program crontab is missing on this host");
        }
        return new CronModule(host, new SecureRandom());
    }
}
