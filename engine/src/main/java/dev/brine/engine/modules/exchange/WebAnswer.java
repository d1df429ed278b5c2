package dev.brine.engine.modules.exchange;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code http.query} returns of a server's answer. Salt 3006: utils/http.py, over Tornado. */
final class WebAnswer {
    private static final List<String> TYPES = List.of("json", "xml", "yaml", "plain");
    private static final Pattern CHARSET = Pattern.compile("(?i)text/.*;\\s*charset=\"?([^\";\\s]+).*");
    /** The words that go with a status; Java's client hides those of the server. */
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(402, "Payment Required"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Request Entity Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(418, "I'm a Teapot"),
            Map.entry(422, "Unprocessable Entity"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private WebAnswer() {}

    /** @throws FunctionError when the body is not what it should be, or cannot be written */
    static void read(HttpResponse<byte[]> response, Map<String, Object> kwargs, Map<String, Object> answer) {
        int status = response.statusCode();
        boolean asText = !Boolean.FALSE.equals(kwargs.get("decode_body"));
        String text = new String(response.body(), charset(response));
        Object body = asText ? text : response.body();
        boolean wrong = status < 200 || status >= 300;
        if (wrong && !Boolean.FALSE.equals(kwargs.get("raise_error"))) {
            answer.put("status", (long) status);
            answer.put("error", "HTTP " + status + ": " + REASONS.getOrDefault(status, "Unknown"));
            answer.put("body", body);
            return;
        }
        answer.put("body", body);
        write(kwargs.get("text_out"), text);
        if (Boolean.TRUE.equals(kwargs.get("status"))) {
            answer.put("status", (long) status);
        }
        if (Boolean.TRUE.equals(kwargs.get("headers"))) {
            Map<String, Object> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name(name), String.join(",", values)));
            answer.put("headers", headers);
        }
        boolean plain = Boolean.TRUE.equals(kwargs.get("text"));
        if (Boolean.TRUE.equals(kwargs.get("decode"))) {
            String type = PythonText.str(kwargs.getOrDefault("decode_type", "auto"));
            type = type.equals("auto") ? guessed(response) : type;
            if (!TYPES.contains(type)) {
                answer.put(
                        "error",
                        "Invalid decode_type specified. Valid decode types are: "
                                + TYPES.stream().collect(Collectors.joining("', '", "('", "')")));
                return;
            }
            plain |= type.equals("plain");
            if (!type.equals("plain")) {
                answer.put("dict", decoded(type, text));
            }
            write(kwargs.get("decode_out"), text);
        }
        if (plain) {
            answer.put("text", body);
        }
    }

    private static @Nullable Object decoded(String type, String text) {
        try {
            return switch (type) {
                case "json" -> JsonReader.read(text);
                case "yaml" -> new YamlLoader().load(text);
                default -> XmlData.of(text);
            };
        } catch (JsonError | YamlError | IOException e) {
            throw new FunctionError("the body is no " + type + ": " + e.getMessage(), e);
        }
    }

    private static String guessed(HttpResponse<?> response) {
        String content = response.headers().firstValue("content-type").orElse("application/json");
        return List.of("xml", "json", "yaml").stream()
                .filter(content::contains)
                .findFirst()
                .orElse("plain");
    }

    private static Charset charset(HttpResponse<?> response) {
        Matcher named =
                CHARSET.matcher(response.headers().firstValue("content-type").orElse(""));
        try {
            return named.matches() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (UnsupportedCharsetException | IllegalCharsetNameException e) {
            return StandardCharsets.UTF_8;
        }
    }

    /** {@code content-type} as {@code Content-Type}. */
    private static String name(String header) {
        return Arrays.stream(header.split("-"))
                .map(part -> part.isEmpty()
                        ? part
                        : Character.toUpperCase(part.charAt(0))
                                + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("-"));
    }

    private static void write(@Nullable Object file, String text) {
        if (file != null) {
            try {
                Files.writeString(Path.of(PythonText.str(file)), text);
            } catch (IOException e) {
                throw new FunctionError("cannot write the answer to " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
