package dev.brine.engine.master;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Invoker;
import dev.brine.engine.call.Outcome;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import dev.brine.transport.channel.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code _master_tops}: the SLS files that the sources of the option {@code master_tops} name for the sender.
 *
 * <p>Salt 3006: masterapi.py {@code _master_tops}. {@code ext_nodes} is built in, any other name is a module of users with {@code
 * top(**kwargs)}. What one source gives is added to what those before it gave; one that fails is logged and left out.
 *
 * @param shell runs a command line and gives what it prints on its standard output
 * @param own users' own sources
 */
record MasterTops(RawConfig raw, UnaryOperator<String> shell, Invoker own) implements MinionCommand {
    private static final Logger log = LoggerFactory.getLogger(MasterTops.class);

    @Override
    public CompletionStage<Reply> handle(MinionCall call) {
        String id = call.id().value();
        Map<String, Object> opts = new LinkedHashMap<>(call.load().mapOrEmpty("opts"));
        opts.put("id", id);
        return Replies.value(
                raw.value("master_tops").orElse(Map.of()) instanceof Map<?, ?> sources
                        ? tops(sources, id, opts)
                        : Map.of());
    }

    private Map<?, ?> tops(Map<?, ?> sources, String id, Map<String, Object> opts) {
        Map<?, ?> tops = new LinkedHashMap<>();
        for (Map.Entry<?, ?> source : sources.entrySet()) {
            String name = String.valueOf(source.getKey());
            try {
                Map<?, ?> more =
                        name.equals("ext_nodes") ? nodes(String.valueOf(source.getValue()), id) : called(name, opts);
                tops = DictMerge.merge(tops, more, "smart", DictMerge.Lists.JOIN);
            } catch (FunctionError | YamlError e) {
                log.error("master_tops {} is left out for minion {}: {}", name, id, e.getMessage());
            }
        }
        return tops;
    }

    private Map<?, ?> called(String name, Map<String, Object> opts) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        kwargs.put("opts", opts);
        kwargs.put("grains", opts.get("grains") instanceof Map<?, ?> grains ? grains : Map.of());
        Outcome outcome = own.invoke(List.of(), kwargs, Call.local(name + ".top", own));
        if (!(outcome instanceof Outcome.Returned)) {
            throw new FunctionError(String.valueOf(outcome.value()));
        }
        if (outcome.value() instanceof Map<?, ?> map) {
            return map;
        }
        throw new FunctionError("it gives no mapping but " + outcome.value());
    }

    /** What an external node classifier prints: {@code {environment: base, classes: [web]}}; classes may be a mapping, too. */
    private Map<?, ?> nodes(String command, String id) {
        if (!(new YamlLoader().load(shell.apply(command + " " + id)) instanceof Map<?, ?> node)) {
            throw new FunctionError("'" + command + " " + id + "' prints no mapping");
        }
        List<@Nullable Object> names = new ArrayList<>();
        if (node.get("classes") instanceof Map<?, ?> classes) {
            names.addAll(classes.keySet());
        } else if (node.get("classes") instanceof List<?> classes) {
            names.addAll(classes);
        } else {
            log.info("master_tops ext_nodes: '{} {}' prints no classes", command, id);
            return Map.of();
        }
        Object environment = node.get("environment");
        return Map.of(environment == null ? "base" : environment.toString(), names);
    }
}
