package dev.brine.engine.modules.process;

import dev.brine.engine.modules.host.Host;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes that run now. */
record Processes(Kernel kernel) {

    static Processes of(Host host) {
        return new Processes(Kernel.of(host));
    }

    /** Their ids, in order. */
    List<Long> pids() {
        String[] names = kernel.host().file("/proc").toFile().list();
        return Stream.of(names == null ? new String[0] : names)
                .filter(name -> name.matches("[0-9]{1,10}"))
                .map(Long::valueOf)
                .sorted()
                .toList();
    }

    /** Empty when it has ended. */
    Optional<OneProcess> find(long pid) {
        return Files.isDirectory(kernel.host().file("/proc/" + pid)) ? OneProcess.of(kernel, pid) : Optional.empty();
    }

    List<OneProcess> all() {
        List<OneProcess> all = new ArrayList<>();
        pids().forEach(pid -> find(pid).ifPresent(all::add));
        return all;
    }
}
