package dev.brine.engine.runners;

import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.client.MasterCalls;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Makes the runner {@code manage}: which minions are there. Salt 3006: runners/manage.py. */
final class ManageRunner {
    /** The classes of its objects. */
    static final List<Class<?>> TYPES = List.of(ManageStatus.class, ManagePresence.class, ManageVersions.class);

    private ManageRunner() {}

    /** Its objects. */
    static List<Object> of(
            LocalCalls local,
            Supplier<? extends Collection<String>> accepted,
            Supplier<? extends Collection<String>> present,
            Function<Target, Expected> expected,
            MasterCalls wheel) {
        return List.of(
                new ManageStatus(local, expected, wheel),
                new ManagePresence(accepted, present),
                new ManageVersions(local));
    }
}
