package dev.brine.engine.sdb;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.data.DictMerge;
import dev.brine.engine.data.Traverse;
import dev.brine.engine.render.yaml.YamlLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code yaml}: {@code files} are merged, later ones over earlier ones; a colon in a key separates levels. Only read. */
final class YamlDriver implements Sdb.Driver {
    private static final Logger log = LoggerFactory.getLogger(YamlDriver.class);

    private final Map<String, Object> profile;

    YamlDriver(Map<String, Object> profile) {
        this.profile = profile;
    }

    @Override
    public @Nullable Object get(String key) {
        if (Boolean.TRUE.equals(profile.get("gpg"))) {
            throw new FunctionError(
                    "sdb driver yaml: gpg is not supported here; take gpg out of the profile, or decrypt"
                            + " the file beforehand");
        }
        Map<String, Object> all = new LinkedHashMap<>();
        for (Object file : profile.get("files") instanceof List<?> files ? files : List.of()) {
            try {
                if (new YamlLoader().load(Files.readString(Path.of(String.valueOf(file))))
                        instanceof Map<?, ?> values) {
                    DictMerge.update(all, values, lists());
                }
            } catch (IOException e) {
                log.error("sdb: {} cannot be read: {}", file, e.getMessage());
            }
        }
        return Traverse.get(all, key, null, ":");
    }

    private DictMerge.Lists lists() {
        boolean join = profile.get("merge") instanceof Map<?, ?> how && Boolean.TRUE.equals(how.get("merge_lists"));
        return join ? DictMerge.Lists.JOIN : DictMerge.Lists.REPLACE;
    }

    @Override
    public @Nullable Object set(String key, @Nullable Object value) {
        throw new FunctionError("sdb: the driver yaml only reads; edit its files to set " + key);
    }
}
