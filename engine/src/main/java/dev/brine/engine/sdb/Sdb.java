package dev.brine.engine.sdb;

import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.InvocationError;
import dev.brine.engine.data.TextKeys;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes values by URI.
 *
 * <p>Salt 3006: utils/sdb.py. What is no complete {@code sdb://PROFILE/KEY}, or names a profile that is not there, is taken for a
 * plain value.
 */
public final class Sdb {
    /** What random values are made of. */
    public static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789!@#$%^&*(-_=+)";

    private static final String SCHEME = "sdb://";

    private final Function<String, @Nullable Object> profiles;

    /** @param profiles finds a profile by its name; null when there is none */
    public Sdb(Function<String, @Nullable Object> profiles) {
        this.profiles = profiles;
    }

    /** What a URI names. */
    private record Place(Driver driver, String key) {}

    public static boolean isUri(@Nullable Object value) {
        return value instanceof String text && text.startsWith(SCHEME);
    }

    /** The value behind a URI, null when it is not set; anything else comes back as it is. */
    public @Nullable Object get(@Nullable Object uri) {
        Optional<Place> place = place(uri);
        return place.isPresent() ? place.get().driver().get(place.get().key()) : uri;
    }

    /** @throws InvocationError when {@code uri} is no URI or names no profile */
    public @Nullable Object strictly(@Nullable Object uri) {
        if (!isUri(uri)) {
            throw new InvocationError("SDB uri must start with \"sdb://\"");
        }
        if (name(String.valueOf(uri)).isEmpty()) {
            throw new InvocationError("SDB uri must have a profile name as a first part of the uri before the /");
        }
        Place place = place(uri)
                .orElseThrow(() -> new InvocationError(
                        "SDB profile \"" + name(String.valueOf(uri)) + "\" wasnt found in the minion configuration"));
        return place.driver().get(place.key());
    }

    /** What the driver says of it; false when there is nowhere to set it. */
    public @Nullable Object set(@Nullable Object uri, @Nullable Object value) {
        Optional<Place> place = place(uri);
        return place.isPresent() ? place.get().driver().set(place.get().key(), value) : (Object) false;
    }

    /** The value behind a URI; when it is not set, it is set to random text. False for what is no URI. */
    public @Nullable Object getOrSet(@Nullable Object uri, long length, String characters) {
        if (!isUri(uri)) {
            return false;
        }
        Object found = get(uri);
        if (found != null) {
            return found;
        }
        SecureRandom random = new SecureRandom();
        StringBuilder made = new StringBuilder();
        for (long i = 0; i < length; i++) {
            made.append(characters.charAt(random.nextInt(characters.length())));
        }
        set(uri, made.toString());
        return made.toString();
    }

    /** What the driver says of it; false when there is nowhere to remove it from. */
    public @Nullable Object delete(@Nullable Object uri) {
        Optional<Place> place = place(uri);
        return place.isPresent() ? place.get().driver().delete(place.get().key()) : (Object) false;
    }

    /** The profile's name; empty when the URI has no profile or no key. */
    private static String name(String uri) {
        int slash = uri.indexOf('/', SCHEME.length());
        return slash < 0 || slash == uri.length() - 1 ? "" : uri.substring(SCHEME.length(), slash);
    }

    private Optional<Place> place(@Nullable Object uri) {
        if (!(uri instanceof String text)
                || !text.startsWith(SCHEME)
                || name(text).isEmpty()) {
            return Optional.empty();
        }
        String name = name(text);
        if (!(profiles.apply(name) instanceof Map<?, ?> found) || !found.containsKey("driver")) {
            return Optional.empty();
        }
        Map<String, Object> profile = TextKeys.copy(found);
        String key = text.substring(SCHEME.length() + name.length() + 1);
        String driver = String.valueOf(profile.get("driver"));
        return Optional.of(new Place(
                switch (driver) {
                    case "env" -> new EnvironmentDriver();
                    case "yaml" -> new YamlDriver(profile);
                    case "sqlite3" -> new SqliteDriver(profile);
                    default ->
                        throw new FunctionError("sdb profile " + name + ": there is no driver " + driver
                                + "; there are env, yaml and sqlite3");
                },
                key));
    }

    /** Holds values by key. */
    interface Driver {
        @Nullable
        Object get(String key);

        @Nullable
        Object set(String key, @Nullable Object value);

        default @Nullable Object delete(String key) {
            throw new FunctionError("this sdb driver cannot delete " + key);
        }
    }
}
