package dev.brine.cli.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code saltutil} about jobs, caches and keys, with a master and a minion that are processes of their own. */
@Timeout(300)
class SaltutilIT {

    private static final Pattern JID = Pattern.compile("\\d{20}");

    private RealSite site;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        site = new RealSite(directory, "allow_minion_key_revoke: True\n");
        site.startMaster();
        site.startMinion("web1");
        site.accept("web1");
        site.awaitPing("web1");
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private String one(String... args) throws Exception {
        String[] line = new String[args.length + 2];
        line[0] = "--out=newline_values_only";
        line[1] = "web1";
        System.arraycopy(args, 0, line, 2, args.length);
        return site.run("salt", line).out().strip();
    }

    /** Starts a program on the minion that would run for ten minutes, and waits until it does. */
    private String startSleep(String marker) throws Exception {
        Path pid = site.directory().resolve(marker);
        String out = site.run(
                        "salt",
                        "--async",
                        "web1",
                        "cmd.run",
                        "echo $$ > " + pid + "; exec sleep 600",
                        "python_shell=True")
                .out();
        Matcher jid = JID.matcher(out);
        assertThat(jid.find()).as(out).isTrue();
        site.await(
                "the program", () -> Files.exists(pid) && Files.readString(pid).endsWith("\n"));
        return jid.group();
    }

    private void awaitEnd(String marker) throws Exception {
        long pid = Long.parseLong(
                Files.readString(site.directory().resolve(marker)).strip());
        site.await("the end of the program", () -> ProcessHandle.of(pid).isEmpty());
    }

    @Test
    void jobIsEndedWithItsProgram() throws Exception {
        String jid = startSleep("one");
        assertThat(one("saltutil.is_running", "cmd.*", "--out=json")).contains(jid);
        assertThat(one("saltutil.signal_job", jid, "1")).contains("takes only the signals 2, 9 and 15, not 1");
        assertThat(one("saltutil.signal_job", jid, "15")).contains("Signal 15 sent to job " + jid + " at pid ");
        awaitEnd("one");

        String next = startSleep("two");
        assertThat(one("saltutil.term_job", next)).contains("Signal 15 sent to job " + next);
        awaitEnd("two");
        site.await(
                "no job",
                () -> site.run("salt", "--out=json", "--out-indent=-1", "web1", "saltutil.running")
                        .out()
                        .equals("{\"web1\": []}\n"));
    }

    @Test
    void allJobsAreEndedAtOnce() throws Exception {
        String first = startSleep("one");
        String second = startSleep("two");
        assertThat(site.run("salt", "--out=json", "web1", "saltutil.kill_all_jobs")
                        .out())
                .contains("Signal 9 sent to job " + first, "Signal 9 sent to job " + second);
        awaitEnd("one");
        awaitEnd("two");
    }

    @Test
    void revokedMinionWaitsForItsKeyToBeAcceptedAgain() throws Exception {
        site.run("salt", "-t", "2", "web1", "saltutil.revoke_auth");
        site.await("its key to be pending", () -> {
            String keys = site.run("salt-key", "-L").out();
            return !keys.contains("Accepted Keys:\nweb1");
        });
        site.kill("web1");
        site.startMinion("web1");
        site.accept("web1");
        site.awaitPing("web1");
    }

    @Test
    void newKeyIsMadeAtTheNextStart() throws Exception {
        Path pki = site.directory().resolve("web1/etc/salt/pki/minion");
        byte[] old = Files.readAllBytes(pki.resolve("minion.pub"));
        one("saltutil.regen_keys");
        assertThat(pki.resolve("minion.pem")).doesNotExist();
        site.kill("web1");
        site.run("salt-key", "-y", "-d", "web1");
        site.startMinion("web1");
        site.accept("web1");
        site.awaitPing("web1");
        assertThat(Files.readAllBytes(pki.resolve("minion.pub"))).isNotEqualTo(old);
    }

    @Test
    void fetchedFilesAreForgottenAndKeptJobsAreFound() throws Exception {
        Files.writeString(
                site.etc("web1").resolve("minion"),
                Files.readString(site.etc("web1").resolve("minion")) + "cache_jobs: True\n");
        site.kill("web1");
        site.startMinion("web1");
        site.awaitPing("web1");
        site.write("srv/motd", "hello\n");
        Path cached = Path.of(one("cp.cache_file", "salt://motd"));
        assertThat(cached).hasContent("hello\n");
        Matcher jid =
                JID.matcher(site.run("salt", "-v", "web1", "test.echo", "kept").out());
        assertThat(jid.find()).isTrue();

        assertThat(one("saltutil.clear_cache")).isEqualTo("True");
        assertThat(cached).doesNotExist();
        site.await(
                "the kept job",
                () -> one("saltutil.find_cached_job", jid.group()).contains("kept"));
        assertThat(one("saltutil.clear_job_cache", "hours=0")).isEqualTo("True");
        assertThat(one("saltutil.find_cached_job", jid.group())).contains("not found");
    }
}
