package dev.brine.engine.python;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.plugin.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines of the configuration that are users' own modules: {@code start(**options)} of each runs in a process of its own.
 *
 * <p>Salt 3006: engines/__init__.py. {@code engine_module} says which module it is where the name is another one. One that ends is
 * started again after a while. Each has one thread, which waits for its process and answers what that asks for.
 */
public final class CustomEngines implements Engine {
    private static final Logger log = LoggerFactory.getLogger(CustomEngines.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Map<String, Map<String, Object>> wanted;
    private final Set<String> builtIn;
    private final Invoker modules;
    private final Duration pause;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /**
     * The engines; none runs yet.
     *
     * @param wanted options by name
     * @param builtIn names that stand for engines that are no modules
     * @param modules users' engine modules
     */
    public CustomEngines(Map<String, Map<String, Object>> wanted, Set<String> builtIn, Invoker modules) {
        this(wanted, builtIn, modules, PAUSE);
    }

    /** @param pause before an engine that has ended is started again */
    CustomEngines(Map<String, Map<String, Object>> wanted, Set<String> builtIn, Invoker modules, Duration pause) {
        this.wanted = wanted;
        this.builtIn = builtIn;
        this.modules = modules;
        this.pause = pause;
    }

    @Override
    public String name() {
        return "custom";
    }

    @Override
    public void start() {
        wanted.forEach((name, options) -> {
            if (!builtIn.contains(name)) {
                Thread thread = new Thread(() -> run(name, options), "engine-" + name);
                thread.setDaemon(true);
                threads.add(thread);
                thread.start();
            }
        });
    }

    private void run(String name, Map<String, Object> options) {
        Map<String, Object> kwargs = new LinkedHashMap<>(options);
        Object module = kwargs.remove("engine_module");
        String function = (module == null ? name : module) + ".start";
        if (modules.table().find(function).isEmpty()) {
            log.warn("engine {} is left out: {}", name, modules.table().missing(function));
            return;
        }
        log.info("starting engine {}", name);
        try {
            do {
                Outcome outcome = modules.invoke(List.of(), kwargs, Call.local(function, modules));
                if (closing.getCount() > 0) {
                    log.error(
                            "engine {} ended and is started again in {} s: {}", name, pause.toSeconds(), said(outcome));
                }
            } while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Object said(Outcome outcome) {
        return outcome instanceof Outcome.Returned ? "it returned " + outcome.value() : String.valueOf(outcome.value());
    }

    @Override
    public void close() {
        closing.countDown();
        threads.forEach(Thread::interrupt);
    }
}
