package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of {@code pkg} that read package files, on a machine whose programs are scripts. */
class PackageFilesTest {
    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void find() throws IOException {
        root = directory.toRealPath();
    }

    private void program(String name, String... lines) throws IOException {
        Path program = root.resolve("host/bin").resolve(name);
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setAttribute(program, "unix:mode", 0755);
    }

    private Path file(String path, String text) throws IOException {
        Path file = root.resolve("host").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Object value(Map<String, Object> grains, String function, Object... args) throws IOException {
        try (TestStatesMinion minion = new TestStatesMinion(root, Map.of("grains", grains, "systemd.scope", false))) {
            return minion.call(function, new ArrayList<>(Arrays.asList(args)), Map.of())
                    .value();
        }
    }

    @Test
    void debianPackagesThatAptKeepsAreListedByVersion() throws IOException {
        program("dpkg", "echo ' Package: foo'", "echo ' Version: 1.2'", "echo ' Architecture: all'");
        file("var/cache/apt/archives/foo_1.2_all.deb", "four");
        file("var/cache/apt/pkgcache.bin", "no package");

        Map<?, ?> listed = (Map<?, ?>) value(Map.of("os_family", "Debian"), "pkg.list_downloaded");

        assertThat(listed).hasSize(1);
        Map<?, ?> facts = (Map<?, ?>) ((Map<?, ?>) listed.get("foo")).get("1.2");
        assertThat(facts.get("path")).isEqualTo("/var/cache/apt/archives/foo_1.2_all.deb");
        assertThat(facts.get("size")).isEqualTo(4L);
        assertThat(String.valueOf(facts.get("creation_date_time"))).matches("[0-9-]{10}T[0-9:]{8}");
        assertThat(facts.get("creation_date_time_t")).isInstanceOf(Long.class);
    }

    @Test
    void changedFileIsShownBesideThatOfItsPackage() throws IOException {
        program("dnf", "exit 0");
        program("rpm", "case \"$*\" in *-qf*) printf foo ;; esac");
        program("rpm2cpio", "cat \"$1\"");
        program("cpio", "cat");
        program("yumdownloader", "printf 'old\\n' > ${2#--destdir=}/foo-1.0-1.noarch.rpm");
        Path changed = Files.writeString(root.resolve("changed"), "new\n");
        Path same = Files.writeString(root.resolve("same"), "old\n");

        Map<?, ?> differences =
                (Map<?, ?>) value(Map.of("os_family", "RedHat"), "pkg.diff", changed.toString(), same.toString());

        assertThat(String.valueOf(differences.get(changed.toString())))
                .contains("--- A " + changed)
                .contains("-old")
                .contains("+new");
        assertThat(differences.get(same.toString())).isEqualTo("Unchanged");
    }

    @Test
    void servicesOfProcessesThatRunOnOldFilesAreNamedOnce() throws IOException {
        program("dnf", "printf '11 : /usr/sbin/cron\\n12 : /usr/sbin/cron\\n13 : bash\\n99 : gone\\n'");
        Files.createDirectories(root.resolve("host/run/systemd/system"));
        file("proc/11/cgroup", "0::/system.slice/cron.service\n");
        file("proc/12/cgroup", "0::/system.slice/cron.service\n");
        file("proc/13/cgroup", "0::/user.slice/user-0.slice/session-1.scope\n");

        assertThat(value(Map.of("os_family", "RedHat"), "pkg.services_need_restart"))
                .isEqualTo(List.of("cron"));
    }

    @Test
    void missingCheckrestartIsNamedWithItsPackage() throws IOException {
        program("dpkg", "exit 0");

        assertThat(String.valueOf(value(Map.of("os_family", "Debian"), "pkg.services_need_restart")))
                .contains("'checkrestart' is needed. It is part of the 'debian-goodies' package");
    }
}
