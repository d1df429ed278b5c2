package dev.brine.engine.modules.account;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code shadow}: passwords of accounts, and how long they are good for. Passwords are hashes as {@code /etc/shadow} has them. */
@Module("shadow")
public final class ShadowModule {
    private static final String ROOT = "root: in the system below this directory\n";
    private static final List<String> FIELDS =
            List.of("name", "passwd", "lstchg", "min", "max", "warn", "inact", "expire");

    private final AccountParts parts;

    ShadowModule(AccountParts parts) {
        this.parts = parts;
    }

    @Fn(doc = """
            Return what is known of an account's password; a map of empty texts when there is no account.

            name: the account
            """ + ROOT)
    public Map<String, Object> info(String name, @Arg(dflt = "None") @Nullable String root) {
        Map<String, Object> facts = new LinkedHashMap<>();
        FIELDS.forEach(field -> facts.put(field, ""));
        line(name, root).ifPresent(cols -> {
            for (int i = 0; i < FIELDS.size(); i++) {
                String value = i < cols.size() ? cols.get(i) : "";
                facts.put(FIELDS.get(i), i < 2 ? value : Long.valueOf(value.matches("-?[0-9]+") ? value : "-1"));
            }
        });
        return facts;
    }

    private Optional<List<String>> line(String name, @Nullable String root) {
        return lines(root).stream()
                .map(line -> Arrays.asList(line.split(":", -1)))
                .filter(cols -> cols.get(0).equals(name))
                .findFirst();
    }

    private List<String> lines(@Nullable String root) {
        try {
            return Files.readAllLines(parts.file("/etc/shadow", root));
        } catch (IOException e) {
            return List.of();
        }
    }

    private String password(String name, @Nullable String root) {
        return String.valueOf(info(name, root).get("passwd"));
    }

    private boolean known(String name, @Nullable String root) {
        return line(name, root).isPresent();
    }

    @Fn(doc = "Return the password of an account that has none.")
    public String defaultHash() {
        return "!";
    }

    @Fn(doc = """
            Return the accounts that have a password line, sorted.

            """ + ROOT)
    public List<Object> listUsers(@Arg(dflt = "None") @Nullable String root) {
        TreeSet<String> names = new TreeSet<>();
        lines(root).forEach(line -> names.add(line.split(":", 2)[0]));
        return new ArrayList<>(names);
    }

    @Fn(doc = """
            Return the hash of a password.

            password: the password in clear
            crypt_salt: the salt; a new one by default
            algorithm: sha512, sha256, blowfish or md5
            """)
    public String genPassword(
            String password,
            @Arg(dflt = "None") @Nullable String cryptSalt,
            @Arg(dflt = "'sha512'") @Nullable String algorithm) {
        String wanted = algorithm == null ? "sha512" : algorithm;
        if (!PasswordHash.ALGORITHMS.contains(wanted)) {
            throw new FunctionError(
                    "Algorithm '" + algorithm + "' is not natively supported by this platform, use any of: "
                            + String.join(", ", PasswordHash.ALGORITHMS));
        }
        return PasswordHash.of(wanted, password, cryptSalt);
    }

    @Fn(doc = """
            Set an account's password and return whether it has it afterwards.

            name: the account
            password: the hash
            use_usermod: have usermod do it
            """ + ROOT)
    public Object setPassword(
            String name,
            String password,
            @Arg(dflt = "False") boolean useUsermod,
            @Arg(dflt = "None") @Nullable String root) {
        if (parts.accounts(root).users().stream().noneMatch(user -> user.name().equals(name))) {
            return false;
        }
        if (useUsermod) {
            parts.run("usermod", root, List.of("-p", password, name));
        } else {
            if (!Files.isRegularFile(parts.file("/etc/shadow", root))) {
                return new LinkedHashMap<>();
            }
            if (password.contains(":") || password.contains("\n")) {
                throw new FunctionError("a password hash has neither colons nor line ends");
            }
            write(name, password, root);
        }
        return password(name, root).equals(password);
    }

