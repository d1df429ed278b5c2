package dev.brine.engine.plugin;

import dev.brine.engine.render.RenderException;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.SlsRenderer;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renders one small file when a daemon starts, so that the first real one does not wait for the template engine to load.
 *
 * <p>Loading takes a third of a second and more on a busy host, and would otherwise fall into a new minion's bootstrap. Runs
 * on a daemon thread of its own and is done when that thread ends.
 */
public final class RenderWarmUp implements Engine {
    private static final Logger log = LoggerFactory.getLogger(RenderWarmUp.class);

    private static final String SLS = """
            {% set x = data if data is defined else {} %}
            {% if x.get('id', 'a').startswith('a') %}
            warm:
              test.nop:
                - name: {{ x.get('id', 'a') }}
                - list: {{ [1, 'b']|json }}
            {% endif %}
            """;

    private final Supplier<RenderPipe> pipe;

    /** Warms the pipe that the real files will go through. */
    public RenderWarmUp(Supplier<RenderPipe> pipe) {
        this.pipe = pipe;
    }

    @Override
    public String name() {
        return "warm-up";
    }

    @Override
    public void start() {
        Thread thread = new Thread(this::render, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private void render() {
        try {
            Map<?, ?> high = new SlsRenderer(pipe.get())
                    .text(SLS, "warm-up.sls", "", RenderWorld.empty())
                    .data();
            log.debug("the template engine is loaded, {} declaration", high.size());
        } catch (RenderException e) {
            log.warn("the template engine does not work: {}", e.error().toString());
        }
    }

    @Override
    public void close() {}
}
