package dev.brine.engine.runners;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.json.JsonStyle;
import dev.brine.engine.render.json.JsonWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Queues of texts, a SQLite file each, as Salt 3006 lays them out (queues/sqlite_queue.py): a table of the queue's name with
 * unique items in the order they came. Each call opens the file; SQLite keeps several apart.
 */
record ItemQueues(Path directory) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");
    private static final int WAIT_MILLIS = 20_000;

    /** What is done with one queue's table. */
    private interface Work<T> {
        T run(Connection connection, String table) throws SQLException;
    }

    private <T> T with(String queue, Work<T> work) {
        if (!NAME.matcher(queue).matches()) {
            throw new InvocationError("'" + queue + "' is no name for a queue: letters, digits, _ and - are allowed");
        }
        String table = '"' + queue + '"';
        try {
            Files.createDirectories(directory);
            try (Connection connection =
                    DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(queue + ".db"))) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("PRAGMA busy_timeout=" + WAIT_MILLIS);
                    statement.execute(
                            "CREATE TABLE IF NOT EXISTS " + table + "(id INTEGER PRIMARY KEY, name TEXT UNIQUE)");
                    statement.execute("BEGIN IMMEDIATE");
                    try {
                        T result = work.run(connection, table);
                        statement.execute("COMMIT");
                        return result;
                    } catch (SQLException e) {
                        statement.execute("ROLLBACK");
                        throw e;
                    }
                }
            }
        } catch (IOException | SQLException e) {
            throw new FunctionError("queue " + queue + " in " + directory + ": " + e.getMessage(), e);
        }
    }

    List<Object> names() {
        List<Object> names = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.db")) {
                for (Path file : files) {
                    names.add(String.valueOf(file.getFileName()).replaceFirst("\\.db$", ""));
                }
            } catch (IOException e) {
                throw new FunctionError(directory + ": the queues cannot be listed: " + e.getMessage(), e);
            }
        }
        names.sort(java.util.Comparator.comparing(String::valueOf));
        return names;
    }

    List<String> items(String queue) {
        return with(queue, (connection, table) -> read(connection, "SELECT name FROM " + table + " ORDER BY id"));
    }

    private static List<String> read(Connection connection, String sql) throws SQLException {
        List<String> items = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                items.add(rows.getString(1));
            }
        }
        return items;
    }

    /** True, or a text when one of the items is in the queue already; then none is added. */
    Object insert(String queue, Object items) {
        List<String> texts = texts(items);
        return with(queue, (connection, table) -> {
            List<String> known = read(connection, "SELECT name FROM " + table);
            for (int i = 0; i < texts.size(); i++) {
                if (known.contains(texts.get(i)) || texts.indexOf(texts.get(i)) < i) {
                    return (items instanceof List ? "One or more items already exists" : "Item already exists")
                            + " in this queue. sqlite error: UNIQUE constraint failed: " + queue + ".name";
                }
            }
            each(connection, "INSERT INTO " + table + "(name) VALUES(?)", texts);
            return (Object) true;
        });
    }

    void delete(String queue, Object items) {
        List<String> texts = texts(items);
        with(queue, (connection, table) -> each(connection, "DELETE FROM " + table + " WHERE name = ?", texts));
    }

    /** Takes items out; {@code quantity} is a number or "all". Runner calls come back as maps. */
    List<Object> pop(String queue, Object quantity, boolean runners) {
        String limit = "";
        if (!"all".equals(quantity)) {
            try {
                limit = " LIMIT " + Long.parseLong(String.valueOf(quantity).strip());
            } catch (NumberFormatException e) {
                throw new InvocationError(
                        "Quantity must be an integer or \"all\".\nError: \"invalid literal for int() with"
                                + " base 10: '" + quantity + "'\".");
            }
        }
        String rest = limit;
        List<String> taken = with(queue, (connection, table) -> {
            List<String> items = read(connection, "SELECT name FROM " + table + " ORDER BY id" + rest);
            each(connection, "DELETE FROM " + table + " WHERE name = ?", items);
            return items;
        });
        List<Object> shown = new ArrayList<>();
        for (String item : taken) {
            Object value = runners ? JsonReader.read(item.replace('\'', '"')) : item;
            shown.add(value == null ? item : value);
        }
        return shown;
    }

    private static int each(Connection connection, String sql, List<String> items) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (String item : items) {
                statement.setString(1, item);
                statement.executeUpdate();
            }
        }
        return items.size();
    }

    /** Salt 3006: a map is kept as JSON with single quotes. */
    private static List<String> texts(Object items) {
        if (items instanceof Map) {
            return List.of(JsonWriter.write(items, JsonStyle.SALT).replace('"', '\''));
        }
        return items instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of(String.valueOf(items));
    }
}
