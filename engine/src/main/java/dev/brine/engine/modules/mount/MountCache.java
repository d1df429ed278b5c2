package dev.brine.engine.modules.mount;

import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.ModuleParts;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code mount}: with which options the state mounted things, kept in the cache directory ({@code mounts}; JSON is YAML, too). */
@Module("mount")
public final class MountCache {
    private final ModuleParts parts;

    MountCache(ModuleParts parts) {
        this.parts = parts;
    }

    private Path file() {
        return parts.minion().config().paths().cache().resolve("mounts");
    }

    private Map<String, Object> mounts() {
        Map<String, Object> mounts = new LinkedHashMap<>();
        String text = PlainFile.read(file());
        if (text.startsWith("{")
                && JsonReader.read(text) instanceof Map<?, ?> cache
                && cache.get("mounts") instanceof Map<?, ?> known) {
            known.forEach((name, facts) -> mounts.put(String.valueOf(name), facts));
        }
        return mounts;
    }

    private void write(Map<String, Object> mounts) {
        PlainFile.write(file(), JsonWriter.write(Map.of("mounts", mounts), JsonStyle.SALT) + "\n");
    }

    @Fn(doc = """
            Return with what a mount point was mounted by the state.

            name: the mount point
            """)
    public Object readMountCache(String name) {
        return mounts().getOrDefault(name, new LinkedHashMap<>());
    }

    @Fn(doc = """
            Keep with what a mount point was mounted.

            real_name: the mount point
            device, mkmnt, fstype, mount_opts: what it was mounted with
            """)
    public boolean writeMountCache(
            String realName, String device, boolean mkmnt, String fstype, @Nullable Object mountOpts) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("device", device);
        facts.put("fstype", fstype);
        facts.put("mkmnt", mkmnt);
        facts.put("opts", mountOpts);
        Map<String, Object> mounts = mounts();
        mounts.put(realName, facts);
        write(mounts);
        return true;
    }

    @Fn(doc = """
            Forget with what a mount point was mounted.

            real_name: the mount point
            """)
    public boolean deleteMountCache(String realName) {
        Map<String, Object> mounts = mounts();
        if (mounts.remove(realName) != null) {
            write(mounts);
        }
        return true;
    }
}
