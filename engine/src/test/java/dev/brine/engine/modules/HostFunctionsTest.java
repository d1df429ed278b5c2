package dev.brine.engine.modules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Functions that look at the host or act on it, where there is nothing of stock's to replay. */
@Timeout(60)
class HostFunctionsTest {
    @TempDir
    private Path root;

    private HostMinion minion;

    @BeforeEach
    void start() throws IOException {
        minion = new HostMinion(
                root,
                Map.of(
                        "os_family",
                        "Debian",
                        "osarch",
                        "amd64",
                        "fqdn",
                        "old.example.com",
                        "dnsserial_kept",
                        "2099010107",
                        "kernelrelease",
                        "6.1.0-9-amd64"),
                Map.of());
    }

    @AfterEach
    void stop() {
        minion.close();
    }

    private Object value(String function, Object... args) {
        return value(function, Map.of(), args);
    }

    private Object value(String function, Map<String, Object> kwargs, Object... args) {
        Outcome outcome = minion.invoke(function, List.of(args), new LinkedHashMap<>(kwargs));
        assertThat(outcome).as("%s", outcome.value()).isInstanceOf(Outcome.Returned.class);
        return outcome.value();
    }

    @Test
    void openPortTakesConnectionsAndAClosedOneDoesNot() throws IOException {
        long port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertThat(value("network.connect", "127.0.0.1", port))
                    .isEqualTo(Map.of(
                            "result",
                            true,
                            "comment",
                            "Successfully connected to 127.0.0.1 (127.0.0.1) on tcp port " + port));
        }
        assertThat(value("network.connect", "127.0.0.1", port))
                .isEqualTo(Map.of(
                        "result", false, "comment", "Unable to connect to 127.0.0.1 (127.0.0.1) on tcp port " + port));
        assertThat(value("network.connect", "no.such.host.invalid", 80L))
                .isEqualTo(Map.of(
                        "result", false, "comment", "Unable to resolve host no.such.host.invalid on tcp port 80"));
    }

    @Test
    void hostGetsItsNewNameWhereTheOldOneStood() throws IOException {
        minion.program(
                "hostnamectl",
                List.of(
                        Map.of("args", "status", "out", " Static hostname: old\n       Icon name: computer\n"),
                        Map.of("args", "set-hostname fresh")));
        minion.file("/etc/hosts", "127.0.0.1 localhost\n# old stays here: no\n10.0.0.5 old alias\n");

        assertThat(value("network.mod_hostname", "fresh")).isEqualTo(true);

        assertThat(minion.place("/etc/hosts"))
                .hasContent("127.0.0.1 localhost\n#\tfresh\tstays\there:\tno\n10.0.0.5\tfresh\talias\n");
        assertThat(minion.place("/etc/hostname")).hasContent("fresh\n");
        assertThat(minion.calls()).containsExactly("hostnamectl status", "hostnamectl set-hostname fresh");
    }

    @Test
    void buffersOfANetworkCardAreThoseOfEthtool() throws IOException {
        minion.file(
                "/sbin/ethtool",
                "#!/bin/sh\n"
                        + "[ \"$1\" = -g ] && printf 'Ring parameters for eth0:\\nPre-set maximums:\\nRX Mini:\\t4096\\n"
                        + "Current hardware settings:\\nRX Mini:\\t256\\n'\n"
                        + "[ \"$*\" != '-G bad rx 5' ] || echo no such device\n");

        assertThat(value("network.get_bufsize", "eth0"))
                .isEqualTo(Map.of("result", true, "rx-mini-max", 4096L, "rx-mini", 256L));
        assertThat(value("network.mod_bufsize", Map.of("rx", 5L, "tx", 6L), "eth0"))
                .isEqualTo(Map.of("result", true, "comment", "rx 5 tx 6"));
        assertThat(value("network.mod_bufsize", Map.of("rx", 5L), "bad"))
                .isEqualTo(Map.of("result", false, "comment", "no such device"));
        assertThat(value("network.mod_bufsize", "eth0"))
                .isEqualTo(Map.of(
                        "result", false, "comment", "Requires rx=<val> tx==<val> rx-mini=<val> and/or rx-jumbo=<val>"));
    }

    @Test
    void temporaryFilesAreForTheirOwnerOnly() throws IOException {
        Path directory = Path.of(String.valueOf(
                value("temp.dir", Map.of("prefix", "mine-", "suffix", ".d", "parent", root.toString()))));
        Path file = Path.of(String.valueOf(value("temp.file", Map.of("parent", directory.toString()))));

        assertThat(directory.getFileName().toString()).startsWith("mine-").endsWith(".d");
        assertThat(file.getFileName().toString()).startsWith("tmp");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(minion.invoke("temp.file", List.of("", "tmp", root + "/none"), Map.of())
                        .value())
                .asString()
                .startsWith("ERROR: [Errno 2] No such file or directory: ");
    }

    @Test
    void signalsReachProcesses() throws Exception {
        Process process = new ProcessBuilder("sleep", "300").start();
        try {
            minion.directory("/proc/" + process.pid());
            minion.file("/proc/" + process.pid() + "/stat", process.pid() + " (sleep) S 1 1 1 0\n");
            minion.file("/proc/" + process.pid() + "/cmdline", "sleep\u0000300\u0000");

            assertThat(value("ps.pkill", Map.of("full", true), "sleep 300"))
                    .isEqualTo(Map.of("killed", List.of(process.pid())));

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(value("ps.kill_pid", process.pid())).isEqualTo(false);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void busiestProcessesComeFirstAndNoMoreThanWanted() throws IOException {
        minion.file("/proc/stat", "cpu 1 1 1 1\nbtime 1000\n");
        for (int pid = 1; pid <= 3; pid++) {
            minion.file(
                    "/proc/" + pid + "/stat", pid + " (p" + pid + ") S 1 1 1 0 -1 0 0 0 0 0 10 5 0 0 20 0 1 0 200\n");
        }

        List<?> top = (List<?>) value("ps.top", 2L, 0L);

        assertThat(top)
                .hasSize(2)
                .first()
                .satisfies(first -> assertThat((Map<?, ?>) first)
                        .extracting("cmd", "status", "create_time", "cpu")
                        .containsExactly(
                                "p1",
                                "sleeping",
                                1002.0,
                                Map.of(
                                        "user",
                                        0.1,
                                        "system",
                                        0.05,
                                        "children_user",
                                        0.0,
                                        "children_system",
                                        0.0,
                                        "iowait",
                                        0.0)));
    }

    @Test
    void usersAreReadFromTheListOfLogins() throws IOException {
        byte[] records = new byte[2 * 384];
        ByteBuffer utmp = ByteBuffer.wrap(records).order(ByteOrder.nativeOrder());
        utmp.putShort(0, (short) 2);
        utmp.putShort(384, (short) 7).putInt(384 + 4, 77).putInt(384 + 340, 1795250999);
        put(records, 384 + 8, "pts/3");
        put(records, 384 + 44, "ann");
        put(records, 384 + 76, "192.0.2.9");
        Path file = minion.place("/var/run/utmp");
        Files.createDirectories(file.getParent());
        Files.write(file, records);

        assertThat(value("ps.get_users"))
                .isEqualTo(List.of(Map.of(
                        "name", "ann", "terminal", "pts/3", "host", "192.0.2.9", "started", 1795250999.0, "pid", 77L)));
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] letters = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(letters, 0, bytes, at, letters.length);
    }

    @Test
    void uptimeCountsHoursAndMinutesAndLogins() throws IOException {
        minion.file("/proc/uptime", "93784.52 1000.00\n");
        minion.program("who", List.of(Map.of("args", "-s", "out", "root pts/0 x\nann pts/1 y\n")));

        assertThat((Map<?, ?>) value("status.uptime"))
                .extracting("seconds", "days", "time", "users")
                .containsExactly(93784L, 1L, "2:3", 2L);
    }

    @Test
    void connectionToAMasterIsSeenAmongTheSockets() throws IOException {
        String head = "  sl  local_address rem_address   st tx_queue rx_queue\n";
        minion.file("/proc/net/tcp", head + "   0: 0100007F:9999 0100007F:1199 01 0:0 0:0 0 0 0 1\n");

        assertThat(value("status.master", "127.0.0.1")).isEqualTo(true);

        minion.file("/proc/net/tcp", head + "   0: 0100007F:9999 0100007F:1199 06 0:0 0:0 0 0 0 1\n");
        assertThat(value("status.master", "127.0.0.1")).isEqualTo(false);
    }

    @Test
    void masterThatTakesConnectionsAnswersThePing() throws IOException {
        long port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertThat(value("status.ping_master", "127.0.0.1:" + port)).isEqualTo(true);
        }
        assertThat(value("status.ping_master", "127.0.0.1:" + port)).isEqualTo(false);
    }

    @Test
    void serialOfAZoneIsTheKeptOneOrTheFirstOfToday() {
        assertThat(value("dnsutil.serial", "kept")).isEqualTo("2099010107");
        assertThat(value("dnsutil.serial", "example.com")).asString().matches("20\\d{6}01");
    }

    @Test
    void laterKernelAsksForARebootAndAnEvenLaterOneForAnUpgrade() throws IOException {
        String format = "--showformat ${Status} ${Package} ${Version} ${Architecture}\n -W";
        String packages = "install ok installed linux-image-6.1.0-9-amd64 6.1.27-1 amd64\n";
        String later = packages + "install ok installed linux-image-6.1.0-20-amd64 6.1.85-1 amd64\n";
        minion.program("dpkg-query", List.of(Map.of("args", format, "out", packages)));
        assertThat(value("kernelpkg.needs_reboot")).isEqualTo(false);

        minion.program("dpkg-query", List.of(Map.of("args", format, "out", later)));
        assertThat(value("kernelpkg.needs_reboot")).isEqualTo(true);

        minion.program("apt-get", List.of(Map.of("args", "-q update")));
        minion.program(
                "apt-cache",
                List.of(Map.of(
                        "args",
                        "-q policy linux-image-amd64",
                        "out",
                        "linux-image-amd64:\n  Installed: 6.1.85.1\n  Candidate: 6.1.140.15\n")));
        assertThat(value("kernelpkg.upgrade_available")).isEqualTo(true);
    }

    @Test
    void fullNameIsTheOneWithADotInTheHostsFile() throws IOException {
        minion.file("/proc/sys/kernel/hostname", "web1\n");
        assertThat(value("network.get_fqdn")).isEqualTo("old.example.com");

        minion.file("/etc/hosts", "127.0.0.1 localhost\n127.0.1.1 web1 # here\n");
        assertThat(value("network.get_fqdn")).isEqualTo("web1");

        minion.file("/etc/hosts", "127.0.0.1 localhost\n10.0.0.5 w web1 web1.example.com\n");
        assertThat(value("network.get_fqdn")).isEqualTo("web1.example.com");
    }

    @Test
    void serviceThatDoesNotStartFailsItsCall() throws IOException {
        minion.file("/etc/init.d/web", "#!/bin/sh\n");
        minion.program("service", List.of(Map.of("args", "web start", "code", 5), Map.of("args", "web stop")));

        assertThat(minion.invoke("service.start", List.of("web"), Map.of()).retcode())
                .isEqualTo(5);
        assertThat(minion.invoke("service.stop", List.of("web"), Map.of()).retcode())
                .isZero();
    }
}
