package dev.brine.states.orchestrate;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Catalog;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.states.module.RunTemplates;
import dev.brine.states.module.StateModule;
import dev.brine.states.run.Pauses;
import dev.brine.states.state.StateCatalog;
import dev.brine.transport.wire.Jid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The runner {@code state}: applies SLS files on the master, with states that steer minions.
 *
 * <p>Salt 3006: runners/state.py. The minion of such a run is the master's own host under the master's id; its files are the
 * master's file roots.
 */
@Module("state")
public final class OrchestrateRunner {
    private final MasterParts master;
    private final RunTemplates templates;

    public OrchestrateRunner(MasterParts master, RunTemplates templates) {
        this.master = master;
        this.templates = templates;
    }

    @Fn(doc = """
            Apply SLS files on the master: states that run jobs on minions, in order, each after what it requires.

            mods: names of SLS files, a list or separated by commas
            saltenv: the environment of the files (default base)
            test: True changes nothing and says what would change
            exclude: SLS files or ids to leave out
            pillar: values for this run; pillarenv: environment of the pillar
            orchestration_jid: the job id to run under

            CLI Example:

                salt-run state.orchestrate webserver
                salt-run state.orch webserver pillar='{"version": 2}' test=True
            """)
    public Object orchestrate(
            Object mods,
            @Arg(dflt = "'base'") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "None") @Nullable Object exclude,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String pillarEnc,
            @Arg(dflt = "None") @Nullable Object orchestrationJid,
            Call call) {
        Call job = orchestrationJid == null ? call : under(String.valueOf(orchestrationJid), call);
        Map<String, Object> kwargs = options(saltenv, test, pillar, pillarenv);
        if (exclude != null) {
            kwargs.put("exclude", exclude);
        }
        Object running = states(job).sls(mods, kwargs, job.nested("state.sls"));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("data", byMaster(running));
        answer.put("outputter", "highstate");
        boolean good = CheckResult.good(answer.get("data"));
        answer.put("retcode", good ? 0L : 1L);
        call.retcode(good ? 0 : 1);
        return answer;
    }

    @Fn(doc = "The same as state.orchestrate.")
    public Object orch(
            Object mods,
            @Arg(dflt = "'base'") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "None") @Nullable Object exclude,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String pillarEnc,
            @Arg(dflt = "None") @Nullable Object orchestrationJid,
            Call call) {
        return orchestrate(mods, saltenv, test, exclude, pillar, pillarenv, pillarEnc, orchestrationJid, call);
    }

    @Fn(doc = "The same as state.orchestrate.")
    public Object sls(
            Object mods,
            @Arg(dflt = "'base'") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "None") @Nullable Object exclude,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String pillarEnc,
            @Arg(dflt = "None") @Nullable Object orchestrationJid,
            Call call) {
        return orchestrate(mods, saltenv, test, exclude, pillar, pillarenv, pillarEnc, orchestrationJid, call);
    }

    @Fn(doc = """
            Run one state function on the master.

            fun: its name; name: its name argument; further arguments are the state's

            CLI Example:

                salt-run state.orchestrate_single fun=salt.wheel name=key.list_all
            """)
    public Object orchestrateSingle(
            String fun,
            String name,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "False") Object queue,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> all = options(null, test, pillar, null);
        all.putAll(kwargs);
        return progress(states(call).single(fun, name, all, call.nested("state.single")), call);
    }

    @Fn(doc = """
            Run high data on the master.

            data: ids to declarations

            CLI Example:

                salt-run state.orchestrate_high '{stage_one: {salt.state: [{tgt: "db*"}, {sls: [ldap_server]}]}}'
            """)
    public Object orchestrateHigh(
            Map<String, Object> data,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "False") Object queue,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(rest = true) Map<String, Object> kwargs,
            Call call) {
        Map<String, Object> all = options(null, test, pillar, null);
        all.putAll(kwargs);
        return progress(states(call).high(data, all, call.nested("state.high")), call);
    }

    @Fn(doc = """
            Show what state.orchestrate would run, as high data.

            mods: names of SLS files

            CLI Example:

                salt-run state.orch_show_sls webserver pillar='{"this": "that"}'
            """)
    public Object orchestrateShowSls(
            Object mods,
            @Arg(dflt = "'base'") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "False") Object queue,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String pillarEnc,
            Call call) {
        return byMaster(
                states(call).showSls(mods, options(saltenv, test, pillar, pillarenv), call.nested("state.show_sls")));
    }

    @Fn(doc = "The same as state.orchestrate_show_sls.")
    public Object orchShowSls(
            Object mods,
            @Arg(dflt = "'base'") @Nullable String saltenv,
            @Arg(dflt = "None") @Nullable Object test,
            @Arg(dflt = "False") Object queue,
            @Arg(dflt = "None") @Nullable Object pillar,
            @Arg(dflt = "None") @Nullable String pillarenv,
            @Arg(dflt = "None") @Nullable String pillarEnc,
            Call call) {
        return orchestrateShowSls(mods, saltenv, test, queue, pillar, pillarenv, pillarEnc, call);
    }

    @Fn(doc = """
            Hold a running orchestration before its next state.

            jid: the orchestration's job id; state_id: only before that state; duration: for so many seconds

            CLI Example:

                salt-run state.pause 20171130110407769519
                salt-run state.pause 20171130110407769519 vim 20
            """)
    public void pause(
            String jid, @Arg(dflt = "None") @Nullable String stateId, @Arg(dflt = "None") @Nullable Long duration) {
        pauses(jid).pause(stateId, duration);
    }

    @Fn(doc = "The same as state.pause.")
    public void setPause(
            String jid, @Arg(dflt = "None") @Nullable String stateId, @Arg(dflt = "None") @Nullable Long duration) {
        pause(jid, stateId, duration);
    }

    @Fn(doc = """
            Let a held orchestration go on.

            jid: the orchestration's job id; state_id: only the hold before that state

            CLI Example:

                salt-run state.resume 20171130110407769519
            """)
    public void resume(String jid, @Arg(dflt = "None") @Nullable String stateId) {
        pauses(jid).resume(stateId);
    }

    @Fn(doc = "The same as state.resume.")
    public void rmPause(String jid, @Arg(dflt = "None") @Nullable String stateId) {
        resume(jid, stateId);
    }

    @Fn(doc = """
            End a running orchestration before its next state.

            jid: the orchestration's job id; state_id: only before that state

            CLI Example:

                salt-run state.soft_kill 20171130110407769519
            """)
    public void softKill(String jid, @Arg(dflt = "None") @Nullable String stateId) {
        pauses(jid).softKill(stateId);
    }

    @Fn(doc = """
            Watch the master's event bus, one line for each event. Works with salt-run only, which reads the bus itself.

            tagmatch: a tag, a glob or a regular expression; count: how many events (-1 without end)
            pretty: indent; quiet: print nothing; sock_dir: another socket directory; node: minion for a minion's own bus

            CLI Example:

                salt-run state.event pretty=True
                salt-run state.event 'salt/job/*/ret/*' count=10
            """)
    public Object event(
            @Arg(dflt = "'*'") String tagmatch,
            @Arg(dflt = "-1") long count,
            @Arg(dflt = "False") boolean quiet,
            @Arg(dflt = "None") @Nullable String sockDir,
            @Arg(dflt = "False") boolean pretty,
            @Arg(dflt = "'master'") String node) {
        throw new FunctionError(
                "state.event prints on the terminal of salt-run; inside of the master subscribe to the bus");
    }

    private Pauses pauses(String jid) {
        return Pauses.of(master.host().config().paths().cache(), jid);
    }

    private StateModule states(Call call) {
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
                        new StateCatalog(context), new SaltStates(context, master, jobs, call.jid(), call.user())));
    }

    /** A call of another job: holds and events go by its id. */
    private static Call under(String jid, Call call) {
        if (!Jid.isValid(jid)) {
            throw new InvocationError("'" + jid + "' is no job id");
        }
        return Call.of(call.fun(), jid, call.user(), call.publication(), call.functions(), call::cancelled);
    }

    private static Map<String, Object> options(
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

    /** Salt 3006: what a single state gave goes out as an event as well. */
    private Object progress(Object running, Call call) {
        Map<String, Object> answer = byMaster(running);
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("data", answer);
        told.put("outputter", "highstate");
        master.bus().publish("salt/run/" + call.jid() + "/progress", told);
        call.out("highstate");
        call.retcode(CheckResult.good(answer) ? 0 : 1);
        return answer;
    }

    private Map<String, Object> byMaster(Object running) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put(master.host().config().id(), running);
        return answer;
    }

    /** The states of minions, and {@code salt}. */
    private record States(StateCatalog own, SaltStates salt) implements Catalog {
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
