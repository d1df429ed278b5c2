package dev.brine.engine.returners;

import dev.brine.engine.job.JobFiles;
import dev.brine.engine.job.JobReturn;
import java.time.Clock;
import java.util.Map;

/** {@code local_cache}: returns as files below {@code cachedir/jobs}, in the layout of Salt's job cache. */
final class LocalCacheReturner implements Returner {
    private final JobFiles files;
    private final Clock clock;

    LocalCacheReturner(ReturnerParts parts) {
        this.files = new JobFiles(parts.cache(), parts.hashType());
        this.clock = parts.clock();
    }

    @Override
    public void save(Map<String, Object> ret) {
        Object retcode = ret.get("retcode");
        files.land(new JobReturn(
                String.valueOf(ret.get("jid")),
                String.valueOf(ret.get("id")),
                ret.get("return"),
                retcode instanceof Number number ? number.intValue() : 0,
                Boolean.TRUE.equals(ret.get("success")),
                ret.get("out") instanceof String out ? out : null,
                ret,
                clock.instant()));
    }
}
