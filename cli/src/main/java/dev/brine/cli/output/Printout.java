package dev.brine.cli.output;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prints data: picks the outputter, falls back when the data has another shape, and writes to the terminal, the pipe or the
 * file the user named.
 *
 * <p>Salt 3006: {@code output} of the options wins over the outputter a minion names, except when it says {@code highstate};
 * an outputter that fails is replaced by nested and at last by raw; a file ({@code output_file}) is appended to.
 *
 * <p>Text that goes to a terminal holds no control characters of the data: only line ends and tabs pass.
 */
public final class Printout {

    private static final Logger LOG = LoggerFactory.getLogger(Printout.class);

    private final PrintStream out;
    private final boolean terminal;
    private final OutputSettings settings;
    private final OwnOutputters own;

    /**
     * A printout.
     *
     * @param terminal whether {@code out} is a terminal
     */
    public Printout(PrintStream out, boolean terminal, OutputSettings settings) {
        this(out, terminal, settings, OwnOutputters.NONE);
    }

    /** As above, with outputters that users wrote; one that bears a built-in one's name takes its place. */
    public Printout(PrintStream out, boolean terminal, OutputSettings settings, OwnOutputters own) {
        this.own = own;
        this.out = out;
        this.terminal = terminal;
        this.settings = settings.withColor(color(settings, terminal));
    }

    /** Salt 3006: {@code force_color} wins over {@code no_color}; without both a terminal decides. */
    private static boolean color(OutputSettings settings, boolean terminal) {
        if (settings.flag("force_color", false)) {
            return true;
        }
        return terminal && !settings.flag("no_color", false) && settings.flag("color", true);
    }

    /** Prints {@code data}; {@code outputter} is what the function asks for, null or empty for none. */
    public void print(@Nullable Object data, @Nullable String outputter) {
        print(data, outputter, 0);
    }

    /** As {@link #print(Object, String)}, with the return code of the data, which colours failures red. */
    public void print(@Nullable Object data, @Nullable String outputter, long retcode) {
        String text = text(data, outputter, settings.withRetcode(retcode));
        if (text == null || text.isEmpty()) {
            return;
        }
        String file = settings.text("output_file", "");
        if (file.isEmpty()) {
            line(text);
            return;
        }
        try {
            Files.writeString(
                    Path.of(file),
                    text + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UnwritableOutput(file, e);
        }
    }

    /** Prints one line that did not come from a minion. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** The text that {@link #print} would write; null for none. */
    @Nullable
    String text(@Nullable Object data, @Nullable String outputter, OutputSettings with) {
        String name = name(outputter, with);
        Outputter chosen = Outputters.find(name);
        try {
            String text = own.text(name, data, with);
            if (text != null) {
                return PythonText.rstrip(terminal ? TerminalText.clean(text) : text);
            }
            if (chosen == null) {
                LOG.error("Invalid outputter {} specified, fall back to nested", name);
                chosen = new NestedOutput();
            }
            return rendered(chosen, data, with);
        } catch (MalformedData e) {
            LOG.debug("outputter {} cannot show this data: {}; falling back to nested", name, e.getMessage());
            return rendered(new NestedOutput(), data, with);
        }
    }

    private @Nullable String rendered(Outputter outputter, @Nullable Object data, OutputSettings with) {
        boolean clean = terminal && !outputter.serialises();
        String text = outputter.render(clean ? TerminalText.cleanData(data) : data, with);
        if (text == null) {
            return null;
        }
        return PythonText.rstrip(terminal && outputter.serialises() ? TerminalText.clean(text) : text);
    }

    private static String name(@Nullable String outputter, OutputSettings settings) {
        String forced = settings.text("output", "");
        String name = settings.has("output") && !"highstate".equals(forced) ? forced : outputter;
        if (name == null || name.isEmpty()) {
            boolean state =
                    settings.flag("static", false) && settings.text("fun", "").startsWith("state.");
            name = state ? "highstate" : "nested";
        }
        return name;
    }
}
