package dev.brine.engine.modules;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.modules.host.Digests;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** Gets the file behind a URL to this host: {@code salt://}, {@code http(s)://}, {@code file://} or a path. */
public final class Fetched {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration WHOLE = Duration.ofMinutes(10);

    /** Longer names of the web are kept by their hash. */
    private static final int LONGEST = 255;

    private final ModuleParts parts;

    public Fetched(ModuleParts parts) {
        this.parts = parts;
    }

    /** The path of the file here, in the cache for remote ones; empty when there is none. */
    public Optional<Path> get(String url, String saltenv) throws InterruptedException {
        try {
            if (url.startsWith("salt://")) {
                SaltUrl salt = SaltUrl.parse(url, saltenv);
                return parts.minion().files().fetch(salt.path(), salt.saltenv());
            }
            if (url.startsWith("http://") || url.startsWith("https://")) {
                return Optional.of(download(url, saltenv));
            }
            Path local = Path.of(url.startsWith("file://") ? url.substring("file://".length()) : url);
            return Files.isRegularFile(local) ? Optional.of(local) : Optional.empty();
        } catch (IOException e) {
            throw new FunctionError(url + ": cannot fetch it: " + e.getMessage(), e);
        }
    }

    /**
     * Where the cache has the file behind a URL of the web; empty when the URL leads out of the cache.
     *
     * <p>Salt 3006: {@code extrn_files/<env>/<host and port>/<path and query>}, without a user and a password.
     */
    public Optional<Path> place(String url, String saltenv) {
        URI uri = URI.create(url);
        String authority = String.valueOf(uri.getRawAuthority());
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        Path root = parts.minion()
                .config()
                .paths()
                .cache()
                .resolve("extrn_files")
                .resolve(saltenv)
                .resolve(uri.getPort() > 0 ? host.replace(":", "") : host);
        String name = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "-" + uri.getRawQuery());
        if (name.length() > LONGEST) {
            name = Digests.hex("sha256", name.getBytes(StandardCharsets.UTF_8));
        }
        Path place = root.resolve(name.replaceFirst("^/+", "")).normalize();
        return place.startsWith(root) && !place.equals(root) ? Optional.of(place) : Optional.empty();
    }

    private Path download(String url, String saltenv) throws IOException, InterruptedException {
        Path target = place(url, saltenv).orElseThrow(() -> new IOException("its path leads out of the cache"));
        Files.createDirectories(target.getParent());
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(WHOLE).build();
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(part));
        if (response.statusCode() >= 400) {
            Files.deleteIfExists(part);
            throw new IOException("the server says " + response.statusCode());
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        return target;
    }

    /** A {@code salt://path?saltenv=env}. */
    public record SaltUrl(String path, String saltenv) {
        public static SaltUrl parse(String url, String saltenv) {
            String rest = url.startsWith("salt://") ? url.substring("salt://".length()) : url;
            int query = rest.indexOf("?saltenv=");
            String path = query < 0 ? rest : rest.substring(0, query);
            return new SaltUrl(
                    path.replaceFirst("^/+", ""), query < 0 ? saltenv : rest.substring(query + "?saltenv=".length()));
        }
    }
}
