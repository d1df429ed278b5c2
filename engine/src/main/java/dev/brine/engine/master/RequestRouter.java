package dev.brine.engine.master;

import dev.brine.engine.data.Data;
import dev.brine.engine.data.DataException;
import dev.brine.transport.Exchange;
import dev.brine.transport.RequestHandler;
import dev.brine.transport.channel.Reply;
import dev.brine.transport.channel.Request;
import dev.brine.transport.channel.Request.AesRequest;
import dev.brine.transport.channel.Request.AuthRequest;
import dev.brine.transport.channel.Request.BadRequest;
import dev.brine.transport.channel.Request.ClearRequest;
import dev.brine.transport.channel.Request.SignatureCheck;
import dev.brine.transport.channel.ServerChannel;
import dev.brine.transport.wire.MinionId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads each request to its command and sends exactly one reply.
 *
 * <p>Two tables, clear and encrypted, say what there is; a name that is in none is answered with an empty map (Salt 3006), and
 * nothing else ever becomes of a name from the wire. A command that throws costs its sender a failure reply, nobody else
 * anything. Called by many workers at a time; immutable.
 */
final class RequestRouter implements RequestHandler {
    private static final Logger log = LoggerFactory.getLogger(RequestRouter.class);

    private final ServerChannel channel;
    private final AuthHandler auth;
    private final Map<String, ClearCommand> clear;
    private final Map<String, MinionCommand> encrypted;
    private final Heard heard;
    private final Executor workers;
    private final Complaints complaints;

    /** Hears which minion was just proved to be at which address. */
    @FunctionalInterface
    interface Heard {
        void from(MinionId id, String address);
    }

    RequestRouter(
            ServerChannel channel,
            AuthHandler auth,
            Map<String, ClearCommand> clear,
            Map<String, MinionCommand> encrypted,
            Heard heard,
            Executor workers,
            Complaints complaints) {
        this.channel = channel;
        this.auth = auth;
        this.clear = Map.copyOf(clear);
        this.encrypted = Map.copyOf(encrypted);
        this.heard = heard;
        this.workers = workers;
        this.complaints = complaints;
    }

    @Override
    public void handle(byte[] frame, Exchange exchange) {
        Request request = channel.open(frame);
        if (request instanceof BadRequest bad) {
            String who = bad.claimedId() == null ? "" : " that says it is " + bad.claimedId();
            complaints.say(
                    exchange.peer(),
                    "refused a request from {}{}: {}",
                    exchange.peer(),
                    who,
                    bad.refusal().words());
            exchange.reply(bad.reply());
            return;
        }
        try {
            if (request instanceof AuthRequest signIn) {
                auth.handle(signIn, exchange.peer(), new Answerer(request, exchange));
            } else if (request instanceof ClearRequest call) {
                finish(request, exchange, clear(call, exchange.peer()));
            } else if (request instanceof AesRequest call) {
                finish(request, exchange, encrypted(call, exchange.peer(), frame.length));
            }
        } catch (DataException e) {
            log.debug("{} sent a malformed request: {}", exchange.peer(), e.getMessage());
            reply(request, exchange, new Reply.Failure());
        } catch (Exception | StackOverflowError | AssertionError | LinkageError e) {
            fail(request, exchange, e);
        }
    }

    private CompletionStage<Reply> clear(ClearRequest request, String peer) throws java.io.IOException {
        ClearCommand command = clear.get(request.cmd());
        if (command == null) {
            complaints.say(peer, "{} asked for the unknown command '{}'", peer, shown(request.cmd()));
            return Replies.value(Map.of());
        }
        return command.handle(new ClearCall(Data.of(request.cmd(), request.load()), peer));
    }

    private CompletionStage<Reply> encrypted(AesRequest request, String peer, int bytes) throws java.io.IOException {
        MinionId id = request.minion();
        if (id == null) {
            return java.util.concurrent.CompletableFuture.completedFuture(new Reply.BadLoad());
        }
        heard.from(id, peer);
        MinionCommand command = encrypted.get(request.cmd());
        if (command == null) {
            complaints.say(id.value(), "minion {} asked for the unknown command '{}'", id, shown(request.cmd()));
            return Replies.value(Map.of());
        }
        Map<String, Object> load = new LinkedHashMap<>(request.load());
        load.put("id", id.value());
        return command.handle(
                new MinionCall(id, Data.of(request.cmd(), load), request.signature() == SignatureCheck.INVALID, bytes));
    }

    private void finish(Request request, Exchange exchange, CompletionStage<Reply> stage) {
        var future = stage.toCompletableFuture();
        if (future.isDone() && !future.isCompletedExceptionally()) {
            reply(request, exchange, future.join());
            return;
        }
        future.whenComplete((reply, failure) -> onWorker(() -> {
            if (failure == null) {
                reply(request, exchange, reply);
            } else {
                fail(request, exchange, failure);
            }
        }));
    }

    /** Sealing takes time that the thread which completes a stage may not have. */
    private void onWorker(Runnable work) {
        try {
            workers.execute(work);
        } catch (RejectedExecutionException stopping) {
            work.run();
        }
    }

    private void fail(Request request, Exchange exchange, Throwable failure) {
        log.error("a request from {} failed", exchange.peer(), failure);
        reply(request, exchange, new Reply.Failure());
    }

    private void reply(Request request, Exchange exchange, Reply reply) {
        byte[] bytes;
        try {
            bytes = channel.seal(request, reply);
        } catch (RuntimeException e) {
            log.error("a reply to {} could not be made", exchange.peer(), e);
            bytes = channel.seal(request, new Reply.Failure());
        }
        exchange.reply(bytes);
    }

    /** A name from the wire as it may stand in a log line. */
    private static String shown(String name) {
        String cut = name.length() > 64 ? name.substring(0, 64) + "..." : name;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }

    /** Where the answer to one sign-in goes; used once, from any thread. */
    final class Answerer implements AuthHandler.Answer {
        private final Request request;
        private final Exchange exchange;

        private Answerer(Request request, Exchange exchange) {
            this.request = request;
            this.exchange = exchange;
        }

        @Override
        public void give(Reply reply) {
            reply(request, exchange, reply);
        }

        @Override
        public void fail(Throwable failure) {
            RequestRouter.this.fail(request, exchange, failure);
        }

        @Override
        public boolean park(java.time.Duration wait) {
            return exchange.park(wait);
        }
    }
}
