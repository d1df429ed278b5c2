package dev.brine.engine.grains;

import dev.brine.engine.config.ConfigException;
import dev.brine.engine.render.yaml.YamlDumper;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.engine.render.yaml.YamlStyle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The grains that people set: the YAML file {@code grains} beside the minion's configuration. Changes are written whole. */
public final class StaticGrains {
    private final Path file;

    StaticGrains(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /**
     * The file's grains; empty when there is no file.
     *
     * @throws ConfigException when it cannot be read or is no YAML map
     */
    public synchronized Map<String, Object> read() {
        Map<String, Object> grains = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return grains;
        }
        try {
            Object value = new YamlLoader().load(Files.readString(file));
            if (value != null && !(value instanceof Map)) {
                throw new ConfigException(file + ":1: expected 'grain: value' lines, found " + value);
            }
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, grain) -> grains.put(String.valueOf(name), grain));
            }
            return grains;
        } catch (IOException | YamlError e) {
            throw new ConfigException(file + ": cannot read it: " + e.getMessage());
        }
    }

    /**
     * Changes the file's grains.
     *
     * @throws ConfigException when it cannot be read or written
     */
    public synchronized void change(Consumer<Map<String, Object>> change) {
        Map<String, Object> grains = read();
        change.accept(grains);
        Path part = file.resolveSibling("." + file.getFileName() + ".new");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(part, YamlDumper.dump(grains, YamlStyle.BLOCK));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot write it: " + e);
        }
    }
}
