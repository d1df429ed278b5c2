package dev.brine.reactor;

import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.fileserver.FileRoots;
import dev.brine.engine.render.FileTemplates;
import dev.brine.engine.render.RenderPipe;
import dev.brine.engine.render.RenderWorld;
import dev.brine.engine.render.TaintPolicy;
import dev.brine.reactor.sls.ReactionCompiler;
import dev.brine.reactor.sls.SlsFiles;
import dev.brine.reactor.sls.SlsRenderer;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds and compiles SLS files as a master's configuration says. */
record SlsTools(SlsFiles files, ReactionCompiler compiler) {

    /** @param host what templates see of the host, asked for when the first file is rendered and then kept */
    static SlsTools of(MasterConfig config, Supplier<RenderWorld> host) {
        FileRoots roots = new FileRoots(
                config.files().roots(),
                config.files().linksOutside(),
                config.files().ignoreGlob(),
                config.files().ignoreRegex());
        SlsFiles files = new SlsFiles(roots);
        Object policy = config.raw().value("reactor_taint_policy").orElse("enforce");
        TaintPolicy taint = List.of("off", Boolean.FALSE).contains(policy) ? TaintPolicy.OFF : TaintPolicy.ENFORCE;
        Supplier<RenderWorld> world = new Kept(() -> host.get().templates(new FileTemplates(roots, "base")));
        return new SlsTools(
                files,
                new ReactionCompiler(files, new SlsRenderer(RenderPipe.standard(new SecureRandom()), world, taint)));
    }

    private static final class Kept implements Supplier<RenderWorld> {
        private final Supplier<RenderWorld> maker;
        private @Nullable RenderWorld made;

        Kept(Supplier<RenderWorld> maker) {
            this.maker = maker;
        }

        @Override
        public synchronized RenderWorld get() {
            if (made == null) {
                made = maker.get();
            }
            return made;
        }
    }
}
