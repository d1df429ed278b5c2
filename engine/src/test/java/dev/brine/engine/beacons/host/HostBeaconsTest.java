package dev.brine.engine.beacons.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.brine.engine.beacons.Beacon;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beacons on this very host: its file systems, its processes, files that change under inotify. */
class HostBeaconsTest {
    private static final Path PROC = Path.of("/proc");

    @TempDir
    private Path dir;

    private final FixedFunctions functions = new FixedFunctions();

    private Beacon beacon(String name) {
        return new BuiltInBeacons(new BeaconParts(functions::invoker, Clock.systemUTC())).create(name);
    }

    @Test
    void diskusageTellsWhatIsFilledToTheThreshold() throws IOException {
        FileStore root = Files.getFileStore(Path.of("/"));
        long used = root.getTotalSpace() - root.getUnallocatedSpace();
        double percent = 100.0 * used / (used + root.getUsableSpace());
        Beacon beacon = beacon("diskusage");
        List<Map<String, Object>> told = beacon.poll(List.of(Map.of("/", "0%"), Map.of("_beacon_name", "d")));
        assertThat(told).isNotEmpty().allMatch(event -> event.get("mount").equals("/"));
        assertThat((Double) told.get(0).get("diskusage")).isBetween(percent - 2, percent + 2);
        assertThat(beacon.poll(List.of(Map.of("/", "100.1%")))).isEmpty();
        assertThat(beacon.poll(List.of(Map.of("/no/such/mount", 0L)))).isEmpty();
    }

    @Test
    void diskusageTakesMountPointsAsRegularExpressions() throws IOException {
        List<Map<String, Object>> told = beacon("diskusage").poll(List.of(Map.of("^\\/(?!proc).*$", 0L)));
        assertThat(told).extracting(event -> event.get("mount")).contains("/").doesNotContain("/proc");
    }

    @Test
    void psFindsThisProcess() throws IOException {
        String own = new ProcFiles(PROC)
                .processes().stream()
                        .filter(name -> name.startsWith("java"))
                        .findFirst()
                        .orElse("java");
        assertThat(beacon("ps").poll(List.of(Map.of("processes", Map.of(own, "running")))))
                .containsExactly(Map.of(own, "Running"));
    }

    @Test
    void memusageAndLoadAreThoseOfTheHost() throws IOException {
        List<Map<String, Object>> memory = beacon("memusage").poll(List.of(Map.of("percent", "0%")));
        assertThat((Double) memory.get(0).get("memusage")).isGreaterThan(0).isLessThanOrEqualTo(100);
        Map<String, Object> never = Map.of("1m", List.of(-2L, -1L), "5m", List.of(-2L, -1L), "15m", List.of(-2L, -1L));
        assertThat(beacon("load").poll(List.of(Map.of("averages", never))).get(0))
                .containsOnlyKeys("1m", "5m", "15m");
        assertThat(beacon("network_info")
                        .poll(List.of(Map.of("interfaces", Map.of("lo", Map.of("type", "greater", "bytes_sent", -1L)))))
                        .get(0))
                .containsEntry("interface", "lo");
    }

    @Test
    void inotifyTellsCreatedChangedAndDeletedFiles() throws IOException {
        Map<String, Object> watched = Map.of("mask", List.of("create", "modify", "delete"));
        try (Beacon beacon = beacon("inotify")) {
            List<Object> config = List.of(Map.of("files", Map.of(dir.toString(), watched)));
            assertThat(beacon.poll(config)).isEmpty();
            Path file = Files.writeString(dir.resolve("a"), "");
            assertThat(await(beacon, config, file, "IN_CREATE")).containsEntry("tag", dir.toString());
            Files.writeString(file, "more", StandardOpenOption.APPEND);
            await(beacon, config, file, "IN_MODIFY");
            Files.delete(file);
            await(beacon, config, file, "IN_DELETE");
            Files.createDirectory(dir.resolve("sub"));
            await(beacon, config, dir.resolve("sub"), "IN_CREATE|IN_ISDIR");
        }
    }

