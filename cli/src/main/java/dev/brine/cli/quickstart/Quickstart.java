package dev.brine.cli.quickstart;

import dev.brine.cli.command.Exit;
import dev.brine.cli.command.Shell;
import dev.brine.cli.option.Option;
import dev.brine.cli.option.OptionHelp;
import dev.brine.cli.option.OptionParser;
import dev.brine.cli.option.Parsed;
import dev.brine.cli.option.UsageError;
import dev.brine.cli.output.TerminalText;
import dev.brine.engine.event.EventClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts a master and a minion in a directory of their own and shows how the reactor brings the minion in. */
public final class Quickstart {

    private static final String MINION = "Minion7";
    private static final Duration LIMIT = Duration.ofSeconds(55);
    private static final List<Option> OPTIONS = List.of(
            Option.text(
                    "ports", "--ports", null, "Publish and request port of the master: P1,P2. Default: two free ones."),
            Option.flag("once", "--once", "Stop after the bootstrap; exit 0 when it was complete."),
            Option.text(
                    "dir", "--dir", ".quickstart", "Where everything is put. Default: .quickstart in the checkout."),
            Option.flag("help", "-h --help", "Show this help message and exit."));

    private final Shell shell;
    private final long started = System.nanoTime();

    public Quickstart(Shell shell) {
        this.shell = shell;
    }

    /** Runs; the exit code. {@code home} is the directory that holds {@code bin/}. */
    public int run(List<String> line, Path home) throws InterruptedException {
        try {
            Parsed parsed = new OptionParser(OPTIONS).parse(line);
            if (parsed.flag("help")) {
                shell.out()
                        .print(OptionHelp.text(
                                "./quickstart [options]",
                                "A master, a minion and two reactor rules, ready to play with.",
                                List.of(new OptionHelp.Group("", OPTIONS)),
                                List.of()));
                return Exit.OK;
            }
            Path dir = home.resolve(parsed.text("dir")).toAbsolutePath().normalize();
            Site site = Site.make(dir, ports(parsed.text("ports")));
            return run(site, home.toAbsolutePath().normalize().resolve("bin"), parsed.flag("once"));
        } catch (UsageError | Site.Trouble e) {
            shell.err().println("quickstart: " + e.getMessage());
            return Exit.USAGE;
        } catch (IOException e) {
            shell.err().println("quickstart: " + e.getMessage());
            return Exit.GENERIC;
        }
    }

