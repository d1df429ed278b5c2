package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.Arguments;
import dev.brine.engine.render.jinja.value.EvalContext;
import dev.brine.engine.render.jinja.value.Filter;
import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Values;
import dev.brine.engine.render.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code url|http_query}: asks a web server while rendering and gives {@code {'body': text}}, or {@code {'dict': value}}
 * with {@code decode=True}. Of Salt's many arguments those that a template can use are read.
 */
final class HttpQuery implements Filter {
    private static final Signature SIGNATURE = Signature.ofFilter(
            "query(method='GET', data=None, decode=False, decode_type='auto', status=False, text=False, headers=False, **kwargs)");

    @Override
    public @Nullable Object apply(EvalContext context, @Nullable Object value, Arguments arguments) {
        Signature.Bound a = SIGNATURE.bind(arguments);
        HttpRequest request;
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(Values.text(value)))
                    .timeout(Duration.ofSeconds(30))
                    .method(
                            a.text(0).toUpperCase(Locale.ROOT),
                            a.isNone(1)
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(a.text(1)));
            if (a.restByName().get("header_dict") instanceof Map<?, ?> headers) {
                headers.forEach((name, content) -> builder.header(Values.text(name), Values.text(content)));
            }
            request = builder.build();
        } catch (IllegalArgumentException e) {
            throw PyError.value(String.valueOf(e.getMessage()));
        }
        return answer(request, a);
    }

    private static Map<String, @Nullable Object> answer(HttpRequest request, Signature.Bound a) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .connectTimeout(Duration.ofSeconds(10))
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                answer.put("error", "HTTP " + response.statusCode());
            }
            answer.put("body", response.body());
            if (a.truth(4)) {
                answer.put("status", (long) response.statusCode());
            }
            if (a.truth(2)) {
                answer.put("dict", JsonReader.read(response.body()));
            }
        } catch (IOException e) {
            answer.put("error", String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PyError.limit("Interrupted while waiting for " + request.uri());
        }
        return answer;
    }
}
