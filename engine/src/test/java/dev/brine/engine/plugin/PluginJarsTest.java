package dev.brine.engine.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.brine.engine.call.Call;
import dev.brine.engine.config.MinionConfig;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.minion.Caller;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars in {@code plugin_dirs}, made here. */
class PluginJarsTest {
    private static final String GREETING = """
            package demo;
            import dev.brine.engine.call.*;
            import dev.brine.engine.plugin.*;
            import java.util.Set;
            public final class Greeting implements Plugin {
                public String name() { return "greeting"; }
                public void register(Registry registry) {
                    registry.modules(minion -> { throw new IllegalStateException("the other catalog is broken"); });
                    registry.modules(minion -> new Catalog() {
                        public Set<String> modules() { return Set.of("greet", "test"); }
                        public Object create(String module) { return module.equals("greet") ? new Greet() : null; }
                    });
                }
                @dev.brine.engine.call.Module("greet")
                public static final class Greet {
                    @Fn(doc = "Says hello.")
                    public String hello(@Arg(dflt = "'World'") String name) { return Words.HELLO + " " + name; }
                }
            }
            """;
    private static final String WORDS = "package demo; public final class Words { public static final String HELLO ="
            + " new String(\"Hello\"); private Words() {} }";

    @TempDir
    Path directory;

    private Path plugins() throws IOException {
        return Files.createDirectories(directory.resolve("plugins"));
    }

    @Test
    void functionsOfAJarAreCalledAndDocumentedLikeBuiltInOnes() throws Exception {
        jar(plugins().resolve("greeting.jar"), "demo.Greeting", Map.of("demo.Greeting", GREETING, "demo.Words", WORDS));
        MinionConfig config = MinionConfig.of(new RawConfig(directory, Map.of())
                .with("root_dir", directory.toString())
                .with("id", "web1")
                .with("file_client", "local")
                .with("plugin_dirs", List.of(plugins().toString())));
        try (Caller caller = Caller.open(
                config, PluginJars.beside(List.of(), config.extensions().plugins()))) {
            assertThat(value(caller, "greet.hello", "you")).isEqualTo("Hello you");
            assertThat(value(caller, "sys.doc", "greet.hello"))
                    .isEqualTo(Map.of("greet.hello", "\n    Says hello.\n    "));
            assertThat(value(caller, "test.ping")).isEqualTo(true);
        }
    }

    private static Object value(Caller caller, String fun, Object... args) {
        return caller.functions()
                .invoke(List.of(args), Map.of(), Call.local(fun, caller.functions()))
                .value();
    }

    @Test
    void otherJarsOfTheDirectoryAreLibraries() throws Exception {
        Path library = plugins().resolve("words.jar");
        jar(library, "", Map.of("demo.Words", WORDS));
        jar(plugins().resolve("greeting.jar"), "demo.Greeting", Map.of("demo.Greeting", GREETING), library);
        PluginJars found = PluginJars.read(List.of(plugins()));
        assertThat(found.faults()).isEmpty();
        assertThat(found.plugins()).extracting(Plugin::name).containsExactly("greeting");
    }

