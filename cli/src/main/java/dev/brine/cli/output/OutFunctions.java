package dev.brine.cli.output;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code out}: data as the text that commands would print. */
@Module("out")
public final class OutFunctions {

    @Fn(doc = """
            Return data as an outputter shows it.

            data: the data
            out: name of the outputter
            opts: options that change the text, such as state_output
            """)
    public String outFormat(
            @Nullable Object data,
            @Arg(dflt = "'nested'") String out,
            @Arg(dflt = "None") @Nullable Map<String, Object> opts,
            @Arg(rest = true) Map<String, Object> kwargs) {
        Map<String, Object> options = new LinkedHashMap<>(opts == null ? Map.of() : opts);
        options.remove("output");
        options.remove("output_file");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (PrintStream stream = new PrintStream(text, false, StandardCharsets.UTF_8)) {
            new Printout(stream, false, OutputSettings.of(options)).print(data, out);
        }
        String shown = text.toString(StandardCharsets.UTF_8);
        return shown.endsWith("\n") ? shown.substring(0, shown.length() - 1) : shown;
    }

    @Fn(doc = """
            Return data as an outputter shows it, without colours.

            data: the data
            out: name of the outputter
            opts: options that change the text, such as state_output
            """)
    public String stringFormat(
            @Nullable Object data,
            @Arg(dflt = "'nested'") String out,
            @Arg(dflt = "None") @Nullable Map<String, Object> opts,
            @Arg(rest = true) Map<String, Object> kwargs) {
        return outFormat(data, out, opts, kwargs).replaceAll("\u001b[^m]*m", "");
    }

    @Fn(doc = """
            Return data as an outputter shows it, as HTML: spaces and line ends are kept.

            data: the data
            out: name of the outputter
            opts: options that change the text, such as state_output
            """)
    public String htmlFormat(
            @Nullable Object data,
            @Arg(dflt = "'nested'") String out,
            @Arg(dflt = "None") @Nullable Map<String, Object> opts,
            @Arg(rest = true) Map<String, Object> kwargs) {
        return stringFormat(data, out, opts, kwargs).replace(" ", "&nbsp;").replace("\n", "<br />");
    }
}
