package dev.brine.states.run;

import dev.brine.states.graph.RequisiteWords;
import java.util.Set;
import java.util.TreeSet;

/** The words in low data that the state system reads itself; a function gets them only if it has such a parameter. */
final class Keywords {
    private static final Set<String> REQUISITES_IN =
            Set.of("onchanges_in", "onfail_in", "prereq_in", "watch_in", "require_in", "listen_in");

    private static final Set<String> RUNTIME = Set.of(
            "fun",
            "state",
            "check_cmd",
            "cmd_opts_exclude",
            "failhard",
            "onlyif",
            "unless",
            "creates",
            "retry",
            "order",
            "parallel",
            "prereq_in",
            "reload_modules",
            "reload_grains",
            "reload_pillar",
            "runas",
            "runas_password",
            "fire_event",
            "saltenv",
            "umask",
            "use",
            "use_in",
            "__env__",
            "__sls__",
            "__id__",
            "__orchestration_jid__",
            "__pub_user",
            "__pub_arg",
            "__pub_jid",
            "__pub_fun",
            "__pub_tgt",
            "__pub_ret",
            "__pub_pid",
            "__pub_tgt_type",
            "__umask__");

    static final Set<String> INTERNAL = union();

    private Keywords() {}

    private static Set<String> union() {
        Set<String> all = new TreeSet<>(RUNTIME);
        all.addAll(RequisiteWords.ALL);
        all.addAll(REQUISITES_IN);
        return Set.copyOf(all);
    }
}