    @Test
    void inotifyFollowsNewDirectoriesAndLeavesOutWhatIsExcluded() throws IOException {
        Map<String, Object> watched = Map.of(
                "mask",
                List.of("create"),
                "recurse",
                true,
                "auto_add",
                true,
                "exclude",
                List.of(dir + "/no", Map.of("\\.swp$", Map.of("regex", true)), "*.tmp"));
        try (Beacon beacon = beacon("inotify")) {
            List<Object> config = List.of(Map.of("files", Map.of(dir + "/", watched)));
            Files.createDirectory(dir.resolve("old"));
            beacon.poll(config);
            Files.createDirectory(dir.resolve("new"));
            await(beacon, config, dir.resolve("new"), "IN_CREATE|IN_ISDIR");
            for (String name : List.of("new/no.swp", "no", "new/a.tmp", "new/seen", "old/seen")) {
                Files.writeString(dir.resolve(name), "");
            }
            List<Object> paths = new ArrayList<>();
            until(() -> {
                beacon.poll(config).forEach(event -> paths.add(event.get("path")));
                return paths.size() >= 2;
            });
            assertThat(paths).containsExactlyInAnyOrder(dir + "/new/seen", dir + "/old/seen");
        }
    }

    @Test
    void inotifySeesAFileThatIsReplaced() throws IOException {
        Path file = Files.writeString(dir.resolve("f"), "1");
        Map<String, Object> watched = Map.of("mask", List.of("modify", "create"));
        try (Beacon beacon = beacon("inotify")) {
            List<Object> config = List.of(Map.of("files", Map.of(file.toString(), watched)));
            beacon.poll(config);
            Files.writeString(dir.resolve("other"), "2");
            Files.move(dir.resolve("other"), file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            await(beacon, config, file, "IN_CREATE");
            Files.writeString(file, "3");
            assertThat(await(beacon, config, file, "IN_MODIFY")).containsEntry("tag", file.toString());
        }
    }

    @Test
    void logStartsAnewInAFileThatWasReplaced() throws IOException {
        Path file = Files.writeString(dir.resolve("log"), "one error\ntwo error\n");
        Beacon beacon = beacon("log");
        List<Object> config =
                List.of(Map.of("file", file.toString()), Map.of("tags", Map.of("app/err", Map.of("regex", ".*error"))));
        assertThat(beacon.poll(config)).isEmpty();
        Files.writeString(file, "new error\nnot yet c");
        assertThat(beacon.poll(config)).extracting(event -> event.get("raw")).containsExactly("new error");
        Files.writeString(file, "omplete error\n", StandardOpenOption.APPEND);
        assertThat(beacon.poll(config)).extracting(event -> event.get("raw")).containsExactly("not yet complete error");
        Files.move(file, dir.resolve("log.1"));
        Files.writeString(file, "this error is in a file that was longer at once than the one before\n");
        assertThat(beacon.poll(config)).hasSize(1);
    }

    @Test
    void shTellsCommandsOfShells() throws IOException, InterruptedException {
        Path strace = ShBeacon.strace().orElse(Path.of("/none"));
        assumeTrue(Files.isExecutable(strace), "strace is not installed");
        Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        // only this shell: others of the host are not ours to trace
        Path proc = Files.createDirectory(dir.resolve("proc"));
        Files.createSymbolicLink(proc.resolve(String.valueOf(shell.pid())), PROC.resolve(String.valueOf(shell.pid())));
        try (ShBeacon beacon = new ShBeacon(strace, proc)) {
            List<Map<String, Object>> told = new ArrayList<>();
            until(() -> {
                beacon.poll(List.of());
                return traced(shell.pid());
            });
            assumeTrue(traced(shell.pid()), "this host does not let strace attach");
            shell.getOutputStream().write("/bin/echo 'a b' c\n".getBytes(StandardCharsets.UTF_8));
            shell.getOutputStream().flush();
            until(() -> {
                told.addAll(beacon.poll(List.of()));
                return !told.isEmpty();
            });
            assertThat(told.get(0))
                    .containsEntry("cmd", "/bin/echo")
                    .containsEntry("args", List.of("/bin/echo", "a b", "c"))
                    .containsEntry("tag", String.valueOf(shell.pid()))
                    .containsEntry("user", System.getProperty("user.name"));
        } finally {
            shell.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static boolean traced(long pid) throws IOException {
        return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
                .anyMatch(line -> line.startsWith("TracerPid:") && !line.endsWith("\t0"));
    }

    @Test
    void shTakesShellsOnly() throws IOException {
        Path called = dir.resolve("called");
        Path strace = Files.writeString(
                dir.resolve("strace"),
                "#!/bin/sh\necho \"$@\" >> " + called
                        + "\necho 'execve(\"/bin/ls\", [\"ls\", \"-l\"], 0x1) = 0' >&2\n");
        Files.setPosixFilePermissions(strace, PosixFilePermissions.fromString("rwx------"));
        Path proc = dir.resolve("proc");
        Map.of("11", "-bash\0", "12", "/bin/sh\0", "13", "sh\0-c\0ls\0", "14", "vim\0")
                .forEach((pid, command) -> {
                    try {
                        Files.createDirectories(proc.resolve(pid));
                        Files.writeString(proc.resolve(pid).resolve("cmdline"), command);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                });
        try (ShBeacon beacon = new ShBeacon(strace, proc)) {
            List<Map<String, Object>> told = new ArrayList<>();
            until(() -> {
                told.addAll(beacon.poll(List.of()));
                return told.stream().map(event -> event.get("tag")).distinct().count() == 2;
            });
            assertThat(told).allMatch(event -> event.get("args").equals(List.of("ls", "-l")));
            assertThat(told)
                    .extracting(event -> event.get("tag"))
                    .contains("11", "12")
                    .doesNotContain("13", "14");
        }
    }

    @Test
    void certInfoTellsCertificatesThatExpire() throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        assumeTrue(Files.isExecutable(keytool), "this runtime has no keytool");
        Path store = dir.resolve("s.p12");
        String[] make = {
            keytool.toString(),
            "-genkeypair",
            "-alias",
            "a",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-validity",
            "20",
            "-dname",
            "CN=web1.example.com,O=Example",
            "-ext",
            "san=dns:web1,ip:127.0.0.1",
            "-keystore",
            store.toString(),
            "-storepass",
            "secret",
            "-storetype",
            "PKCS12"
        };
        Path certificate = dir.resolve("web1.pem");
        String[] export = {
            keytool.toString(),
            "-exportcert",
            "-rfc",
            "-alias",
            "a",
            "-keystore",
            store.toString(),
            "-storepass",
            "secret",
            "-file",
            certificate.toString()
        };
        for (String[] command : List.of(make, export)) {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
        List<Object> config = List.of(Map.of("files", List.of(certificate.toString())));
        Map<?, ?> told =
                (Map<?, ?>) ((List<?>) beacon("cert_info").poll(config).get(0).get("certificates")).get(0);
        assertThat(told.get("cert_path")).isEqualTo(certificate.toString());
        assertThat(told.get("subject")).isEqualTo("O=\"Example\",CN=\"web1.example.com\"");
        assertThat(told.get("issuer_dict")).isEqualTo(Map.of("O", "Example", "CN", "web1.example.com"));
        assertThat(told.get("has_expired")).isEqualTo(false);
        assertThat(told.get("signature_algorithm")).isEqualTo("sha256WithRSAEncryption");
        assertThat(told.get("extensions").toString()).contains("DNS:web1, IP Address:127.0.0.1");
        assertThat(beacon("cert_info").poll(List.of(config.get(0), Map.of("notify_days", 5L))))
                .isEmpty();
        Clock late = Clock.fixed(Instant.now().plus(Duration.ofDays(30)), ZoneOffset.UTC);
        Map<String, Object> expired = new CertInfoBeacon(late).poll(config).get(0);
        assertThat(expired.get("certificates").toString()).contains("has_expired=true");
    }

    @Test
    void serviceWaitsForItsDelay() throws IOException {
        Instant[] now = {Instant.parse("2026-11-21T12:00:00Z")};
        Clock clock = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now[0];
            }
        };
        Beacon beacon = new ServiceBeacon(new BeaconParts(functions::invoker, clock));
        List<Object> config = List.of(Map.of(
                "services", Map.of("nginx", Map.of("onchangeonly", true, "emitatstartup", false, "delay", 10L))));
        functions.services.put("nginx", true);
        assertThat(beacon.poll(config)).isEmpty();
        functions.services.put("nginx", false);
        assertThat(beacon.poll(config)).isEmpty();
        now[0] = now[0].plusSeconds(11);
        assertThat(beacon.poll(config)).hasSize(1);
        assertThat(beacon.poll(config)).isEmpty();
    }

    private static Map<String, Object> await(Beacon beacon, List<Object> config, Path path, String change)
            throws IOException {
        List<Map<String, Object>> found = new ArrayList<>();
        until(() -> {
            beacon.poll(config).stream()
                    .filter(event -> event.get("path").equals(path.toString())
                            && event.get("change").equals(change))
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void until(Condition condition) throws IOException {
        Instant end = Instant.now().plusSeconds(60);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("it happens within a minute").isBefore(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
