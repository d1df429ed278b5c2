package dev.brine.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.brine.cli.option.Option;
import dev.brine.cli.option.OptionParser;
import dev.brine.cli.option.UsageError;
import dev.brine.engine.target.TargetType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobCommandTest {

    private static JobCommand of(String... words) throws Exception {
        List<Option> options = new ArrayList<>();
        new SaltProgram().options().forEach(group -> options.addAll(group.options()));
        return JobCommand.of(new OptionParser(options).parse(List.of(words)));
    }

    @Test
    void argumentsAreReadAsYaml() throws Exception {
        JobCommand command = of("*", "test.arg", "1", "true", "[x, 2]", "text", "num=3", "m={a: 1}");
        assertThat(command.fun()).isEqualTo("test.arg");
        assertThat(command.arg())
                .containsExactly(
                        1L, true, List.of("x", 2L), "text", Map.of("__kwarg__", true, "num", 3L, "m", Map.of("a", 1L)));
    }

    @Test
    void namedKeywordsAreNotRead() throws Exception {
        assertThat(of("*", "f.g", "--no-parse=a", "a=1", "b=2").arg())
                .containsExactly(Map.of("__kwarg__", true, "a", "1", "b", 2L));
    }

    @Test
    void listTargetsAreSplit() throws Exception {
        assertThat(of("-L", "web1, web2", "test.ping").target().tgt()).isEqualTo(List.of("web1", "web2"));
        assertThat(of("-L", "web1 web2", "test.ping").target().tgt()).isEqualTo(List.of("web1", "web2"));
        assertThat(of("-G", "os:Debian", "test.ping").target().type()).isEqualTo(TargetType.GRAIN);
        assertThat(of("-I", "role:web", "test.ping").target().type()).isEqualTo(TargetType.PILLAR);
    }

    @Test
    void twoKindsOfTargetAreRefused() {
        assertThatThrownBy(() -> of("-L", "-G", "x", "test.ping"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("mutually exclusive");
    }

    @Test
    void compoundCommandDealsItsArguments() throws Exception {
        JobCommand command = of("*", "test.echo,test.ping,cmd.run", "a", ",", ",", "uptime");
        assertThat(command.fun()).isEqualTo(List.of("test.echo", "test.ping", "cmd.run"));
        assertThat(command.arg()).containsExactly(List.of("a"), List.of(), List.of("uptime"));
    }

    @Test
    void compoundCommandMustAddUp() {
        assertThatThrownBy(() -> of("*", "test.echo,test.ping", "a"))
                .hasMessage("Cannot execute compound command without defining all arguments.");
        assertThatThrownBy(() -> of("*", "test.echo,test.ping", "a,b,c"))
                .hasMessage("Cannot execute compound command with more arguments than commands.");
    }

    @Test
    void docAsksForDocumentation() throws Exception {
        assertThat(of("-d").fun()).isEqualTo("sys.doc");
        assertThat(of("web1", "-d", "test").arg()).containsExactly("test");
    }
}
