package dev.brine.engine.runners;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.sdb.Sdb;
import org.jspecify.annotations.Nullable;

/** Values behind {@code sdb://PROFILE/KEY} with the master's profiles. Salt 3006: runners/sdb.py. */
@Module("sdb")
public final class SdbRunner {
    private final Sdb sdb;

    SdbRunner(MasterConfig config) {
        this.sdb = new Sdb(name -> config.raw().value(name).orElse(null));
    }

    @Fn(doc = """
                    Return the value behind a URI; what is no such URI comes back as it is

                    CLI Example:

                        salt-run sdb.get sdb://mysecrets/key
                    """)
    public @Nullable Object get(Object uri) {
        return sdb.get(uri);
    }

    @Fn(doc = """
                    Set the value behind a URI

                    CLI Example:

                        salt-run sdb.set sdb://mysecrets/key value
                    """)
    public @Nullable Object set(Object uri, @Nullable Object value) {
        return sdb.set(uri, value);
    }

    @Fn(doc = """
                    Remove the value behind a URI

                    CLI Example:

                        salt-run sdb.delete sdb://mysecrets/key
                    """)
    public @Nullable Object delete(Object uri) {
        return sdb.delete(uri);
    }

    @Fn(doc = """
                    Return the value behind a URI; when there is none, set it to random text and return that

                    CLI Example:

                        salt-run sdb.get_or_set_hash sdb://mysecrets/key 12
                    """)
    public @Nullable Object getOrSetHash(
            Object uri, @Arg(dflt = "8") long length, @Arg(dflt = "'" + Sdb.CHARACTERS + "'") String chars) {
        return sdb.getOrSet(uri, length, chars);
    }
}
