package dev.brine.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who may use whom: modules, and the floors inside the engine. */
class ArchitectureTest {

    /** The engine's floors from the ground up; a package may use its own floor and those below. */
    private static final List<List<String>> ENGINE_FLOORS = List.of(
            List.of("data", "file"),
            List.of("store"),
            List.of("event", "config"),
            List.of("call", "render", "fileserver"),
            List.of("job", "key", "target", "pillar", "grains", "mine", "cache", "sdb"),
            List.of("client", "auth"),
            List.of("modules", "runners", "wheel", "returners", "beacons", "schedule", "python", "webhook"),
            List.of("master", "minion"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.brine");

    @Test
    void transportKnowsNoSaltPolicy() {
        forbid("transport..", "engine..", "reactor..", "states..", "cli..");
    }

    @Test
    void engineDoesNotKnowItsPlugins() {
        forbid("engine..", "reactor..", "states..", "cli..");
    }

    @Test
    void reactorAndStatesNeverSeeEachOther() {
        forbid("reactor..", "states..", "cli..");
        forbid("states..", "reactor..", "cli..");
    }

    @Test
    void masterAndMinionNeverSeeEachOther() {
        forbid("engine.master..", "engine.minion..");
        forbid("engine.minion..", "engine.master..");
    }

    @Test
    void engineFloorsAreNotClimbed() {
        for (int floor = 0; floor < ENGINE_FLOORS.size() - 1; floor++) {
            String[] above = ENGINE_FLOORS.stream()
                    .skip(floor + 1L)
                    .flatMap(List::stream)
                    .map(name -> "engine." + name + "..")
                    .toArray(String[]::new);
            for (String name : ENGINE_FLOORS.get(floor)) {
                forbid("engine." + name + "..", above);
            }
        }
    }

    /** The plugin door names what daemons offer, so it sees the clients; the ground floors do not see it. */
    @Test
    void pluginDoorStandsBetweenGroundAndDaemons() {
        for (String ground : List.of("data", "event", "config", "call", "job", "key", "target")) {
            forbid("engine." + ground + "..", "engine.plugin..");
        }
        forbid(
                "engine.plugin..",
                "engine.modules..",
                "engine.runners..",
                "engine.wheel..",
                "engine.master..",
                "engine.minion..");
    }

    @Test
    void outputtersKnowNoCommand() {
        forbid("cli.output..", "cli", "cli.command..", "transport..");
    }

    @Test
    void librariesStayWhereTheyBelong() {
        keep("org.bouncycastle..", "dev.brine.transport.crypto..");
        keep("org.zeromq..", "dev.brine.transport.zmq..");
        keep("org.msgpack..", "dev.brine.transport.wire..");
        keep("com.hubspot..", "dev.brine.engine.render..");
        keep("org.sqlite..", "dev.brine.engine..");
    }

    private static void forbid(String from, String... to) {
        String[] packages =
                List.of(to).stream().map(name -> "dev.brine." + name).toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("dev.brine." + from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static void keep(String library, String home) {
        noClasses()
                .that()
                .resideOutsideOfPackage(home)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
