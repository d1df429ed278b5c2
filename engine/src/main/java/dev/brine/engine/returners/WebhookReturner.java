package dev.brine.engine.returners;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code webhook}: each return, or a list of events, as JSON to {@code webhook.url}.
 *
 * <p>Options: {@code url}, {@code method} (POST), {@code headers} (a map), {@code username} and {@code password}, {@code
 * timeout} in seconds (10). Redirects are not followed: an address of the configuration must not lead elsewhere.
 */
final class WebhookReturner implements Returner {
    private final ReturnerOptions options;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    WebhookReturner(ReturnerParts parts) {
        options = parts.options("webhook", Map.of("method", "POST"));
    }

    @Override
    public void save(Map<String, Object> ret) throws IOException {
        send(options.of(ret), JsonText.of(ret));
    }

    @Override
    public Optional<EventReturner> events() {
        return Optional.of(events -> send(options.of(Map.of()), JsonText.of(List.copyOf(events))));
    }

    private void send(ReturnerOptions.Chosen chosen, String body) throws IOException {
        String url = chosen.text("url");
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw new IOException("webhook.url must be an http or https address, found '" + url + "'");
        }
        try {
            HttpResponse<Void> response =
                    client.send(request(url, chosen, body), HttpResponse.BodyHandlers.discarding());
            if (response.statusCode() >= 300) {
                throw new IOException(url + " answered " + response.statusCode());
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("webhook: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(url + ": interrupted", e);
        }
    }

    private static HttpRequest request(String url, ReturnerOptions.Chosen chosen, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(chosen.number("timeout", 10)))
                .method(chosen.text("method"), HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        String user = chosen.text("username");
        if (!user.isEmpty()) {
            byte[] pair = (user + ":" + chosen.text("password")).getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
        }
        if (chosen.value("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> request.setHeader(String.valueOf(name), String.valueOf(value)));
        }
        return request.build();
    }
}
