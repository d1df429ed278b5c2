package dev.brine.states.orchestrate;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.states.module.RunTemplates;
import dev.brine.states.module.StateModule;
import dev.brine.states.state.StateCatalog;
import dev.brine.transport.wire.Jid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How states are run on the master: its own host is the minion, under the master's id; its files are the master's file roots. */
final class MasterRun {
    private final MasterParts master;
    private final RunTemplates templates;

    MasterRun(MasterParts master, RunTemplates templates) {
        this.master = master;
        this.templates = templates;
    }

    /** The functions that run states, with those of the module {@code salt} among them. */
    StateModule states(Call call) {
        LocalCalls calls = new LocalCalls(
                master.jobs(),
                master.bus(),
                master.config().jobs().timeout(),
                master.config().jobs().gatherTimeout());
        MinionJobs jobs = new MinionJobs(calls, call.user());
        return new StateModule(
                master.host(),
                templates,
                context -> new States(
                        new StateCatalog(context),
                        SaltStates.of(new Orchestration(context, master, jobs, call.jid(), call.user()))));
    }

    /** A call of another job: holds and events go by its id. */
    static Call under(String jid, Call call) {
        if (!Jid.isValid(jid)) {
            throw new InvocationError("'" + jid + "' is no job id");
        }
        return Call.of(call.fun(), jid, call.user(), call.publication(), call.functions(), call::cancelled);
    }

    /** The keywords that {@code state.sls} and its kin take. */
    static Map<String, Object> options(
            @Nullable String saltenv, @Nullable Object test, @Nullable Object pillar, @Nullable String pillarenv) {
        if (pillar != null && !(pillar instanceof Map)) {
            throw new InvocationError("Pillar data must be formatted as a dictionary");
        }
        Map<String, Object> options = new LinkedHashMap<>();
        if (saltenv != null) {
            options.put("saltenv", saltenv);
        }
        if (test != null) {
            options.put("test", test);
        }
        if (pillar != null) {
            options.put("pillar", pillar);
        }
        if (pillarenv != null) {
            options.put("pillarenv", pillarenv);
        }
        // two orchestrations do not stand in each other's way
        options.put("concurrent", true);
        return options;
    }

    /** A result by the one minion that it is of. */
    Map<String, Object> byMaster(Object running) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(master.host().config().id(), running);
        return answer;
    }

    /** Salt 3006: what a single state gave goes out as an event as well. */
    Object progress(Object running, Call call) {
        Map<String, Object> answer = byMaster(running);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("data", answer);
        told.put("outputter", "highstate");
        master.bus().publish("salt/run/" + call.jid() + "/progress", told);
        call.out("highstate");
        call.retcode(CheckResult.good(answer) ? 0 : 1);
        return answer;
    }

    /** The states of minions, and {@code salt}. */
    private record States(StateCatalog own, List<Object> salt) implements Catalog {
        @Override
        public Set<String> modules() {
            Set<String> all = new TreeSet<>(own.modules());
            all.add("salt");
            return all;
        }

        @Override
        public @Nullable Object create(String module) {
            return module.equals("salt") ? salt : own.create(module);
        }
    }
}
