package dev.brine.engine.modules.mount;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.Host;
import dev.brine.engine.modules.host.PlainFile;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code mount}: swap space. */
@Module("mount")
public final class Swaps {
    private final Host host;

    Swaps(Host host) {
        this.host = host;
    }

    @Fn(doc = "Return the swap space in use, by file or device.")
    public Map<String, Object> swaps() {
        Map<String, Object> all = new LinkedHashMap<>();
        for (String line : PlainFile.lines(host.file("/proc/swaps"))) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 5 && !line.startsWith("Filename")) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("type", words[1]);
                one.put("size", words[2]);
                one.put("used", words[3]);
                one.put("priority", words[4]);
                all.put(words[0], one);
            }
        }
        return all;
    }

    @Fn(doc = """
            Use swap space.

            name: its file or device
            priority: the higher is taken first
            """)
    public Map<String, Object> swapon(String name, @Arg(dflt = "None") @Nullable Object priority) {
        Map<String, Object> answer = new LinkedHashMap<>();
        boolean there = swaps().containsKey(name);
        if (!there) {
            List<String> words = new ArrayList<>(List.of("swapon", name));
            if (Truth.of(priority)) {
                words.addAll(List.of("-p", PythonText.str(priority)));
            }
            host.run(words);
        }
        Map<String, Object> now = swaps();
        if (now.containsKey(name)) {
            answer.put("stats", now.get(name));
            answer.put("new", !there);
        }
        return answer;
    }

    @Fn(doc = """
            Stop to use swap space. Returns nothing when it was not in use.

            name: its file or device
            """)
    public @Nullable Object swapoff(String name) {
        if (!swaps().containsKey(name)) {
            return null;
        }
        host.run(List.of("swapoff", name));
        return !swaps().containsKey(name);
    }
}
