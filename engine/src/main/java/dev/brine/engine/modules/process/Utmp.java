package dev.brine.engine.modules.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is logged in, as {@code /var/run/utmp} has it: records of 384 bytes in the host's byte order.
 *
 * <pre>
 *   0 type (2)   4 pid (4)   8 line (32)   44 user (32)   76 host (256)   340 seconds (4)
 * </pre>
 */
final class Utmp {
    private static final int RECORD = 384;
    private static final int USER_PROCESS = 7;

    private Utmp() {}

    /** Maps with name, terminal, host, started and pid; empty when there is no such file. */
    static List<Object> users(Path file) {
        List<Object> users = new ArrayList<>();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            return users;
        }
        ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
        for (int at = 0; at + RECORD <= bytes.length; at += RECORD) {
            if (records.getShort(at) == USER_PROCESS) {
                String line = text(bytes, at + 8, 32);
                String host = text(bytes, at + 76, 256);
                Map<String, Object> user = new LinkedHashMap<>();
                user.put("name", text(bytes, at + 44, 32));
                user.put("terminal", line.isEmpty() ? null : line);
                user.put("host", host.equals(":0") || host.equals(":0.0") ? "localhost" : host);
                user.put("started", (double) records.getInt(at + 340));
                user.put("pid", (long) records.getInt(at + 4));
                users.add(user);
            }
        }
        return users;
    }

    private static String text(byte[] bytes, int at, int length) {
        int end = at;
        while (end < at + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, at, end - at, StandardCharsets.UTF_8);
    }
}
