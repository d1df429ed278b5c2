package dev.brine.engine.modules.exchange;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.modules.host.PythonText;
import dev.brine.engine.modules.host.Truth;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code http}: requests to web servers. */
@Module("http")
public final class HttpModule {
    private static final Logger log = LoggerFactory.getLogger(HttpModule.class);
    private static final String BUNDLE = "https://curl.se/ca/cacert.pem";
    /** Salt 3006: where a bundle may lie, in this order. */
    private static final List<String> BUNDLES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/pki/tls/certs/ca-bundle.trust.crt",
            "/etc/ssl/certs/ca-bundle.crt",
            "/var/lib/ca-certificates/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private static final String OPTIONS = """

            method: GET, POST, ...
            params: for the query, a map
            data: the body, a text or a map; data_file: a file with it
            header_dict, header_list: headers
            username, password: for basic authentication
            decode: read the body and return it as dict
            decode_type: json, yaml, xml, plain or auto
            status, headers, text: add these to the return
            text_out, decode_out: files for the body
            raise_error: False takes every answer for a good one
            decode_body: False returns the body as bytes
            test: True asks nothing, or only test_url
            agent: what to call ourselves
            timeout: seconds
            """;

    @Fn(doc = """
            Send a request and return the answer: {body, text, dict, status, headers, error} as far as asked for.

            url: where to""" + OPTIONS)
    public Map<String, Object> query(String url, @Arg(rest = true) Map<String, Object> kwargs)
            throws InterruptedException {
        Map<String, Object> answer = new LinkedHashMap<>();
        String address = url;
        if (Boolean.TRUE.equals(kwargs.get("test"))) {
            if (kwargs.get("test_url") == null) {
                return answer;
            }
            answer.put("test", true);
            address = PythonText.str(kwargs.get("test_url"));
        }
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(WebRequest.timeout(kwargs))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        HttpResponse<byte[]> response;
        try {
            response = client.send(WebRequest.of(address, kwargs), HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpTimeoutException e) {
            answer.put("status", 599L);
            answer.put("error", "HTTP 599: Timeout");
            return answer;
        } catch (IOException e) {
            if (Boolean.TRUE.equals(kwargs.get("status"))) {
                answer.put("status", 0L);
            }
            answer.put("error", reason(e));
            log.debug("http.query {}: {}", address, answer.get("error"));
            return answer;
        }
        WebAnswer.read(response, kwargs, answer);
        return answer;
    }

    /** In the words of Python's sockets, which people look for. */
    private static String reason(IOException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "[Errno -2] Name or service not known";
            }
        }
        return e instanceof ConnectException
                ? "[Errno 111] Connection refused"
                : e.getMessage() == null ? e.toString() : e.getMessage();
    }

    @Fn(doc = """
            Send a request again and again until the answer is no error, and return that answer, or the last error.

            url: where to
            wait_for: for how many seconds
            request_interval: seconds between two requests; 1 by default""" + OPTIONS)
    public Map<String, Object> waitForSuccessfulQuery(
            String url, @Arg(dflt = "300") double waitFor, @Arg(rest = true) Map<String, Object> kwargs)
            throws InterruptedException {
        double interval = kwargs.get("request_interval") instanceof Number seconds ? seconds.doubleValue() : 1;
        long end = System.nanoTime() + (long) (waitFor * 1e9);
        while (true) {
            Map<String, Object> answer = query(url, kwargs);
            if (!Truth.of(answer.get("error")) || System.nanoTime() >= end) {
                return answer;
            }
            TimeUnit.NANOSECONDS.sleep((long) (interval * 1e9));
        }
    }

    @Fn(doc = """
            Fetch the file of the authorities that web servers are trusted by.

            target: where to put it; by default ca_bundle of the configuration, cacert.pem of the file roots, or the host's own
            source: where it comes from; by default ca_bundle_url of the configuration, else the one of curl's site
            merge_files: files with further ones to add, a path or a list of them
            """)
    public void updateCaBundle(
            @Arg(dflt = "None") @Nullable String target,
            @Arg(dflt = "None") @Nullable String source,
            @Arg(dflt = "None") @Nullable Object mergeFiles,
            Call call)
            throws InterruptedException {
        String bundle = target == null ? bundle(call) : target;
        if (bundle.isEmpty()) {
            log.error(
                    "http.update_ca_bundle: nothing changed, as no place for the bundle was found; name it with target");
            return;
        }
        String from = source == null ? option("ca_bundle_url", call) : source;
        Map<String, Object> how = new LinkedHashMap<>();
        how.put("text_out", bundle);
        Map<String, Object> answer = query(from.isEmpty() ? BUNDLE : from, how);
        if (answer.get("error") != null) {
            log.error("http.update_ca_bundle: {} is as it was: {}", bundle, answer.get("error"));
        }
        if (mergeFiles == null) {
            return;
        }
        if (!(mergeFiles instanceof String) && !(mergeFiles instanceof List)) {
            log.error("http.update_ca_bundle: merge_files is neither a path nor a list of them, so nothing is added");
            return;
        }
        merge(Path.of(bundle), mergeFiles instanceof List<?> list ? list : List.of(mergeFiles));
    }

    private static void merge(Path bundle, List<?> files) {
        StringBuilder more = new StringBuilder();
        try {
            for (Object each : files) {
                Path file = Path.of(PythonText.str(each));
                if (Files.exists(file)) {
                    more.append('\n').append(Files.readString(file));
                }
            }
            if (more.length() > 0) {
                Files.writeString(bundle, "\n" + more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new FunctionError("cannot add to " + bundle + ": " + e.getMessage(), e);
        }
    }

    private static String option(String name, Call call) {
        Object value = call.functions().value(List.of(name), Map.of(), call.nested("config.get"));
        return value == null ? "" : PythonText.str(value);
    }

    private static String bundle(Call call) {
        String named = option("ca_bundle", call);
        if (!named.isEmpty()) {
            return named;
        }
        Object roots = call.functions().value(List.of("file_roots"), Map.of(), call.nested("config.get"));
        if (roots instanceof Map<?, ?> map && map.get("base") instanceof List<?> base) {
            for (Object root : base) {
                for (String name : List.of("cacert.pem", "ca-bundle.crt")) {
                    Path file = Path.of(PythonText.str(root), name);
                    if (Files.exists(file)) {
                        return file.toString();
                    }
                }
            }
        }
        return BUNDLES.stream()
                .filter(each -> Files.exists(Path.of(each)))
                .findFirst()
                .orElse("");
    }
}
