package dev.brine.engine.returners;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code syslog}: each return as one record of RFC 3164 whose text is JSON.
 *
 * <p>Options {@code level}, {@code facility}, {@code tag}, {@code options} as in Salt. Java has no datagram sockets on paths, so
 * {@code /dev/log} is reached through {@code logger}. With {@code syslog.address}, which Salt does not have, records go elsewhere:
 * {@code host:port} is UDP, a path is another socket of this host.
 */
final class SyslogReturner implements Returner {
    private static final Logger log = LoggerFactory.getLogger(SyslogReturner.class);
    private static final List<String> LEVELS =
            List.of("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug");
    private static final List<String> FACILITIES = List.of(
            "kern",
            "user",
            "mail",
            "daemon",
            "auth",
            "syslog",
            "lpr",
            "news",
            "uucp",
            "cron",
            "authpriv",
            "ftp",
            "",
            "",
            "",
            "",
            "local0",
            "local1",
            "local2",
            "local3",
            "local4",
            "local5",
            "local6",
            "local7");
    /** Of these only the first changes what is sent. */
    private static final List<String> FLAGS =
            List.of("LOG_PID", "LOG_CONS", "LOG_NDELAY", "LOG_NOWAIT", "LOG_PERROR", "LOG_ODELAY");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);
    /** A record that fits one UDP packet. */
    private static final int LARGEST = 60_000;

    private static final int LONGEST_TAG = 32;

    private final ReturnerOptions options;
    private final Clock clock;

    SyslogReturner(ReturnerParts parts) {
        this.options = parts.options(
                "syslog",
                Map.of("level", "LOG_INFO", "facility", "LOG_USER", "tag", "salt-minion", "options", List.of()));
        this.clock = parts.clock();
    }

    @Override
    public void save(Map<String, Object> ret) throws IOException {
        ReturnerOptions.Chosen chosen = options.of(ret);
        int level = number(LEVELS, chosen.text("level"), "level");
        int facility = number(FACILITIES, chosen.text("facility"), "facility");
        String tag = chosen.text("tag");
        if (tag.length() > LONGEST_TAG) {
            throw new IOException("syslog.tag has more than " + LONGEST_TAG + " characters: " + tag);
        }
        List<?> flags = chosen.value("options") instanceof List<?> list ? list : List.of();
        for (Object flag : flags) {
            if (!FLAGS.contains(String.valueOf(flag))) {
                throw new IOException("syslog.options holds an unknown option: " + flag + "; there are " + FLAGS);
            }
        }
        boolean pid = flags.contains("LOG_PID");
        String text = JsonText.of(ret);
        String address = chosen.text("address");
        if (address.isEmpty() || address.startsWith("/")) {
            log(address, FACILITIES.get(facility) + "." + LEVELS.get(level), tag, pid, text);
        } else {
            String sender = pid ? tag + "[" + ProcessHandle.current().pid() + "]" : tag;
            String time = TIME.format(clock.instant().atZone(ZoneId.systemDefault()));
            send(address, "<" + (facility * 8 + level) + ">" + time + " " + sender + ": " + text);
        }
    }

    private static int number(List<String> names, String given, String what) throws IOException {
        String name = given.toLowerCase(Locale.ROOT);
        int number = names.indexOf(name.startsWith("log_") ? name.substring(4) : name);
        if (number < 0 || name.isEmpty()) {
            throw new IOException("syslog." + what + " is unknown: " + given);
        }
        return number;
    }

    private static void send(String address, String record) throws IOException {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        int port;
        try {
            port = colon < 0 ? 514 : Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new IOException("syslog.address must be host:port, found " + address, e);
        }
        byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.send(new DatagramPacket(bytes, Math.min(bytes.length, LARGEST), new InetSocketAddress(host, port)));
        }
    }

    /** The text goes in over standard input: it may be longer than an argument list. */
    private static void log(String socket, String priority, String tag, boolean pid, String text) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("logger", "--socket-errors=on", "--size", String.valueOf(LARGEST), "-p", priority, "-t", tag));
        if (!socket.isEmpty()) {
            command.addAll(List.of("-u", socket));
        }
        if (pid) {
            command.add("--id=" + ProcessHandle.current().pid());
        }
        Process logger = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!fed(logger, text) || !logger.waitFor(10, TimeUnit.SECONDS) || logger.exitValue() != 0) {
                throw new IOException("logger did not take the record; does a syslog daemon listen on "
                        + (socket.isEmpty() ? "/dev/log" : socket) + "?");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            logger.destroy();
        }
    }

    /** Whether the program took the text: it may have ended before, for want of a daemon. */
    private static boolean fed(Process logger, String text) {
        try (OutputStream in = logger.getOutputStream()) {
            in.write(text.getBytes(StandardCharsets.UTF_8));
            in.write('\n');
            return true;
        } catch (IOException e) {
            log.debug("logger ended before it was given the record: {}", e.toString());
            return false;
        }
    }
}
