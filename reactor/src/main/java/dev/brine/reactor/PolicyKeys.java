package dev.brine.reactor;

import dev.brine.reactor.policy.Active;
import dev.brine.reactor.policy.Concurrency;
import dev.brine.reactor.policy.From;
import dev.brine.reactor.policy.Mode;
import dev.brine.reactor.policy.OnDead;
import dev.brine.reactor.policy.Part;
import dev.brine.reactor.policy.PolicyReader;
import dev.brine.reactor.policy.Retry;
import dev.brine.reactor.policy.Throttle;
import dev.brine.reactor.policy.When;
import dev.brine.reactor.window.Batch;
import dev.brine.reactor.window.BatchWait;
import dev.brine.reactor.window.Coalesce;
import dev.brine.reactor.window.Correlation;
import dev.brine.reactor.window.OnFail;
import dev.brine.reactor.window.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Every key that an entry of {@code reactor_policy} may have; what is in no reader here is refused with its line. */
public final class PolicyKeys {
    private PolicyKeys() {}

    /** Reads entries with all keys. */
    public static PolicyReader reader() {
        return new PolicyReader(keys(), new PolicyClashes());
    }

    /** All of them, beside {@code match}, {@code sls} and {@code name}. */
    public static Set<String> names() {
        return keys().keySet();
    }

    private static Map<String, Part.Reader> keys() {
        Map<String, Part.Reader> keys = new LinkedHashMap<>();
        keys.put("from", From::read);
        keys.put("when", When::read);
        keys.put("active", Active::read);
        keys.put("throttle", Throttle::read);
        keys.put("concurrency", Concurrency::read);
        keys.put("retry", Retry::read);
        keys.put("on_dead", OnDead::read);
        keys.put("mode", Mode::read);
        keys.put("join", Correlation.Join::read);
        keys.put("absent", Correlation.Absence::read);
        keys.put("coalesce", Coalesce::read);
        keys.put("batch", Batch::read);
        keys.put("batch_wait", BatchWait::read);
        keys.put("sequence", Sequence::read);
        keys.put("on_fail", OnFail::read);
        return keys;
    }
}
