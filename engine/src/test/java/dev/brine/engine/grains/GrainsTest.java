package dev.brine.engine.grains;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrainsTest {
    @TempDir
    Path temp;

    @Test
    void distributionsAreNamedAsSaltNamesThem() throws Exception {
        assertThat(os("NAME=\"Ubuntu\"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"22.04\"\nVERSION_CODENAME=jammy\n"))
                .containsEntry("os", "Ubuntu")
                .containsEntry("os_family", "Debian")
                .containsEntry("osfinger", "Ubuntu-22.04")
                .containsEntry("osmajorrelease", 22L)
                .containsEntry("osrelease_info", List.of(22L, 4L))
                .containsEntry("oscodename", "jammy");
        assertThat(os("NAME=\"Debian GNU/Linux\"\nID=debian\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\n"))
                .containsEntry("os", "Debian")
                .containsEntry("osfinger", "Debian-12")
                .containsEntry("osfullname", "Debian GNU/Linux");
        assertThat(os("NAME=\"Rocky Linux\"\nID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\nVERSION_ID=\"9.3\"\n"))
                .containsEntry("os", "Rocky")
                .containsEntry("os_family", "RedHat")
                .containsEntry("osfinger", "Rocky Linux-9");
        assertThat(os("NAME=\"Red Hat Enterprise Linux\"\nID=\"rhel\"\nID_LIKE=\"fedora\"\nVERSION_ID=\"8.8\"\n"))
                .containsEntry("os", "RedHat")
                .containsEntry("os_family", "RedHat");
        assertThat(os("NAME=\"openSUSE Leap\"\nID=\"opensuse-leap\"\nID_LIKE=\"suse opensuse\"\nVERSION_ID=\"15.5\"\n"))
                .containsEntry("os_family", "Suse");
    }

    @Test
    void optionGoesOverFileAndFileOverTheHost() throws Exception {
        Files.writeString(temp.resolve("grains"), "role: web\nkernel: from-file\ndepth: {a: [1, 2]}\n");
        MinionConfig config = config(Map.of("grains", Map.of("role", "db")));

        Map<String, Object> grains = new Grains(config, "web1", temp).current();

        assertThat(grains)
                .containsEntry("role", "db")
                .containsEntry("kernel", "from-file")
                .containsEntry("id", "web1")
                .containsEntry("depth", Map.of("a", List.of(1L, 2L)));
    }

    @Test
    void changedFileIsReadAgainAfterARefresh() throws Exception {
        Grains grains = new Grains(config(Map.of()), "web1", temp);
        assertThat(grains.current()).doesNotContainKey("role");

        grains.file().change(file -> file.put("role", "web"));
        grains.refresh();

        assertThat(grains.current()).containsEntry("role", "web");
        assertThat(Files.readString(temp.resolve("grains"))).isEqualTo("role: web\n");
    }

    @Test
    void serverIdIsTheOneOfStockSalt() {
        assertThat(new Grains(config(Map.of()), "g1", temp).current()).containsEntry("server_id", 1132212280L);
    }

    @Test
    void figuresComeFromProc() throws Exception {
        write("proc/cpuinfo", "processor\t: 0\nmodel name\t: Fast One\nflags\t\t: fpu sse\n\nprocessor\t: 1\n");
        write("proc/meminfo", "MemTotal:       24683520 kB\nSwapTotal:             0 kB\n");
        write(
                "proc/net/route",
                "Iface\tDestination\tGateway\nlo\t000000FF\t00000000\t0001\neth0\t00000000\t010200C0\t0003\n");
        write("etc/resolv.conf", "nameserver 10.0.0.1\nsearch a.example b.example\n");
        write("proc/sys/kernel/hostname", "web1\n");
        write("etc/hosts", "127.0.0.1 localhost\n10.0.0.5 web1.example.com web1 # own\n");

        Map<String, Object> grains = new Grains(config(Map.of()), "web1", temp).current();

        assertThat(grains)
                .containsEntry("num_cpus", 2L)
                .containsEntry("cpu_model", "Fast One")
                .containsEntry("cpu_flags", List.of("fpu", "sse"))
                .containsEntry("mem_total", 24105L)
                .containsEntry("ip4_gw", "192.0.2.1")
                .containsEntry("ip_gw", true)
                .containsEntry("fqdn", "web1.example.com")
                .containsEntry("host", "web1")
                .containsEntry("domain", "example.com")
                .containsEntry("fqdn_ip4", List.of("10.0.0.5"));
        assertThat((Map<?, ?>) grains.get("dns")).extracting("search").isEqualTo(List.of("a.example", "b.example"));
    }

    @Test
    void theInitThatIsOnlyAPathIsToldByItsContent() throws Exception {
        write("proc/1/cmdline", "/sbin/init\0splash\0");
        write("sbin/init", "\u007fELF ... SysVinit version 3.06 ...");
        assertThat(new Grains(config(Map.of()), "web1", temp).current()).containsEntry("init", "sysvinit");
    }

    @Test
    void graphicsProcessorsAreNamedByTheListOfLspci() throws Exception {
        for (String file : List.of("class 0x030000", "vendor 0x10de", "device 0x1eb8")) {
            write("sys/bus/pci/devices/0000:00:02.0/" + file.split(" ")[0], file.split(" ")[1] + "\n");
        }
        write("sys/bus/pci/devices/0000:00:03.0/class", "0x020000\n");
        assertThat(new Grains(config(Map.of()), "web1", temp).current())
                .containsEntry("num_gpus", 1L)
                .containsEntry("gpus", List.of(Map.of("vendor", "nvidia", "model", "Device 1eb8")));
        write(
                "usr/share/misc/pci.ids",
                "# list\n1002  Other\n\t1eb8  Wrong\n10de  NVIDIA Corporation\n\t1eb8  TU104GL [Tesla T4]\n");
        assertThat(new Grains(config(Map.of()), "web1", temp).current())
                .containsEntry("gpus", List.of(Map.of("vendor", "nvidia", "model", "TU104GL [Tesla T4]")));
    }

    @Test
    void languageComesFromTheEnvironmentAsPythonReadsIt() {
        assertThat(ProcessGrains.language(Map.of("LANG", "de_DE.UTF-8"))).containsExactly("de_DE", "UTF-8");
        assertThat(ProcessGrains.language(Map.of("LANG", "de_DE.utf8", "LC_ALL", "C.UTF-8")))
                .containsExactly("en_US", "UTF-8");
        assertThat(ProcessGrains.language(Map.of("LANG", "fr_FR@euro"))).containsExactly("fr_FR", "ISO8859-1");
        assertThat(ProcessGrains.language(Map.of("LANG", "C"))).isEmpty();
        assertThat(ProcessGrains.language(Map.of())).isEmpty();
    }

    private Map<String, Object> os(String release) throws Exception {
        write("etc/os-release", release);
        return new Grains(config(Map.of()), "web1", temp).current();
    }

    private void write(String file, String text) throws Exception {
        Files.createDirectories(temp.resolve(file).getParent());
        Files.writeString(temp.resolve(file), text);
    }

    private MinionConfig config(Map<String, Object> options) {
        RawConfig raw = new RawConfig(temp, Map.of()).with("id", "web1").with("root_dir", temp.toString());
        for (Map.Entry<String, Object> option : options.entrySet()) {
            raw = raw.with(option.getKey(), option.getValue());
        }
        return MinionConfig.of(raw);
    }
}