    private void write(String name, String password, @Nullable String root) {
        String today = String.valueOf(LocalDate.now(ZoneOffset.UTC).toEpochDay());
        List<String> lines = new ArrayList<>(lines(root));
        boolean found = false;
        for (int i = 0; i < lines.size(); i++) {
            List<String> cols = new ArrayList<>(Arrays.asList(lines.get(i).split(":", -1)));
            if (cols.get(0).equals(name)) {
                while (cols.size() < 9) {
                    cols.add("");
                }
                cols.set(1, password);
                cols.set(2, today);
                lines.set(i, String.join(":", cols.subList(0, 9)));
                found = true;
            }
        }
        if (!found) {
            lines.add(name + ":" + password + ":" + today + "::::::");
        }
        Path file = parts.file("/etc/shadow", root);
        try {
            PosixFileAttributes was = Files.readAttributes(file, PosixFileAttributes.class);
            Path next = Files.createTempFile(
                    file.getParent(),
                    "shadow.",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(next, lines);
            PosixFileAttributeView view = Files.getFileAttributeView(next, PosixFileAttributeView.class);
            view.setGroup(was.group());
            view.setOwner(was.owner());
            view.setPermissions(was.permissions());
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new FunctionError("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    @Fn(doc = """
            Take an account's password away, so that it needs none, and return whether that worked.

            name: the account
            """ + ROOT)
    public boolean delPassword(String name, @Arg(dflt = "None") @Nullable String root) {
        parts.run("passwd", root, List.of("-d", name));
        return known(name, root) && password(name, root).isEmpty();
    }

    @Fn(doc = """
            Lock an account's password and return whether it is locked afterwards.

            name: the account
            """ + ROOT)
    public boolean lockPassword(String name, @Arg(dflt = "None") @Nullable String root) {
        if (known(name, root) && !password(name, root).startsWith("!")) {
            parts.run("passwd", root, List.of("-l", name));
        }
        return password(name, root).startsWith("!");
    }

    @Fn(doc = """
            Unlock an account's password and return whether it is not locked afterwards.

            name: the account
            """ + ROOT)
    public boolean unlockPassword(String name, @Arg(dflt = "None") @Nullable String root) {
        if (password(name, root).startsWith("!")) {
            parts.run("passwd", root, List.of("-u", name));
        }
        return known(name, root) && !password(name, root).startsWith("!");
    }

    private boolean set(String name, String key, Object value, String flag, @Nullable String root, boolean check) {
        if (!known(name, root)) {
            return false;
        }
        if (value.equals(info(name, root).get(key))) {
            return true;
        }
        boolean done = parts.run("chage", root, List.of(flag, PythonText.str(value), name))
                .ok();
        return check ? value.equals(info(name, root).get(key)) : done;
    }

    @Fn(doc = """
            Set after how many days without a new password an account is locked.

            name: the account
            inactdays: days
            """ + ROOT)
    public boolean setInactdays(String name, long inactdays, @Arg(dflt = "None") @Nullable String root) {
        return set(name, "inact", inactdays, "-I", root, true);
    }

    @Fn(doc = """
            Set after how many days a password must be changed.

            name: the account
            maxdays: days
            """ + ROOT)
    public boolean setMaxdays(String name, long maxdays, @Arg(dflt = "None") @Nullable String root) {
        return set(name, "max", maxdays, "-M", root, true);
    }

    @Fn(doc = """
            Set for how many days a new password cannot be changed.

            name: the account
            mindays: days
            """ + ROOT)
    public boolean setMindays(String name, long mindays, @Arg(dflt = "None") @Nullable String root) {
        return set(name, "min", mindays, "-m", root, true);
    }

    @Fn(doc = """
            Set how many days before its end a password is warned of.

            name: the account
            warndays: days
            """ + ROOT)
    public boolean setWarndays(String name, long warndays, @Arg(dflt = "None") @Nullable String root) {
        return set(name, "warn", warndays, "-W", root, true);
    }

    @Fn(doc = """
            Set when the password was changed last.

            name: the account
            date: days since 1970, or YYYY-MM-DD
            """ + ROOT)
    public boolean setDate(String name, Object date, @Arg(dflt = "None") @Nullable String root) {
        return set(name, "lstchg", date, "-d", root, false);
    }

    @Fn(doc = """
            Set when the account ends.

            name: the account
            expire: days since 1970, or YYYY-MM-DD; -1 for never
            """ + ROOT)
    public boolean setExpire(String name, Object expire, @Arg(dflt = "None") @Nullable String root) {
        return set(name, "expire", expire, "-E", root, false);
    }
}
