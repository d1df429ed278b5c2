package dev.brine.engine.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plugins out of the jars in {@code plugin_dirs}.
 *
 * <p>A jar with {@code META-INF/services/dev.brine.engine.plugin.Plugin} is a plugin and gets a class loader of its own; the other
 * jars of its directory are libraries for the plugins in it. Brine's own classes come first, so a jar cannot replace them. A jar
 * that cannot be used is left out, and said with its path and the reason; the daemon and the other plugins work on. The class
 * loaders live as long as the process.
 *
 * <p>What is in a jar may do whatever the daemon may. So a jar that every account of the host could have written is refused.
 *
 * @param plugins what was found, in the order of the directories and of the jars' names
 * @param faults one line for each jar or directory that is left out
 */
public record PluginJars(List<Plugin> plugins, List<String> faults) {
    private static final Logger log = LoggerFactory.getLogger(PluginJars.class);
    private static final String SERVICE = "META-INF/services/" + Plugin.class.getName();

    /** The plugins that come with a program and those in directories; faults are logged. For the mains. */
    public static List<Plugin> beside(List<Plugin> own, List<Path> directories) {
        PluginJars jars = read(directories);
        jars.faults.forEach(fault -> log.error("{}", fault));
        List<Plugin> all = new ArrayList<>(own);
        all.addAll(jars.plugins);
        return all;
    }

    /** Loads the plugins in these directories. */
    public static PluginJars read(List<Path> directories) {
        PluginJars found = new PluginJars(new ArrayList<>(), new ArrayList<>());
        directories.forEach(found::directory);
        return found;
    }

    private void directory(Path directory) {
        TreeSet<Path> jars = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "*.jar")) {
            entries.forEach(jars::add);
            refuseWritable(directory);
        } catch (IOException e) {
            faults.add(directory + " (plugin_dirs): no plugin is loaded from here: " + reason(e));
            return;
        }
        List<Path> plugin = new ArrayList<>();
        List<URL> libraries = new ArrayList<>();
        for (Path jar : jars) {
            try {
                refuseWritable(jar);
                if (isPlugin(jar)) {
                    plugin.add(jar);
                } else {
                    libraries.add(url(jar));
                }
            } catch (IOException e) {
                faults.add(jar + ": it is left out: " + reason(e));
            }
        }
        ClassLoader shared = loader(libraries, PluginJars.class.getClassLoader());
        plugin.forEach(jar -> load(jar, shared));
    }

    private void load(Path jar, ClassLoader shared) {
        try {
            ClassLoader own = loader(List.of(url(jar)), shared);
            List<Plugin> made = ServiceLoader.load(Plugin.class, own).stream()
                    .filter(provider -> provider.type().getClassLoader() == own)
                    .map(ServiceLoader.Provider::get)
                    .toList();
            for (Plugin each : made) {
                log.info("plugin {} of {} is loaded", each.name(), jar);
                plugins.add(new JarPlugin(jar, each));
            }
            if (made.isEmpty()) {
                faults.add(jar + ": it is left out: its " + SERVICE + " names no class in it");
            }
        } catch (IOException | ServiceConfigurationError | LinkageError | RuntimeException e) {
            log.debug("{}", jar, e);
            faults.add(jar + ": it is left out: " + reason(e));
        }
    }

    /** The message with that of its cause, where the cause says more. */
    static String reason(Throwable fault) {
        String said =
                fault instanceof ServiceConfigurationError ? String.valueOf(fault.getMessage()) : fault.toString();
        Throwable cause = fault.getCause();
        return cause == null || said.contains(cause.toString()) ? said : said + ": " + cause;
    }

    private static boolean isPlugin(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getEntry(SERVICE) != null;
        }
    }

    private static void refuseWritable(Path path) throws IOException {
        if (Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("every account of this host may write to it; chmod o-w " + path);
        }
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private static ClassLoader loader(List<URL> urls, ClassLoader parent) {
        return new URLClassLoader(urls.toArray(URL[]::new), parent);
    }
}
