package dev.brine.engine.job.running;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One job under way on a thread of this process.
 *
 * <p>Cancelling sets a flag, which long-running functions look at, and interrupts the thread: functions that wait for a child
 * process destroy it then.
 */
public final class RunningJob {
    private final String jid;
    private final Map<String, Object> publication;
    private final Thread thread;
    private volatile boolean cancelled;
    private boolean over;

    RunningJob(String jid, Map<String, Object> publication, Thread thread) {
        this.jid = jid;
        this.publication = publication;
        this.thread = thread;
    }

    public String jid() {
        return jid;
    }

    public boolean cancelled() {
        return cancelled;
    }

    /** Salt's shape of {@code saltutil.find_job}: the publication with the process id. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pid", ProcessHandle.current().pid());
        facts.putAll(publication);
        return facts;
    }

    synchronized void cancel() {
        if (!over) {
            cancelled = true;
            thread.interrupt();
        }
    }

    /** After this no interrupt can hit what the thread does next. */
    synchronized void end() {
        over = true;
    }
}
