package dev.brine.engine.master;

import dev.brine.engine.auth.Authenticator;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.engine.job.JidSource;
import dev.brine.engine.key.KeyStore;
import dev.brine.engine.pillar.PillarSource;
import dev.brine.engine.plugin.MasterParts;
import dev.brine.engine.target.Expected;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Everything that can be asked of the master: what stands in neither table does not exist.
 *
 * @param accepted ids of accepted keys
 * @param tops what {@code master_tops} name
 */
record CommandTables(
        MasterConfig config,
        MasterParts parts,
        Stores stores,
        KeyStore keys,
        FileServer files,
        TargetCompiler targets,
        JidSource jids,
        PillarSource pillar,
        Supplier<? extends Collection<String>> accepted,
        MasterTops tops,
        Complaints complaints,
        AuditLog audit) {

    /** Commands that anybody may send, by name; each finds out for itself who sent it. */
    Map<String, ClearCommand> clear(Access access) {
        Authenticator authenticator = access.authenticator();
        TokenCommands tokens = new TokenCommands(access.external(), access.tokens(), audit);
        JobEvents events = new JobEvents(stores.journal(), access.tickets(), complaints);
        CallHandler calls = new CallHandler(authenticator, events, complaints, audit);
        Map<String, ClearCommand> table = new LinkedHashMap<>();
        table.put("ping", call -> Replies.value(call.load().all()));
        table.put(
                "publish",
                new PublishHandler(
                        authenticator, access.acl(), parts.jobs(), this::expected, events, complaints, audit));
        table.put("job_events", events);
        table.put("runner", calls.runner(parts.runners()));
        table.put("wheel", calls.wheel(parts.wheel()));
        table.put("mk_token", tokens::make);
        table.put("get_token", tokens::get);
        return table;
    }

    private Expected expected(Target target) {
        return Expected.of(targets, target, accepted.get(), stores.cache()::facts);
    }

    /** Commands of accepted minions, by name. */
    Map<String, MinionCommand> encrypted() {
        TagRules rules = new TagRules(config.auth().minionEventAllow(), new AskedOf(stores.jobs())::test);
        Map<String, MinionCommand> table = new LinkedHashMap<>(new FileCommands(files).table());
        table.putAll(new MineCommands(stores.cache(), targets, config).table());
        table.putAll(new PeerCommands(
                        parts.jobs(), parts.runners(), stores.jobs(), config, this::expected, complaints, audit)
                .table());
        table.put(
                "_return",
                new ReturnHandler(
                        stores.jobs(),
                        stores.jobFiles(),
                        jids,
                        parts.bus(),
                        rules,
                        parts.clock(),
                        complaints,
                        config.auth().dropMessagesSignatureFail(),
                        config.limits().returnBytes(),
                        config.jobs().cache()));
        EventBudget budget = new EventBudget(config.limits().eventRate(), parts.clock());
        table.put("_minion_event", new MinionEventHandler(parts.bus(), rules, budget, complaints));
        table.put("_pillar", new PillarHandler(pillar, stores.cache(), parts.bus(), config.jobs()));
        table.put("_master_opts", new MasterOptsHandler(config, files));
        table.put("_master_tops", tops);
        table.put(
                "_file_recv",
                new FileReceiver(
                        config.paths().cache().resolve("minions"),
                        config.files().recv(),
                        complaints));
        table.put("revoke_auth", new RevokeHandler(keys, config.auth().allowMinionKeyRevoke()));
        table.put("_register_resources", call -> Replies.nil());
        return table;
    }
}
