package dev.brine.engine.pillar;

import dev.brine.engine.call.Invoker;
import dev.brine.engine.config.ConfigException;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.target.Facts;
import dev.brine.engine.target.Target;
import dev.brine.engine.target.TargetCompiler;
import dev.brine.engine.target.TargetType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of {@code ext_pillar}, in order, and whether they come before the SLS files ({@code ext_pillar_first}).
 *
 * <p>Salt 3006: a list of mappings with one source each. What cannot be read is refused at the start, with file and line; Salt finds that
 * out when the first minion asks. No source takes anything from a minion but its proved id and, for node groups, its grains.
 */
public record ExternalPillars(List<ExternalPillar> sources, boolean first) {
    private static final Logger log = LoggerFactory.getLogger(ExternalPillars.class);
    public static final ExternalPillars NONE = new ExternalPillars(List.of(), false);

    /** Users' own sources: functions {@code NAME.ext_pillar}. */
    @FunctionalInterface
    public interface Functions {

        /** The functions as they are called for one request, which see its grains and the pillar so far. */
        Invoker of(PillarSource.Request request, Map<String, Object> known);
    }

    /**
     * Reads the options.
     *
     * @param groups names of the node groups
     * @param targets says who is in them
     * @param shell runs a command line and gives what it prints
     * @param own users' own sources, for any name that is not built in
     * @throws ConfigException naming the entry that is wrong
     */
    public static ExternalPillars read(
            RawConfig raw, Set<String> groups, TargetCompiler targets, UnaryOperator<String> shell, Functions own) {
        Object value = raw.value("ext_pillar").orElse(List.of());
        if (!(value instanceof List<?> entries)) {
            throw wrong(raw, "must be a list of sources, found " + value);
        }
        List<ExternalPillar> sources = new ArrayList<>();
        for (Object entry : entries) {
            if (!(entry instanceof Map<?, ?> map) || map.size() != 1) {
                throw wrong(raw, "each entry is 'source: what it takes', found " + entry);
            }
            map.forEach((name, config) ->
                    sources.add(source(raw, String.valueOf(name), config, groups, targets, shell, own)));
        }
        return new ExternalPillars(
                List.copyOf(sources),
                Boolean.TRUE.equals(raw.value("ext_pillar_first").orElse(false)));
    }

    private static ExternalPillar source(
            RawConfig raw,
            String name,
            Object config,
            Set<String> groups,
            TargetCompiler targets,
            UnaryOperator<String> shell,
            Functions own) {
        switch (name) {
            case "cmd_yaml", "cmd_json" -> {
                if (config instanceof String command && !command.isBlank()) {
                    return new CommandPillar(name, command, shell);
                }
                throw wrong(raw, name + " takes a command line, found " + config);
            }
            case "file_tree" -> {
                if (config instanceof Map<?, ?> options && options.get("root_dir") instanceof String root) {
                    if (!Path.of(root).isAbsolute()) {
                        throw wrong(raw, "root_dir of file_tree must be absolute, found " + root);
                    }
                    if (Boolean.TRUE.equals(options.get("template"))) {
                        throw wrong(raw, "template of file_tree is not offered: put templates into pillar_roots");
                    }
                    Object keep = options.get("keep_newline");
                    return new FileTreePillar(
                            Path.of(root),
                            Boolean.TRUE.equals(options.get("follow_dir_links")),
                            FileTreePillar.keeping(keep == null ? Boolean.FALSE : keep),
                            (request, group) -> groups.contains(group) && isMember(targets, request, group));
                }
                throw wrong(raw, "file_tree takes a mapping with root_dir, found " + config);
            }
            default -> {
                log.info(
                        "ext_pillar {} is none of cmd_yaml, cmd_json and file_tree: it must be a module in _pillar",
                        name);
                return new CalledPillar(name, config, own);
            }
        }
    }

    private static boolean isMember(TargetCompiler targets, PillarSource.Request request, String group) {
        return targets.compile(new Target(group, TargetType.NODEGROUP, ":"))
                .matches(Facts.of(request.id(), request.grains(), Map.of()));
    }

    private static ConfigException wrong(RawConfig raw, String what) {
        return new ConfigException(raw.place("ext_pillar") + ": ext_pillar: " + what);
    }
}
