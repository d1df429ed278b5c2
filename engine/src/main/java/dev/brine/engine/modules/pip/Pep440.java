package dev.brine.engine.modules.pip;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A version as PEP 440 orders it: epoch, numbers, then development, alpha, beta and candidate before the release, post and local
 * after it.
 */
public final class Pep440 implements Comparable<Pep440> {
    private static final Pattern FORM = Pattern.compile(
            "v?(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)(?:[-_.]?(a|alpha|b|beta|c|rc|pre|preview)[-_.]?(\\d*))?"
                    + "(?:-(\\d+)|[-_.]?(post|rev|r)[-_.]?(\\d*))?(?:[-_.]?(dev)[-_.]?(\\d*))?(?:\\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?");
    private static final BigInteger LAST = BigInteger.TWO.pow(64);
    private static final BigInteger FIRST = BigInteger.ONE.negate();

    private final List<BigInteger> order = new ArrayList<>();
    private final String local;

    private Pep440(Matcher form) {
        this.local = form.group(10) == null ? "" : form.group(10);
        List<BigInteger> release = new ArrayList<>();
        for (String part : form.group(2).split("\\.")) {
            release.add(new BigInteger(part));
        }
        boolean dev = form.group(8) != null;
        boolean post = form.group(5) != null || form.group(6) != null;
        BigInteger stage = form.group(3) == null
                ? (dev && !post ? FIRST : BigInteger.TEN)
                : switch (form.group(3).charAt(0)) {
                    case 'a' -> BigInteger.ONE;
                    case 'b' -> BigInteger.TWO;
                    default -> BigInteger.valueOf(3);
                };
        order.add(number(form.group(1)));
        for (int i = 0; i < 8; i++) {
            order.add(i < release.size() ? release.get(i) : BigInteger.ZERO);
        }
        order.add(stage);
        order.add(number(form.group(4)));
        order.add(post ? number(form.group(5) == null ? form.group(7) : form.group(5)) : FIRST);
        order.add(dev ? number(form.group(9)) : LAST);
    }

    private static BigInteger number(@Nullable String digits) {
        return digits == null || digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits);
    }

    /** Reads a version; empty when it is none. */
    public static Optional<Pep440> of(String version) {
        Matcher form = FORM.matcher(version.strip().toLowerCase(Locale.ROOT));
        return form.matches() ? Optional.of(new Pep440(form)) : Optional.empty();
    }

    /** Orders texts, those that are no versions first. */
    public static int compare(String one, String other) {
        Optional<Pep440> a = of(one);
        Optional<Pep440> b = of(other);
        if (a.isPresent() && b.isPresent()) {
            return a.get().compareTo(b.get());
        }
        return a.isPresent() ? 1 : b.isPresent() ? -1 : one.compareTo(other);
    }

    @Override
    public int compareTo(Pep440 other) {
        for (int i = 0; i < order.size(); i++) {
            int result = order.get(i).compareTo(other.order.get(i));
            if (result != 0) {
                return result;
            }
        }
        return local.compareTo(other.local);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pep440 version && compareTo(version) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(order, local);
    }
}
