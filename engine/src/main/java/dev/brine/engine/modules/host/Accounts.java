package dev.brine.engine.modules.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The accounts and groups of the host, read from {@code passwd} and {@code group} each time. */
public final class Accounts {
    public static final Accounts HOST = new Accounts(Path.of("/etc/passwd"), Path.of("/etc/group"));

    private final Path passwd;
    private final Path groups;

    public Accounts(Path passwd, Path groups) {
        this.passwd = passwd;
        this.groups = groups;
    }

    /** One line of {@code passwd}. */
    public record Account(String name, String password, long uid, long gid, String gecos, String home, String shell) {}

    /** One line of {@code group}. */
    public record Group(String name, String password, long gid, List<String> members) {}

    public List<Account> users() {
        List<Account> users = new ArrayList<>();
        for (String line : lines(passwd)) {
            String[] f = line.split(":", -1);
            if (f.length >= 7 && f[2].matches("[0-9]+") && f[3].matches("[0-9]+")) {
                users.add(new Account(f[0], f[1], Long.parseLong(f[2]), Long.parseLong(f[3]), f[4], f[5], f[6]));
            }
        }
        return users;
    }

    public List<Group> groups() {
        List<Group> all = new ArrayList<>();
        for (String line : lines(groups)) {
            String[] f = line.split(":", -1);
            if (f.length >= 4 && f[2].matches("[0-9]+")) {
                List<String> members = f[3].isEmpty() ? List.of() : Arrays.asList(f[3].split(","));
                all.add(new Group(f[0], f[1], Long.parseLong(f[2]), members));
            }
        }
        return all;
    }

    /** By name, or by number as text. */
    public Optional<Account> user(String name) {
        return users().stream()
                .filter(user ->
                        user.name().equals(name) || String.valueOf(user.uid()).equals(name))
                .findFirst();
    }

    /** By name, or by number as text. */
    public Optional<Group> group(String name) {
        return groups().stream()
                .filter(group ->
                        group.name().equals(name) || String.valueOf(group.gid()).equals(name))
                .findFirst();
    }

    private static List<String> lines(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
