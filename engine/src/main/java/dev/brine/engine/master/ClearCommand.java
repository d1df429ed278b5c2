package dev.brine.engine.master;

import dev.brine.transport.channel.Reply;
import java.io.IOException;
import java.util.concurrent.CompletionStage;

/** Answers one clear command; the rules of {@link MinionCommand} hold. The sender is nobody until the command has checked him. */
@FunctionalInterface
interface ClearCommand {
    CompletionStage<Reply> handle(ClearCall call) throws IOException;
}
