package dev.brine.cli.remote;

import dev.brine.engine.client.JobCollector;
import java.util.function.Predicate;

/** Where the events of this command's own jobs come from. */
public sealed interface JobSource extends JobCollector.Source, AutoCloseable permits BusReader, PolledEvents {

    /**
     * Opens the event socket, or, for users who may not read it, questions to the master. To be opened before the job is
     * published.
     *
     * @param wanted accepts tags
     * @throws MasterUnreachable when there is no master behind the socket
     */
    static JobSource open(MasterDoor door, Predicate<String> wanted) {
        return door.watches().isPresent()
                ? new PolledEvents(door, door.watches().get())
                : BusReader.open(door.config().paths().sock(), wanted);
    }

    @Override
    void close();
}
