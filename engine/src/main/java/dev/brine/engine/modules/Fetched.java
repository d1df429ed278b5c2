package dev.brine.engine.modules;

import dev.brine.engine.call.FunctionError;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Gets the file behind a URL to this host: {@code salt://}, {@code http(s)://}, {@code file://} or a path. */
final class Fetched {
    private static final Duration CONNECT = Duration.ofSeconds(30);
    private static final Duration WHOLE = Duration.ofMinutes(10);

    private final ModuleParts parts;

    Fetched(ModuleParts parts) {
        this.parts = parts;
    }

    /** The path of the file here, in the cache for remote ones; empty when there is none. */
    Optional<Path> get(String url, String saltenv) throws InterruptedException {
        try {
            if (url.startsWith("salt://")) {
                SaltUrl salt = SaltUrl.parse(url, saltenv);
                return parts.minion().files().fetch(salt.path(), salt.saltenv());
            }
            if (url.startsWith("http://") || url.startsWith("https://")) {
                return Optional.of(download(url));
            }
            Path local = Path.of(url.startsWith("file://") ? url.substring("file://".length()) : url);
            return Files.isRegularFile(local) ? Optional.of(local) : Optional.empty();
        } catch (IOException e) {
            throw new FunctionError(url + ": cannot fetch it: " + e.getMessage(), e);
        }
    }

    /** Salt 3006: kept in {@code extrn_files/<env>/<host>/<path>} below the cache. */
    private Path download(String url) throws IOException, InterruptedException {
        URI uri = URI.create(url);
        Path root =
                parts.minion().config().paths().cache().resolve("extrn_files").resolve("base");
        Path target = root.resolve(uri.getHost() + "/" + uri.getPath()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("its path leads out of the cache");
        }
        Files.createDirectories(target.getParent());
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(WHOLE).build();
        Path part = target.resolveSibling("." + target.getFileName() + ".part");
        HttpResponse<Path> response = client.send(request, HttpResponse.BodyHandlers.ofFile(part));
        if (response.statusCode() >= 400) {
            Files.deleteIfExists(part);
            throw new IOException("the server says " + response.statusCode());
        }
        Files.move(part, target, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        return target;
    }

    /** A {@code salt://path?saltenv=env}. */
    record SaltUrl(String path, String saltenv) {
        static SaltUrl parse(String url, String saltenv) {
            String rest = url.startsWith("salt://") ? url.substring("salt://".length()) : url;
            int query = rest.indexOf("?saltenv=");
            String path = query < 0 ? rest : rest.substring(0, query);
            return new SaltUrl(
                    path.replaceFirst("^/+", ""), query < 0 ? saltenv : rest.substring(query + "?saltenv=".length()));
        }
    }
}
