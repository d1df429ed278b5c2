package dev.brine.engine.render.jinja.filter;

import dev.brine.engine.render.jinja.value.PyError;
import dev.brine.engine.render.jinja.value.Repr;
import dev.brine.engine.render.jinja.value.Signature;
import dev.brine.engine.render.jinja.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns addresses in a text into links, as Jinja's {@code urlize} does. */
final class Urlize {
    private static final Pattern SCHEME = Pattern.compile("[\\w.+-]{2,}:/{0,2}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern LINK = Pattern.compile(
            "((https?://|www\\.)(([\\w%-]+\\.)+)?([a-z]{2,63}|xn--[\\w%]{2,59})"
                    + "|([\\w%-]{2,63}\\.)+(com|net|int|edu|gov|org|info|mil)"
                    + "|(https?://)(([0-9]{1,3}(\\.[0-9]{1,3}){3})|(\\[([0-9a-f]{0,4}:){2}([0-9a-f]{0,4}:?){1,6}\\])))"
                    + "(:[0-9]{1,5})?([/?#]\\S*)?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern MAIL = Pattern.compile("\\S+@\\w[\\w.-]*\\.\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern HEAD = Pattern.compile("([(<]|&lt;)+");
    private static final Pattern TAIL = Pattern.compile("([)>.,\\n]|&gt;)+\\z");
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private final @Nullable Integer limit;
    private final String attributes;
    private final List<String> schemes;

    private Urlize(@Nullable Integer limit, String attributes, List<String> schemes) {
        this.limit = limit;
        this.attributes = attributes;
        this.schemes = schemes;
    }

    static String urlize(String text, Signature.Bound a) {
        TreeSet<String> rel = new TreeSet<>(PyText.words(a.isNone(3) ? "" : a.text(3)));
        if (a.truth(1)) {
            rel.add("nofollow");
        }
        rel.add("noopener");
        List<String> schemes = new ArrayList<>();
        if (!a.isNone(4)) {
            for (Object scheme : Values.list(a.get(4))) {
                if (!SCHEME.matcher(Values.text(scheme)).matches()) {
                    throw PyError.runtime(Repr.repr(scheme) + " is not a valid URI scheme prefix.");
                }
                schemes.add(Values.text(scheme));
            }
        }
        String attributes = " rel=\"" + MarkupFilters.escaped(String.join(" ", rel)) + "\""
                + (a.isNone(2) ? "" : " target=\"" + MarkupFilters.escaped(a.text(2)) + "\"");
        return new Urlize(a.isNone(0) ? null : a.integer(0), attributes, schemes).all(text);
    }

    private String all(String text) {
        String escaped = MarkupFilters.escaped(text);
        StringBuilder out = new StringBuilder();
        Matcher blanks = BLANKS.matcher(escaped);
        int from = 0;
        while (blanks.find()) {
            out.append(word(escaped.substring(from, blanks.start()))).append(blanks.group());
            from = blanks.end();
        }
        return out.append(word(escaped.substring(from))).toString();
    }

    private String word(String word) {
        String head = "";
        String middle = word;
        String tail = "";
        Matcher matcher = HEAD.matcher(middle);
        if (matcher.lookingAt()) {
            head = matcher.group();
            middle = middle.substring(matcher.end());
        }
        if (middle.endsWith(")")
                || middle.endsWith(">")
                || middle.endsWith(".")
                || middle.endsWith(",")
                || middle.endsWith("\n")
                || middle.endsWith("&gt;")) {
            matcher = TAIL.matcher(middle);
            if (matcher.find()) {
                tail = matcher.group();
                middle = middle.substring(0, matcher.start());
            }
        }
        for (String[] pair : new String[][] {{"(", ")"}, {"<", ">"}, {"&lt;", "&gt;"}}) {
            int starts = count(middle, pair[0]);
            if (starts <= count(middle, pair[1])) {
                continue;
            }
            for (int i = Math.min(starts, count(tail, pair[1])); i > 0; i--) {
                int end = tail.indexOf(pair[1]) + pair[1].length();
                middle += tail.substring(0, end);
                tail = tail.substring(end);
            }
        }
        return head + link(middle) + tail;
    }

    private String link(String middle) {
        String lower = middle.toLowerCase(Locale.ROOT);
        if (LINK.matcher(middle).matches()) {
            String target = lower.startsWith("https://") || lower.startsWith("http://") ? middle : "https://" + middle;
            return "<a href=\"" + target + "\"" + attributes + ">" + trimmed(middle) + "</a>";
        }
        if (middle.startsWith("mailto:") && MAIL.matcher(middle.substring(7)).matches()) {
            return "<a href=\"" + middle + "\">" + middle.substring(7) + "</a>";
        }
        if (middle.indexOf('@') >= 0
                && !middle.startsWith("www.")
                && middle.indexOf(':') < 0
                && MAIL.matcher(middle).matches()) {
            return "<a href=\"mailto:" + middle + "\">" + middle + "</a>";
        }
        for (String scheme : schemes) {
            if (!middle.equals(scheme) && middle.startsWith(scheme)) {
                return "<a href=\"" + middle + "\"" + attributes + ">" + middle + "</a>";
            }
        }
        return middle;
    }

    private String trimmed(String text) {
        return limit != null && text.length() > limit ? text.substring(0, Math.max(limit, 0)) + "..." : text;
    }

    private static int count(String text, String part) {
        int count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }
}
