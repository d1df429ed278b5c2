package dev.brine.engine.modules.exchange;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.modules.host.PythonText;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request as the keyword arguments of {@code http.query} describe it. */
final class WebRequest {
    private static final Duration TIMEOUT = Duration.ofSeconds(65);
    /** What the client itself says, and lets nobody else say. */
    private static final Set<String> OWN = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private WebRequest() {}

    /** @throws InvocationError when the address is none, or a header cannot be sent */
    static HttpRequest of(String url, Map<String, Object> kwargs) {
        String query = kwargs.get("params") instanceof Map<?, ?> params && !params.isEmpty()
                ? (url.contains("?") ? "&" : "?") + form(params)
                : "";
        String method = PythonText.str(kwargs.getOrDefault("method", "GET"));
        String body = body(kwargs);
        try {
            HttpRequest.Builder builder =
                    HttpRequest.newBuilder(URI.create(url + query)).timeout(timeout(kwargs));
            headers(kwargs, method).forEach((name, value) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    builder.setHeader(name, value);
                }
            });
            return builder.method(
                            method,
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body))
                    .build();
        } catch (IllegalArgumentException e) {
            throw new InvocationError("no request can be made for " + url + ": " + e.getMessage());
        }
    }

    static Duration timeout(Map<String, Object> kwargs) {
        return kwargs.get("timeout") instanceof Number seconds
                ? Duration.ofMillis((long) (seconds.doubleValue() * 1000))
                : TIMEOUT;
    }

    private static String body(Map<String, Object> kwargs) {
        Object file = kwargs.get("data_file");
        if (file != null) {
            try {
                return Files.readString(Path.of(PythonText.str(file)));
            } catch (IOException e) {
                throw new FunctionError("cannot read the data_file " + file + ": " + e.getMessage(), e);
            }
        }
        Object data = kwargs.get("data");
        return data instanceof Map<?, ?> map ? form(map) : data == null ? "" : PythonText.str(data);
    }

    private static Map<String, String> headers(Map<String, Object> kwargs, String method) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("User-Agent", PythonText.str(kwargs.getOrDefault("agent", "Brine http.query()")));
        if (kwargs.get("header_dict") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> headers.put(PythonText.str(name), PythonText.str(value)));
        }
        if (kwargs.get("header_list") instanceof List<?> list) {
            list.stream()
                    .map(line -> PythonText.str(line).split(":", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> headers.put(pair[0].strip(), pair[1].strip()));
        }
        if (method.equals("POST") && headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        if (kwargs.get("username") != null) {
            String pair = kwargs.get("username") + ":" + kwargs.getOrDefault("password", "");
            headers.put(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return headers;
    }

    private static String form(Map<?, ?> fields) {
        Set<? extends Map.Entry<?, ?>> entries = fields.entrySet();
        return entries.stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(@Nullable Object value) {
        return URLEncoder.encode(PythonText.str(value), StandardCharsets.UTF_8);
    }
}