    @Test
    void aJarThatCannotBeUsedIsNamedAndTheOthersAreLoaded() throws Exception {
        jar(plugins().resolve("a.jar"), "demo.Missing", Map.of("demo.Words", WORDS));
        jar(plugins().resolve("b.jar"), "demo.Words", Map.of("demo.Words", WORDS));
        jar(
                plugins().resolve("c.jar"),
                "demo.Bad",
                Map.of(
                        "demo.Bad",
                        "package demo; public final class Bad implements dev.brine.engine.plugin.Plugin {"
                                + " public Bad() { throw new IllegalStateException(\"no licence\"); }"
                                + " public String name() { return \"bad\"; }"
                                + " public void register(dev.brine.engine.plugin.Registry registry) {} }"));
        Files.writeString(plugins().resolve("d.jar"), "no archive");
        jar(plugins().resolve("e.jar"), "demo.Greeting", Map.of("demo.Greeting", GREETING, "demo.Words", WORDS));
        jar(plugins().resolve("f.jar"), "demo.Greeting", Map.of("demo.Greeting", GREETING, "demo.Words", WORDS));
        Files.setPosixFilePermissions(plugins().resolve("f.jar"), PosixFilePermissions.fromString("rw-rw-rw-"));
        PluginJars found = PluginJars.read(List.of(directory.resolve("nosuch"), plugins()));
        assertThat(found.plugins()).extracting(Plugin::name).containsExactly("greeting");
        assertThat(found.faults()).hasSize(6);
        assertThat(found.faults().get(0)).contains("/nosuch (plugin_dirs): no plugin is loaded from here");
        assertThat(found.faults())
                .anySatisfy(fault ->
                        assertThat(fault).contains("/a.jar: it is left out: ").contains("demo.Missing"));
        assertThat(found.faults())
                .anySatisfy(fault ->
                        assertThat(fault).contains("/b.jar: it is left out: ").contains("demo.Words"));
        assertThat(found.faults())
                .anySatisfy(fault ->
                        assertThat(fault).contains("/c.jar: it is left out: ").contains("no licence"));
        assertThat(found.faults())
                .anySatisfy(fault ->
                        assertThat(fault).contains("/d.jar: it is left out: ").contains("ZipException"));
        assertThat(found.faults())
                .anySatisfy(fault ->
                        assertThat(fault).contains("/f.jar: it is left out: ").contains("chmod o-w"));
    }

    @Test
    void anEngineThatCannotStartTakesNothingWithIt() {
        Engine broken = new Engine() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public void start() {
                throw new IllegalStateException("its port is taken");
            }

            @Override
            public void close() {
                // nothing was started
            }
        };
        Registry own = new Registry();
        own.masterEngine(parts -> broken);
        List<Throwable> faults = new ArrayList<>();
        Registry registry = new Registry();
        registry.addAll(own, faults::add);
        registry.masterEnginesOf(null).forEach(Engine::start);
        assertThat(faults).singleElement().asString().contains("its port is taken");
    }

    @Test
    void aPluginThatCannotRegisterTakesNothingWithIt() throws Exception {
        jar(
                plugins().resolve("old.jar"),
                "demo.Old",
                Map.of(
                        "demo.Old",
                        "package demo; public final class Old implements dev.brine.engine.plugin.Plugin {"
                                + " public String name() { return \"old\"; }"
                                + " public void register(dev.brine.engine.plugin.Registry registry) {"
                                + " throw new NoSuchMethodError(\"gone\"); } }"));
        jar(plugins().resolve("young.jar"), "demo.Greeting", Map.of("demo.Greeting", GREETING, "demo.Words", WORDS));
        MinionConfig config = MinionConfig.of(new RawConfig(directory, Map.of())
                .with("root_dir", directory.toString())
                .with("id", "web1")
                .with("file_client", "local"));
        try (Caller caller = Caller.open(config, PluginJars.beside(List.of(), List.of(plugins())))) {
            assertThat(value(caller, "greet.hello")).isEqualTo("Hello World");
        }
    }

    /** Compiles sources into a jar that names {@code service}, or none. */
    private void jar(Path jar, String service, Map<String, String> sources, Path... libraries)
            throws IOException, URISyntaxException {
        Path work = Files.createTempDirectory(directory, "work");
        List<String> classPath = new ArrayList<>();
        for (Class<?> type : List.of(Plugin.class, org.jspecify.annotations.Nullable.class)) {
            classPath.add(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString());
        }
        Stream.of(libraries).forEach(library -> classPath.add(library.toString()));
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = work.resolve(source.getKey().replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, source.getValue()));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            boolean compiled = compiler.getTask(
                            null,
                            manager,
                            null,
                            List.of("-proc:none", "-d", work.toString(), "-cp", String.join(":", classPath)),
                            null,
                            manager.getJavaFileObjectsFromPaths(files))
                    .call();
            assertThat(compiled).isTrue();
        }
        Map<String, byte[]> entries = new LinkedHashMap<>();
        if (!service.isEmpty()) {
            entries.put("META-INF/services/" + Plugin.class.getName(), service.getBytes(StandardCharsets.UTF_8));
        }
        try (Stream<Path> all = Files.walk(work)) {
            for (Path file :
                    all.filter(each -> each.toString().endsWith(".class")).toList()) {
                entries.put(work.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                archive.putNextEntry(new JarEntry(entry.getKey()));
                archive.write(entry.getValue());
            }
        }
    }
}
