package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code manage}: which minions are connected. Nothing is sent to any of them. Salt 3006 has six names for each of the two. */
@Module("manage")
public final class ManagePresence {
    private static final String QUIETLY = " (no commands are sent)";
    private static final String UP =
            "Print a list of all minions that are up according to the master's presence detection";
    private static final String NOT_UP =
            "Print a list of all minions that are not up according to the master's presence detection";
    private static final String DOWN =
            "Print a list of all minions that are down according to the master's presence detection";
    private static final String EXAMPLE = "\n\nCLI Example:\n\n    salt-run manage.";

    private final Supplier<? extends Collection<String>> accepted;
    private final Supplier<? extends Collection<String>> present;

    ManagePresence(Supplier<? extends Collection<String>> accepted, Supplier<? extends Collection<String>> present) {
        this.accepted = accepted;
        this.present = present;
    }

    @Fn(name = "present", doc = UP + QUIETLY + EXAMPLE + "present")
    @Fn(name = "alived", doc = UP + EXAMPLE + "alived")
    @Fn(name = "list_state", doc = UP + EXAMPLE + "list_state")
    @Fn(name = "joined", doc = UP + EXAMPLE + "joined")
    @Fn(name = "allowed", doc = UP + EXAMPLE + "allowed")
    @Fn(name = "reaped", doc = UP + EXAMPLE + "reaped")
    public List<Object> present(@Arg(dflt = "None") @Nullable List<Object> subset) {
        return sorted(present.get(), id -> subset == null || subset.contains(id));
    }

    @Fn(name = "not_present", doc = NOT_UP + QUIETLY + EXAMPLE + "not_present")
    @Fn(name = "not_alived", doc = DOWN + EXAMPLE + "not_alived")
    @Fn(name = "list_not_state", doc = NOT_UP + EXAMPLE + "list_not_state")
    @Fn(name = "not_joined", doc = NOT_UP + EXAMPLE + "not_joined")
    @Fn(name = "not_allowed", doc = NOT_UP + EXAMPLE + "not_allowed")
    @Fn(name = "not_reaped", doc = NOT_UP + EXAMPLE + "not_reaped")
    public List<Object> notPresent(@Arg(dflt = "None") @Nullable List<Object> subset) {
        Collection<String> here = present.get();
        return sorted(accepted.get(), id -> !here.contains(id) && (subset == null || subset.contains(id)));
    }

    private static List<Object> sorted(Collection<String> ids, Predicate<String> which) {
        return new ArrayList<>(ids.stream().filter(which).distinct().sorted().toList());
    }
}
