package dev.brine.engine.event;

/** Every tag that the daemons fire themselves, in one place. */
public final class Tags {
    /** Changes to a running reactor; only of {@link Origin#KEY_HOLDER} they are meant. Salt 3006: the reactor runner's events. */
    public static final String REACTORS_MANAGE = "salt/reactors/manage/";

    public static final String AUTH = "salt/auth";
    public static final String KEY = "salt/key";
    /** Fired when the master's AES key was rotated. */
    public static final String KEY_ROTATED = "key";
    /** The start event before Salt 0.17, still sent by default. */
    public static final String MINION_START_LEGACY = "minion_start";

    public static final String PRESENCE_PRESENT = "salt/presence/present";
    public static final String PRESENCE_CHANGE = "salt/presence/change";

    private Tags() {}

    public static String minionStart(String id) {
        return "salt/minion/" + id + "/start";
    }

    public static String minionRefresh(String id) {
        return "minion/refresh/" + id;
    }

    public static String jobNew(String jid) {
        return "salt/job/" + jid + "/new";
    }

    public static String jobReturn(String jid, String id) {
        return "salt/job/" + jid + "/ret/" + id;
    }

    public static String jobProgress(String jid, String id, int number) {
        return "salt/job/" + jid + "/prog/" + id + "/" + number;
    }

    public static String runNew(String jid) {
        return "salt/run/" + jid + "/new";
    }

    /** What a runner call printed. */
    public static String runPrint(String jid) {
        return "salt/run/" + jid + "/print";
    }

    public static String runReturn(String jid) {
        return "salt/run/" + jid + "/ret";
    }

    public static String wheelNew(String jid) {
        return "salt/wheel/" + jid + "/new";
    }

    public static String wheelReturn(String jid) {
        return "salt/wheel/" + jid + "/ret";
    }
}
