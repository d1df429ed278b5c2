package dev.brine.engine.master;

import dev.brine.engine.cache.MinionCache;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.data.Data;
import dev.brine.engine.event.EventBus;
import dev.brine.engine.event.Tags;
import dev.brine.engine.pillar.PillarSource;
import dev.brine.transport.channel.Reply;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * {@code _pillar}: compiles the sender's pillar. It keeps grains and pillar for targeting, and says so on the bus (Salt 3006:
 * {@code minion_data_cache}, {@code minion_data_cache_events}).
 */
final class PillarHandler implements MinionCommand {
    private final PillarSource source;
    private final MinionCache cache;
    private final EventBus bus;
    private final MasterConfig.Jobs options;

    PillarHandler(PillarSource source, MinionCache cache, EventBus bus, MasterConfig.Jobs options) {
        this.source = source;
        this.cache = cache;
        this.bus = bus;
        this.options = options;
    }

    @Override
    public CompletionStage<Reply> handle(MinionCall call) {
        Data load = call.load();
        String id = call.id().value();
        Map<String, Object> grains = load.mapOrEmpty("grains");
        grains.put("id", id);
        Map<String, Object> pillar = source.compile(new PillarSource.Request(
                id,
                grains,
                load.stringOr("saltenv", ""),
                load.stringOr("pillarenv", ""),
                load.mapOrEmpty("pillar_override")));
        if (options.minionDataCache()) {
            cache.store(id, MinionCache.GRAINS, grains);
            cache.store(id, MinionCache.PILLAR, pillar);
            if (options.minionDataCacheEvents()) {
                bus.publish(Tags.minionRefresh(id), Map.of("Minion data cache refresh", id));
            }
        }
        return CompletableFuture.completedFuture(new Reply.Pillar(pillar));
    }
}
