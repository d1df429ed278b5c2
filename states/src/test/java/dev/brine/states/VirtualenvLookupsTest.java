package dev.brine.states;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code virtualenv} asks the Python of an environment, which is a script here. */
class VirtualenvLookupsTest {
    @TempDir
    Path directory;

    private TestStatesMinion minion;
    private String venv;

    @BeforeEach
    void start() throws IOException {
        minion = new TestStatesMinion(directory.toRealPath());
        venv = minion.work().resolve("venv").toString();
        program(
                Path.of(venv, "bin/python"),
                "case \"$2\" in *distribution*) shift 2; echo at \"$@\" ;;"
                        + " *filename*) shift 2; echo file \"$@\" ;; *string*) shift 2; echo text \"$@\" ;; *) exit 3 ;; esac");
    }

    @AfterEach
    void stop() {
        minion.close();
    }

    private static void program(Path program, String line) throws IOException {
        Files.createDirectories(program.getParent());
        Files.writeString(program, "#!/bin/sh\n" + line + "\n");
        Files.setAttribute(program, "unix:mode", 0755);
    }

    @Test
    void pathsAndContentsAreAskedOfThePythonOfTheEnvironment() {
        assertThat(value("virtualenv.get_distribution_path", venv, "flask")).isEqualTo("at flask");
        assertThat(value("virtualenv.get_resource_path", venv, "pkg", "a/b.xml"))
                .isEqualTo("file pkg a/b.xml");
        assertThat(value("virtualenv.get_resource_content", venv, "pkg", "a/b.xml"))
                .isEqualTo("text pkg a/b.xml");
    }

    @Test
    void namesThatCouldBeCodeAreRefused() {
        assertThat(String.valueOf(value("virtualenv.get_distribution_path", venv, "x; import os")))
                .contains("Unsafe python code detected in 'x; import os'");
    }

    @Test
    void directoryWithoutPythonIsNoEnvironment() {
        assertThat(String.valueOf(value("virtualenv.get_distribution_path", "/nosuch", "flask")))
                .contains("Path '/nosuch' does not appear to be a virtualenv: '/nosuch/bin/python' not found.");
    }

    @Test
    void versionIsReadFromWhatTheProgramSays() throws IOException {
        Path program = minion.work().resolve("virtualenv");
        program(program, "echo virtualenv 20.17.1+ds from /usr/lib/python3/dist-packages/virtualenv/__init__.py");

        assertThat(value("virtualenv.virtualenv_ver", program.toString())).isEqualTo(List.of(20L, 17L, 1L));

        program(program, "exit 1");
        assertThat(String.valueOf(value("virtualenv.virtualenv_ver", program.toString())))
                .contains("Unable to get the virtualenv version output using");
    }

    private Object value(String function, Object... args) {
        return minion.call(function, new ArrayList<>(Arrays.asList(args)), Map.of())
                .value();
    }
}
