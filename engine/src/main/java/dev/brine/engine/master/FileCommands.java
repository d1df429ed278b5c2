package dev.brine.engine.master;

import dev.brine.engine.data.Data;
import dev.brine.engine.fileserver.FileServer;
import dev.brine.transport.channel.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The file server's commands: they take the load apart and give what {@link FileServer} says. */
final class FileCommands {
    private final FileServer files;

    FileCommands(FileServer files) {
        this.files = files;
    }

    /** By name on the wire. */
    Map<String, MinionCommand> table() {
        Map<String, MinionCommand> table = new LinkedHashMap<>();
        table.put("_file_envs", call -> Replies.value(files.environments()));
        table.put("_file_list", call -> Replies.value(files.files(env(call), prefix(call))));
        table.put("_file_list_emptydirs", call -> Replies.value(files.emptyDirectories(env(call), prefix(call))));
        table.put("_dir_list", call -> Replies.value(files.directories(env(call), prefix(call))));
        table.put("_symlink_list", call -> Replies.value(files.links(env(call), prefix(call))));
        table.put("_file_find", call -> Replies.value(files.find(path(call), env(call))));
        table.put("_file_hash", call -> Replies.value(files.hash(path(call), env(call))));
        table.put("_file_hash_and_stat", call -> Replies.value(files.hashAndStat(path(call), env(call))));
        table.put("_serve_file", this::serve);
        return table;
    }

    private CompletionStage<Reply> serve(MinionCall call) throws IOException {
        Data load = call.load();
        int gzip = load.value("gzip") instanceof Long level && level > 0 ? (int) Math.min(level, 9) : 0;
        return Replies.value(files.serve(path(call), env(call), load.integerOr("loc", 0), gzip));
    }

    private static String env(MinionCall call) {
        return call.load().stringOr("saltenv", "base");
    }

    private static String prefix(MinionCall call) {
        return call.load().stringOr("prefix", "");
    }

    private static String path(MinionCall call) {
        return call.load().stringOr("path", "");
    }
}
