package dev.brine.engine.pillar;

import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import java.io.IOException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code cmd_yaml}, {@code cmd_json}: what a command prints.
 *
 * <p>Salt 3006: pillar/cmd_yaml.py, cmd_json.py; {@code %s} in the command is the minion's id, which holds nothing that a shell
 * would read as more than a word. Salt logs output that cannot be read and goes on without it; here the pillar says so, too.
 *
 * @param shell runs a command line and gives what it prints on its standard output
 */
record CommandPillar(String name, String command, UnaryOperator<String> shell) implements ExternalPillar {
    private static final Logger log = LoggerFactory.getLogger(CommandPillar.class);

    @Override
    public Map<?, ?> of(PillarSource.Request request, Map<String, Object> known) throws IOException {
        String line = command.replace("%s", request.id());
        String printed = shell.apply(line);
        Object value;
        try {
            value = name.equals("cmd_json") ? JsonReader.read(printed) : new YamlLoader().load(printed);
        } catch (JsonError | YamlError e) {
            log.error("ext_pillar {}: what '{}' prints cannot be read: {}\n{}", name, line, e.getMessage(), printed);
            throw new IOException("what the command prints cannot be read", e);
        }
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> map)) {
            log.error("ext_pillar {}: '{}' prints no mapping:\n{}", name, line, printed);
            throw new IOException("the command prints no mapping");
        }
        return map;
    }
}
