package dev.brine.cli.command;

import dev.brine.cli.output.Printout;
import dev.brine.cli.output.TerminalText;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.engine.call.ArgumentParser;
import dev.brine.engine.data.Glob;
import dev.brine.engine.event.Event;
import dev.brine.engine.event.EventClient;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code salt-run state.event} and {@code salt-call state.event}: prints events as they pass.
 *
 * <p>Salt 3006: {@code tagmatch} is a tag, a glob or a regular expression of the whole tag; {@code count} events are printed, -1
 * for no end; {@code pretty} indents and sorts; {@code node=minion} reads a minion's own bus in {@code sock_dir}. Ours: {@code
 * origin=True} adds {@code _number}, {@code _origin} and {@code _cause} to the data, which no listener sees otherwise.
 */
final class EventWatch {

    private static final Logger LOG = LoggerFactory.getLogger(EventWatch.class);
    private static final List<String> PARAMETERS =
            List.of("tagmatch", "count", "quiet", "sock_dir", "pretty", "node", "origin");
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Path sockets;
    private final String node;
    private final Shell shell;

    /**
     * A watch.
     *
     * @param sockets the directory of the event sockets, unless {@code sock_dir} names another
     * @param node whose bus is read, unless {@code node} says it: master or minion
     */
    EventWatch(Path sockets, String node, Shell shell) {
        this.sockets = sockets;
        this.node = node;
        this.shell = shell;
    }

    int run(ArgumentParser.Arguments arguments, Printout printout) throws InterruptedException {
        Predicate<String> tags = matcher(text(arguments, "tagmatch", "*"));
        boolean quiet = Boolean.TRUE.equals(value(arguments, "quiet"));
        boolean pretty = Boolean.TRUE.equals(value(arguments, "pretty"));
        long count = value(arguments, "count") instanceof Long number ? number : -1;
        Path sock = Path.of(text(arguments, "sock_dir", sockets.toString()));
        boolean minion = text(arguments, "node", node).equals("minion");
        Source source = new Source(sock, minion, Boolean.TRUE.equals(value(arguments, "origin")), tags);
        EventClient client = connect(source);
        while (count != 0) {
            try {
                Optional<Event> event = client.next(LOOK);
                if (event.isPresent()) {
                    if (!quiet) {
                        print(event.get(), pretty);
                    }
                    count--;
                }
            } catch (IOException e) {
                client.close();
                LOG.warn("{}; waiting for it to come back", e.getMessage());
                client = reconnect(source);
            }
        }
        client.close();
        printout.print(null, "");
        return Exit.OK;
    }

    private void print(Event event, boolean pretty) {
        JsonStyle style = pretty ? JsonStyle.SALT.indented(4).sorted(true) : JsonStyle.SALT;
        Map<String, Object> data = event.data();
        if (event.number() > 0) {
            data = new LinkedHashMap<>(data);
            data.putAll(event.provenance());
        }
        String text = event.tag() + "\t" + JsonWriter.write(Binary.asText(data), style);
        shell.out().println(shell.terminal() ? TerminalText.clean(text) : text);
        shell.out().flush();
    }

    /** Which events of which daemon, and whether with their origins. */
    private record Source(Path sock, boolean minion, boolean traced, Predicate<String> tags) {
        EventClient connect(Path pub, Path pull) throws IOException {
            return traced ? EventClient.traced(pub, pull, tags) : EventClient.connect(pub, pull, tags);
        }
    }

    private static EventClient connect(Source source) {
        try {
            return source.minion()
                    ? minion(source)
                    : source.connect(
                            source.sock().resolve("master_event_pub.ipc"),
                            source.sock().resolve("master_event_pull.ipc"));
        } catch (IOException e) {
            throw new MasterUnreachable("No events: " + e.getMessage());
        }
    }

    /** A master that went away comes back: after a restart the watch goes on. */
    private static EventClient reconnect(Source source) throws InterruptedException {
        while (true) {
            TimeUnit.SECONDS.sleep(1);
            try {
                return connect(source);
            } catch (MasterUnreachable e) {
                LOG.debug("{}", e.getMessage());
            }
        }
    }

    private static EventClient minion(Source source) throws IOException {
        Path sock = source.sock();
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(sock, "minion_event_*_pub.ipc")) {
            for (Path socket : sockets) {
                String pull = socket.getFileName().toString().replace("_pub.ipc", "_pull.ipc");
                return source.connect(socket, sock.resolve(pull));
            }
        }
        throw new IOException("no minion has its event sockets in " + sock);
    }

    private static Predicate<String> matcher(String expression) {
        Predicate<String> glob = Glob.of(expression);
        Predicate<String> either = tag -> tag.equals(expression) || glob.test(tag);
        try {
            Pattern pattern = Pattern.compile(expression);
            return either.or(tag -> pattern.matcher(tag).matches());
        } catch (PatternSyntaxException e) {
            return either;
        }
    }

    private static @Nullable Object value(ArgumentParser.Arguments arguments, String name) {
        int index = PARAMETERS.indexOf(name);
        Map<String, Object> kwargs = arguments.kwargs();
        return index < arguments.args().size() ? arguments.args().get(index) : kwargs.get(name);
    }

    private static String text(ArgumentParser.Arguments arguments, String name, String dflt) {
        Object value = value(arguments, name);
        return value == null ? dflt : value.toString();
    }
}
