package dev.brine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.cli.CommandSite.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code salt-call --local} with its options. */
class CallCommandTest {

    @TempDir
    Path directory;

    private CommandSite site;

    @BeforeEach
    void configure() throws IOException {
        site = CommandSite.in(directory);
        site.write("etc/minion", "id: web1\nroot_dir: " + directory + "\n");
    }

    private Result call(String... args) {
        List<String> line = new ArrayList<>(List.of("--local"));
        line.addAll(List.of(args));
        return site.runAt(directory.resolve("etc"), "salt-call", line.toArray(String[]::new));
    }

    @Test
    void modulesComeFromAnotherDirectory() throws IOException {
        site.write("more/greet.py", "def hi():\n    return 'hi'\n");
        assertThat(call("-m", "more", "greet.hi").out()).isEqualTo("local:\n    hi\n");
    }

    @Test
    void stateModulesComeFromAnotherDirectory() throws IOException {
        site.write(
                "more/calm.py",
                "def down(name):\n    return {'name': name, 'result': True, 'changes': {}, 'comment': 'calm'}\n");
        Result result = call("--states-dir=more", "--out=json", "state.single", "calm.down", "name=x");
        assertThat(result.out()).contains("\"comment\": \"calm\"");
        assertThat(result.exit()).isZero();
    }

    @Test
    void idAndRootsAreThoseOfTheCommandLine() throws IOException {
        site.write("files/web.sls", "hello:\n  test.nop: []\n");
        site.write("pillar/top.sls", "base:\n  db9:\n    - site\n");
        site.write("pillar/site.sls", "port: 80\n");
        assertThat(call("--id=db9", "--pillar-root=pillar", "pillar.get", "port")
                        .out())
                .isEqualTo("local:\n    80\n");
        assertThat(call("--file-root=files", "state.show_sls", "web").out()).contains("hello:");
        assertThat(call("--id=db9", "grains.get", "id").out()).isEqualTo("local:\n    db9\n");
    }

    @Test
    void outputGoesToTheFileAndIsReplacedUnlessAppended() throws IOException {
        Path file = directory.resolve("out");
        String option = "--out-file=" + file;
        assertThat(call(option, "--out=txt", "test.echo", "one").out()).isEmpty();
        assertThat(file).hasContent("local: one");
        call(option, "--out=txt", "test.echo", "two");
        call(option, "--out-file-append", "--out=txt", "test.echo", "three");
        assertThat(file).hasContent("local: two\nlocal: three");
    }

    @Test
    void metadataStandsBesideTheReturn() {
        assertThat(call("--metadata", "--set-metadata={ticket: 7}", "--out=json", "test.ping")
                        .out())
                .contains("\"return\": true", "\"metadata\": {", "\"ticket\": 7");
    }

    @Test
    void argumentsComeFromStandardInput() {
        site.typing("test.echo\nfrom there\n");
        assertThat(call("--args-stdin").out()).isEqualTo("local:\n    from there\n");
    }

    @Test
    void namedArgumentIsLeftAsText() {
        assertThat(call("--no-parse=text", "--out=json", "--out-indent=-1", "test.kwarg", "text=1", "number=1")
                        .out())
                .contains("\"text\": \"1\"", "\"number\": 1");
    }

    @Test
    void optionThatThisVersionLacksSaysWhy() {
        Result refused = call("--proxyid=p", "test.ping");
        assertThat(refused.exit()).isEqualTo(64);
        assertThat(refused.err()).contains("there are no proxy minions");
    }

    @Test
    void returnIsGivenToReturnersToo() throws IOException {
        site.write(
                "etc/minion", "id: web1\nroot_dir: " + directory + "\nrawfile_json.filename: " + directory + "/kept\n");
        assertThat(call("--return=rawfile_json", "test.echo", "kept").out()).isEqualTo("local:\n    kept\n");
        assertThat(directory.resolve("kept"))
                .content()
                .contains("\"fun\": \"test.echo\"", "\"return\": \"kept\"", "\"success\": true", "\"id\": \"web1\"");
    }

    @Test
    void returnerThatIsNotThereDoesNotSpoilTheCall() {
        assertThat(call("--return=nosuch", "test.ping")).isEqualTo(new Result(0, "local:\n    True\n", ""));
    }

    @Test
    void beginningOfANameShowsWhatBeginsSo() {
        Result shown = call("test.pin");
        assertThat(shown.out()).contains("test.pin:\n        'test.pin' is not available.", "test.ping:\n");
        assertThat(shown.exit()).isEqualTo(1);
    }
}
