package dev.brine.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.render.RenderPipe;
import java.security.SecureRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RenderWarmUpTest {
    @Test
    void asksForThePipeOnItsOwnThread() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        new RenderWarmUp(() -> {
                    asked.complete(Thread.currentThread().getName());
                    return RenderPipe.standard(new SecureRandom());
                })
                .start();
        assertThat(asked.get(30, TimeUnit.SECONDS)).isEqualTo("warm-up");
    }
}
