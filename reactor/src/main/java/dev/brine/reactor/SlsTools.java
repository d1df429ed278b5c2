package dev.brine.reactor;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.config.MinionOpts;
import dev.brine.engine.config.RawConfig;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.plugin.MinionParts;
import dev.brine.engine.plugin.SourcedTemplates;
import dev.brine.engine.render.CalledFunctions;
import dev.brine.engine.render.FileTemplates;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.ReactionOrder;
import dev.brine.reactor.sls.SlsFiles;
import dev.brine.reactor.sls.SlsRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds and compiles SLS files as a daemon's configuration says. */
record SlsTools(SlsFiles files, ReactionCompiler compiler) {
    private static final Logger log = LoggerFactory.getLogger(SlsTools.class);

    /** @param host what templates see of the host, asked for when the first file is rendered and then kept */
    static SlsTools ofMaster(MasterConfig config, Supplier<RenderWorld> host) {
        FileRoots roots = new FileRoots(
                config.files().roots(),
                config.files().linksOutside(),
                config.files().ignoreGlob(),
                config.files().ignoreRegex());
        return of(
                config.raw(),
                SlsFiles.in(roots),
                new Kept<>(() -> host.get().templates(new FileTemplates(roots, "base"))));
    }

    /** Templates see grains and pillar as they are when the event comes. */
    static SlsTools ofMinion(MinionParts parts) {
        Supplier<Map<String, Object>> opts = new Kept<>(() -> MinionOpts.of(
                parts.config(), String.valueOf(parts.grains().get().get("id"))));
        return of(
                parts.config().raw(),
                new SlsFiles((path, saltenv) -> fetch(parts, path, saltenv)),
                () -> RenderWorld.empty()
                        .functions(CalledFunctions.of(parts.functions().get()))
                        .custom(parts.custom().renderers())
                        .host(opts.get(), parts.grains().get(), parts.pillar().get())
                        .templates(new SourcedTemplates(parts.files(), "base")));
    }

    private static Optional<Path> fetch(MinionParts parts, String path, String saltenv) {
        try {
            return parts.files().fetch(path, saltenv);
        } catch (IOException e) {
            log.warn("salt://{} ({}) could not be fetched: {}", path, saltenv, e.getMessage());
            return Optional.empty();
        }
    }

    /** The same, where files that are not in their place are looked for below a directory. */
    SlsTools orBelow(Path directory) {
        SlsFiles there = files.orBelow(directory);
        return new SlsTools(there, compiler.with(there));
    }

    private static SlsTools of(RawConfig raw, SlsFiles files, Supplier<RenderWorld> world) {
        Object policy = raw.value("reactor_taint_policy").orElse("enforce");
        TaintPolicy enforced = Boolean.TRUE.equals(raw.value("reactor_retype").orElse(false))
                ? TaintPolicy.RETYPE
                : TaintPolicy.ENFORCE;
        TaintPolicy taint = List.of("off", Boolean.FALSE).contains(policy) ? TaintPolicy.OFF : enforced;
        return new SlsTools(
                files,
                new ReactionCompiler(
                        files, new SlsRenderer(RenderPipe.standard(new SecureRandom()), world, taint), order(raw)));
    }

    private static ReactionOrder order(RawConfig raw) {
        Object order = raw.value("reactor_order").orElse("stock");
        if (!List.of("stock", "file").contains(order)) {
            log.warn(
                    "{}: reactor_order '{}' is unknown; reactions run in stock's order. Known: stock, file",
                    raw.place("reactor_order"),
                    order);
        }
        return "file".equals(order) ? ReactionOrder.FILE : ReactionOrder.STOCK;
    }

    private static final class Kept<T> implements Supplier<T> {
        private final Supplier<T> maker;
        private @Nullable T made;

        Kept(Supplier<T> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized T get() {
            T known = made;
            if (known == null) {
                known = maker.get();
                made = known;
            }
            return known;
        }
    }
}
