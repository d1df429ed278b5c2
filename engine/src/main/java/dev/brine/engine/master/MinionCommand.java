package dev.brine.engine.master;

import dev.brine.transport.channel.Reply;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/**
 * Answers one encrypted command. Runs on a worker thread and must not wait for other machines: what has to wait completes the
 * stage later. What it throws is answered as a failure.
 */
@FunctionalInterface
interface MinionCommand {
    CompletionStage<Reply> handle(MinionCall call) throws IOException;
}
