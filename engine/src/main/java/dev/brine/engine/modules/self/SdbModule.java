package dev.brine.engine.modules.self;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.sdb.Sdb;
import org.jspecify.annotations.Nullable;

/** {@code sdb}: values behind {@code sdb://PROFILE/KEY}; profiles are options of the minion, or in its pillar. */
@Module("sdb")
public final class SdbModule {
    private final Sdb sdb;

    public SdbModule(ModuleParts parts) {
        this.sdb = new Sdb(name -> {
            Object profile = parts.minion().config().raw().value(name).orElse(null);
            return profile == null ? parts.pillar().get(name) : profile;
        });
    }

    @Fn(doc = """
            Return the value behind a URI; what is no such URI comes back as it is.

            uri: sdb://PROFILE/KEY
            strict: fail when it is none, or there is no such profile
            """)
    public @Nullable Object get(Object uri, @Arg(dflt = "False") boolean strict) {
        return strict ? sdb.strictly(uri) : sdb.get(uri);
    }

    @Fn(doc = """
            Set the value behind a URI; False when it is none, or there is no such profile.

            uri: sdb://PROFILE/KEY
            value: the value
            """)
    public @Nullable Object set(Object uri, @Nullable Object value) {
        return sdb.set(uri, value);
    }

    @Fn(doc = """
            Remove the value behind a URI; False when it is none, or there is no such profile.

            uri: sdb://PROFILE/KEY
            """)
    public @Nullable Object delete(Object uri) {
        return sdb.delete(uri);
    }

    @Fn(doc = """
            Return the value behind a URI; when there is none, set it to random text and return that.

            uri: sdb://PROFILE/KEY
            length: number of characters
            chars: characters to choose from
            """)
    public @Nullable Object getOrSetHash(
            Object uri, @Arg(dflt = "8") long length, @Arg(dflt = "'" + Sdb.CHARACTERS + "'") String chars) {
        return sdb.getOrSet(uri, length, chars);
    }
}
