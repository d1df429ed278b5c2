package dev.brine.cli.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory of a quick start: configuration, keys, files and logs of one master and one minion.
 *
 * @param dir the directory; made anew each time
 * @param sock where the master's event sockets are; elsewhere than in {@code dir} when that path is too long for a socket
 * @param publish the master's publish port
 * @param request its request port
 */
record Site(Path dir, Path sock, int publish, int request) {

    /** A unix socket's path may have 107 bytes; the longest name in the directory has 23. */
    private static final int LONGEST_SOCK_DIR = 80;

    /** What went wrong, for the user. */
    static final class Trouble extends Exception {
        private static final long serialVersionUID = 1L;

        Trouble(String message) {
            super(message);
        }
    }

    /**
     * Clears the directory and lays everything out.
     *
     * @param ports publish and request port; empty to take free ones
     */
    static Site make(Path dir, List<Integer> ports) throws IOException, Trouble {
        List<Integer> taken = ports.isEmpty() ? free() : checked(ports);
        clear(dir);
        Path sock = dir.resolve("master/run");
        if (sock.toString().length() > LONGEST_SOCK_DIR) {
            sock = Files.createTempDirectory("brine");
        }
        Site site = new Site(dir, sock, taken.get(0), taken.get(1));
        site.write("master", "etc/master");
        site.write("reactor.conf", "etc/master.d/reactor.conf");
        site.write("minion", "etc/minion");
        site.write("Minion.sls", "srv/reactor/Minion.sls");
        site.write("auto.sls", "srv/reactor/auto.sls");
        site.write("test.sls", "srv/salt/test.sls");
        site.write("example", "srv/salt/example");
        Files.createDirectories(dir.resolve("log"));
        return site;
    }

    Path etc() {
        return dir.resolve("etc");
    }

    Path log(String name) {
        return dir.resolve("log").resolve(name);
    }

    /** The file that the state lays down. */
    Path example() {
        return dir.resolve("example");
    }

    /** The file to which the command adds its line. */
    Path mark() {
        return dir.resolve("cpis");
    }

    private void write(String template, String file) throws IOException {
        Path target = dir.resolve(file);
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (InputStream in = Site.class.getResourceAsStream(template)) {
            if (in == null) {
                throw new IOException("the template " + template + " is missing in this build");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{dir}", dir.toString())
                    .replace("{sock}", sock.toString())
                    .replace("{publish}", Integer.toString(publish))
                    .replace("{request}", Integer.toString(request));
            Files.writeString(target, text);
        }
    }

    private static List<Integer> checked(List<Integer> ports) throws Trouble {
        for (int port : ports) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            } catch (IOException e) {
                throw new Trouble(
                        "port " + port + " is taken: " + e.getMessage() + "; choose others with --ports P1,P2");
            }
        }
        return ports;
    }

    private static List<Integer> free() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket two = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return List.of(one.getLocalPort(), two.getLocalPort());
        }
    }

    private static void clear(Path dir) throws IOException {
        if (!Files.exists(dir)) {
            return;
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(dir)) {
                    Files.delete(file);
                }
            }
        }
    }
}
