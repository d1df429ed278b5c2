package dev.brine.engine.auth;

import dev.brine.engine.config.RawConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the host's PAM for passwords, and the host for groups.
 *
 * <p>A JVM without native code cannot call libpam, so a {@code python3} does ({@code auth.pam.python}, by default the one on the
 * PATH; {@code auth.pam.service}, by default login), as in Salt 3006. Where there is no python3, {@code unix_chkpwd} is asked, which
 * knows passwords of {@code /etc/shadow} only. The password goes over standard input, never over a command line. The master
 * must run as root. Safe for many threads.
 */
final class Pam {
    private static final Logger log = LoggerFactory.getLogger(Pam.class);
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@\\\\-]{0,255}");
    private static final List<String> CHKPWD = List.of("/usr/sbin/unix_chkpwd", "/sbin/unix_chkpwd");
    private static final int NO_PAM = 2;
    private static final int PATIENCE_SECONDS = 15;

    private final String python;
    private final String service;

    Pam(RawConfig raw) {
        this.python = String.valueOf(raw.value("auth.pam.python").orElse("python3"));
        this.service = String.valueOf(raw.value("auth.pam.service").orElse("login"));
    }

    /** Whether this is the account's password. */
    boolean accepts(String user, String password) {
        if (!USER.matcher(user).matches() || password.indexOf('\0') >= 0 || service.indexOf('\0') >= 0) {
            return false;
        }
        try {
            int code = run(List.of(python, "-c", script()), service + "\0" + user + "\0" + password + "\0");
            return code == NO_PAM ? shadow(user, password) : code == 0;
        } catch (IOException e) {
            log.debug("no PAM by {}: {}", python, e.getMessage());
            return shadow(user, password);
        }
    }

    private static boolean shadow(String user, String password) {
        for (String program : CHKPWD) {
            if (Files.isExecutable(Path.of(program))) {
                try {
                    return run(List.of(program, user, "nonull"), password + "\0") == 0;
                } catch (IOException e) {
                    log.error("external_auth: pam: {}: {}", program, e.getMessage());
                    return false;
                }
            }
        }
        log.error("external_auth: pam needs python3 or unix_chkpwd, and there is neither; set auth.pam.python");
        return false;
    }

    /** The account's groups by name; none when it is unknown. */
    static Set<String> groups(String user) {
        Set<String> groups = new TreeSet<>();
        if (!USER.matcher(user).matches()) {
            return groups;
        }
        try {
            Process process = new ProcessBuilder("id", "-Gn", "--", user)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            try (InputStream out = process.getInputStream()) {
                String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
                if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
                    groups.addAll(List.of(text.split("\\s+")));
                }
            }
        } catch (IOException e) {
            log.error("the groups of {} cannot be asked for: {}", user, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return groups;
    }

    private static int run(List<String> command, String input) throws IOException {
        Process process = new ProcessBuilder(new ArrayList<>(command))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String script() throws IOException {
        try (InputStream in = Pam.class.getResourceAsStream("pam.py")) {
            if (in == null) {
                throw new IOException("pam.py is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
