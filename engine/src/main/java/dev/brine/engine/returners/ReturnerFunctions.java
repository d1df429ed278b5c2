package dev.brine.engine.returners;

import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.DescribedFunctions;
import dev.brine.engine.call.DescribedFunctions.Described;
import dev.brine.engine.call.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Returners as the functions that Salt's returner modules have: for {@code sys}, which tells of them. Holds nothing. */
public final class ReturnerFunctions {
    private static final Logger log = LoggerFactory.getLogger(ReturnerFunctions.class);

    private ReturnerFunctions() {}

    /** The functions of the returners that work on this host. */
    public static DescribedFunctions of(List<ReturnerCatalog> catalogs) {
        List<Described> all = new ArrayList<>();
        for (ReturnerCatalog catalog : catalogs) {
            for (String name : catalog.names()) {
                try (Returner returner = catalog.create(name)) {
                    if (returner != null) {
                        describe(name, returner, all);
                    }
                } catch (Catalog.Unavailable e) {
                    log.debug("returner {}: {}", name, e.getMessage());
                }
            }
        }
        return DescribedFunctions.of(all);
    }

    private static void describe(String name, Returner returner, List<Described> all) {
        all.add(function(name, "returner", "Keep the return of a job.", required("ret")));
        if (returner.events().isPresent()) {
            all.add(function(name, "event_return", "Keep events of the master.", required("events")));
        }
        if (returner.jobCache().isPresent()) {
            all.add(function(
                    name,
                    "prep_jid",
                    "Return a job id to use.",
                    optional("nocache", false),
                    optional("passed_jid", null)));
            all.add(function(
                    name,
                    "save_load",
                    "Keep a job as it is published.",
                    required("jid"),
                    required("load"),
                    optional("minions", null)));
            all.add(function(name, "get_load", "Return a job as it was published.", required("jid")));
            all.add(function(name, "get_jid", "Return what minions returned of a job.", required("jid")));
            all.add(function(name, "get_jids", "Return all jobs by their ids."));
            all.add(function(name, "get_fun", "Return the last return of a function by minion.", required("fun")));
            all.add(function(name, "get_minions", "Return the ids of minions that have returned."));
        }
    }

    private static Described function(String module, String name, String doc, Parameter... parameters) {
        return new Described(module + "." + name, doc, List.of(parameters));
    }

    private static Parameter required(String name) {
        return new Parameter(name, Parameter.Kind.NAMED, true, null);
    }

    private static Parameter optional(String name, @Nullable Object dflt) {
        return new Parameter(name, Parameter.Kind.NAMED, false, dflt);
    }
}