    private static List<Integer> ports(String text) throws UsageError {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Integer> ports = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            try {
                ports.add(Integer.parseInt(part.strip()));
            } catch (NumberFormatException e) {
                throw new UsageError("--ports takes two numbers with a comma between, not '" + text + "'");
            }
        }
        if (ports.size() != 2
                || ports.get(0).equals(ports.get(1))
                || ports.stream().anyMatch(p -> p < 1 || p > 65535)) {
            throw new UsageError("--ports takes two different port numbers with a comma between, not '" + text + "'");
        }
        return ports;
    }

    private int run(Site site, Path bin, boolean once) throws IOException, InterruptedException {
        Daemons daemons = new Daemons(bin, site);
        Thread stop = new Thread(() -> {
            step("stopping", "minion and master end");
            daemons.close();
        });
        Runtime.getRuntime().addShutdownHook(stop);
        step("a fresh site", site.dir() + "  (ports " + site.publish() + " and " + site.request() + ")");
        Optional<String> trouble = bootstrap(site, daemons);
        if (trouble.isPresent()) {
            shell.err().println("\nquickstart: " + trouble.get());
            return Exit.GENERIC;
        }
        summary(site, bin);
        if (!once) {
            shell.out().println("\nMaster and minion go on running. Ctrl-C stops both.");
            shell.out().flush();
            new CountDownLatch(1).await();
        }
        return Exit.OK;
    }

    /** Starts everything and follows it; why it failed, or empty. */
    private Optional<String> bootstrap(Site site, Daemons daemons) throws IOException, InterruptedException {
        Process master = daemons.start("salt-master");
        Optional<EventClient> events = awaitMaster(site, master);
        if (events.isEmpty()) {
            return Optional.of("the master did not come up:\n    " + daemons.lastWords("salt-master"));
        }
        step("the master is up", "listening on 127.0.0.1:" + site.publish() + " and :" + site.request());
        try (EventClient client = events.get()) {
            Process minion = daemons.start("salt-minion");
            step("the minion starts", MINION + ", with a key nobody knows");
            Bootstrap bootstrap = new Bootstrap(MINION);
            while (!bootstrap.complete() && bootstrap.failure().isEmpty()) {
                client.next(Duration.ofMillis(250)).flatMap(bootstrap::see).ifPresent(s -> step(s.title(), s.detail()));
                if (!master.isAlive() || !minion.isAlive()) {
                    String dead = master.isAlive() ? "salt-minion" : "salt-master";
                    return Optional.of(dead + " ended too early:\n    " + daemons.lastWords(dead));
                }
                if (elapsed().compareTo(LIMIT) > 0) {
                    return Optional.of("not complete after " + LIMIT.toSeconds() + " s: " + bootstrap.missing()
                            + "\n  what the master said:\n    " + daemons.lastWords("salt-master")
                            + "\n  what the minion said:\n    " + daemons.lastWords("salt-minion"));
                }
            }
            return bootstrap.failure().isEmpty() ? missingFiles(site) : Optional.of(bootstrap.failure());
        }
    }

    private Optional<EventClient> awaitMaster(Site site, Process master) throws InterruptedException {
        while (elapsed().compareTo(LIMIT) < 0 && master.isAlive()) {
            if (Files.exists(site.sock().resolve("master_event_pub.ipc"))) {
                try {
                    return Optional.of(EventClient.master(site.sock(), tag -> true));
                } catch (IOException e) {
                    // bound in a moment
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        return Optional.empty();
    }

    private static Optional<String> missingFiles(Site site) throws IOException {
        if (!Files.exists(site.example())) {
            return Optional.of("the state returned, but " + site.example() + " is not there");
        }
        if (!Files.exists(site.mark()) || !Files.readString(site.mark()).contains("initsok")) {
            return Optional.of("the command returned, but " + site.mark() + " does not say initsok");
        }
        return Optional.empty();
    }

    private void summary(Site site, Path bin) {
        String etc = " -c " + site.etc() + " ";
        shell.out().println();
        line(
                "1;32",
                "Done in " + seconds(elapsed()) + ": " + MINION
                        + " was accepted, configured and put to work by two rules.");
        shell.out().println("  " + site.example() + "  came from the master by state.sls");
        shell.out().println("  " + site.mark() + "  was written by cmd.run");
        shell.out().println("\nTry, in another terminal:");
        for (String command : List.of(
                "salt" + etc + "'*' test.ping",
                "salt" + etc + "'*' state.sls test",
                "salt" + etc + "'*' grains.items",
                "salt-key" + etc + "-L",
                "salt-run" + etc + "state.event pretty=True",
                "salt-run" + etc + "jobs.list_jobs")) {
            shell.out().println("  " + bin + "/" + command);
        }
        shell.out()
                .println("The rules are in " + site.etc() + "/master.d/reactor.conf, their SLS files in " + site.dir()
                        + "/srv/reactor, the logs in " + site.dir() + "/log.");
        shell.out().flush();
    }

    private synchronized void step(String title, String detail) {
        String time = String.format(Locale.ROOT, "[%7s]", seconds(elapsed()));
        String left = String.format(Locale.ROOT, "%-38s", title);
        String text = detail.length() > 140 ? detail.substring(0, 140) + "..." : detail;
        shell.out().println(colored("36", time) + " " + colored("1", left) + " " + TerminalText.clean(text));
        shell.out().flush();
    }

    private void line(String color, String text) {
        shell.out().println(colored(color, text));
    }

    private String colored(String code, String text) {
        return shell.terminal() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.2f s", time.toMillis() / 1000.0);
    }
}
