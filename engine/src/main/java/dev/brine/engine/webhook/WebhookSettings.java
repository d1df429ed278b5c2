package dev.brine.engine.webhook;

import dev.brine.engine.config.ConfigException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What {@code engines: - webhook: {...}} says. Names and the port's default are Salt 3006's; {@code token} and {@code max_body} are
 * Brine's.
 *
 * @param address to listen on; loopback unless told otherwise (Salt: every address)
 * @param port to listen on, 0 for any free one
 * @param tls certificate and key; HTTP without
 * @param token what a request must carry as {@code Authorization: Bearer TOKEN} or {@code X-Auth-Token: TOKEN}; empty: nothing
 * @param maxBody longest body in bytes
 */
record WebhookSettings(String address, int port, Optional<Tls> tls, String token, int maxBody) {

    private static final Set<String> NAMES =
            new TreeSet<>(Set.of("address", "port", "ssl_crt", "ssl_key", "token", "max_body"));

    /** PEM files. */
    record Tls(Path certificate, Path key) {}

    /** @throws ConfigException when an option is unknown or has a value that cannot be meant */
    static WebhookSettings of(Map<String, Object> options) {
        for (String name : options.keySet()) {
            if (!NAMES.contains(name)) {
                throw new ConfigException("engines: webhook: unknown option '" + name + "'; there are " + NAMES);
            }
        }
        String certificate = text(options.get("ssl_crt"));
        String key = text(options.get("ssl_key"));
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new ConfigException("engines: webhook: ssl_crt and ssl_key belong together; "
                    + (key.isEmpty() ? "ssl_key" : "ssl_crt") + " is missing");
        }
        String address = text(options.get("address"));
        return new WebhookSettings(
                address.isEmpty() ? "127.0.0.1" : address,
                number("port", options.getOrDefault("port", 5000L), 0, 65_535),
                certificate.isEmpty() ? Optional.empty() : Optional.of(new Tls(Path.of(certificate), Path.of(key))),
                text(options.get("token")),
                number("max_body", options.getOrDefault("max_body", 1L << 20), 1, 1 << 30));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value).strip();
    }

    private static int number(String name, @Nullable Object value, int least, int most) {
        if (value instanceof Long number && number >= least && number <= most) {
            return number.intValue();
        }
        throw new ConfigException("engines: webhook: " + name + " must be a whole number from " + least + " to " + most
                + ", not " + value);
    }

    @Override
    public String toString() {
        return (tls.isPresent() ? "https://" : "http://") + address + ":" + port;
    }
}
