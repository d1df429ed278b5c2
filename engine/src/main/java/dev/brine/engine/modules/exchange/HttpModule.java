package dev.brine.engine.modules.exchange;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import dev.brine.engine.render.json.JsonError;
import dev.brine.engine.render.json.JsonReader;
import dev.brine.engine.render.yaml.YamlError;
import dev.brine.engine.render.yaml.YamlLoader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code http}: requests to web servers. */
@Module("http")
public final class HttpModule {
    private static final Duration TIMEOUT = Duration.ofSeconds(65);

    @Fn(doc = """
            Send a request and return the answer: {body, dict, status, headers, error} as far as asked for.

            url: where to
            method: GET, POST, ...
            params: for the query, a map
            data: the body, a text or a map
            header_dict: headers
            username, password: for basic authentication
            decode: read the body as JSON or YAML and return it as dict
            decode_type: json, yaml, plain or auto
            status, headers, text: add these to the return
            timeout: seconds
            """)
    public Map<String, Object> query(String url, @Arg(rest = true) Map<String, Object> kwargs)
            throws InterruptedException {
        Map<String, Object> answer = new LinkedHashMap<>();
        HttpRequest request = request(url, kwargs);
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(timeout(kwargs))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<String> response;
        try {
            response = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            answer.put("error", e.getMessage() == null ? e.toString() : e.getMessage());
            return answer;
        }
        if (Truth.of(kwargs.get("status"))) {
            answer.put("status", (long) response.statusCode());
        }
        if (Truth.of(kwargs.get("headers"))) {
            Map<String, Object> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
            answer.put("headers", headers);
        }
        if (response.statusCode() >= 400) {
            answer.put("status", (long) response.statusCode());
            answer.put("error", "HTTP " + response.statusCode());
        }
        decoded(response, kwargs, answer);
        return answer;
    }

    private static void decoded(HttpResponse<String> response, Map<String, Object> kwargs, Map<String, Object> answer) {
        answer.put("body", response.body());
        if (!Truth.of(kwargs.get("decode"))) {
            return;
        }
        String type = PythonText.str(kwargs.getOrDefault("decode_type", "auto"));
        if (type.equals("auto")) {
            String content = response.headers().firstValue("content-type").orElse("");
            type = content.contains("json") ? "json" : content.contains("yaml") ? "yaml" : "plain";
        }
        try {
            if (type.equals("json")) {
                answer.put("dict", JsonReader.read(response.body()));
                answer.remove("body");
            } else if (type.equals("yaml")) {
                answer.put("dict", new YamlLoader().load(response.body()));
                answer.remove("body");
            } else if (type.equals("plain")) {
                answer.put("text", response.body());
            }
        } catch (JsonError | YamlError e) {
            answer.put("error", "the body is no " + type + ": " + e.getMessage());
        }
    }

    private static HttpRequest request(String url, Map<String, Object> kwargs) {
        String query = kwargs.get("params") instanceof Map<?, ?> params && !params.isEmpty()
                ? (url.contains("?") ? "&" : "?") + form(params)
                : "";
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(URI.create(url + query)).timeout(timeout(kwargs));
        } catch (IllegalArgumentException e) {
            throw new InvocationError("not a URL: " + url);
        }
        headers(builder, kwargs);
        @Nullable Object data = kwargs.get("data");
        String body = data instanceof Map<?, ?> map ? form(map) : data == null ? "" : PythonText.str(data);
        builder.method(
                PythonText.str(kwargs.getOrDefault("method", "GET")),
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        return builder.build();
    }

    private static void headers(HttpRequest.Builder builder, Map<String, Object> kwargs) {
        if (kwargs.get("data") instanceof Map) {
            builder.setHeader("Content-Type", "application/x-www-form-urlencoded");
        }
        if (kwargs.get("header_dict") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> builder.setHeader(PythonText.str(name), PythonText.str(value)));
        }
        if (kwargs.get("header_list") instanceof List<?> list) {
            list.stream()
                    .map(line -> PythonText.str(line).split(":", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> builder.setHeader(pair[0].strip(), pair[1].strip()));
        }
        if (kwargs.get("username") != null) {
            String pair = kwargs.get("username") + ":" + kwargs.getOrDefault("password", "");
            builder.setHeader(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private static Duration timeout(Map<String, Object> kwargs) {
        return kwargs.get("timeout") instanceof Number seconds
                ? Duration.ofMillis((long) (seconds.doubleValue() * 1000))
                : TIMEOUT;
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
