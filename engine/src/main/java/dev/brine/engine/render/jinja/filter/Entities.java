package dev.brine.engine.render.jinja.filter;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** HTML entities back to characters: numbers and the names of Latin 1 and of common punctuation. */
final class Entities {
    private static final Pattern ENTITY = Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;)");
    private static final Map<String, String> NAMES = names();

    private Entities() {}

    static String unescape(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        return ENTITY.matcher(text).replaceAll(match -> Matcher.quoteReplacement(one(match.group(), match.group(1))));
    }

    private static String one(String whole, String body) {
        String name = body.endsWith(";") ? body.substring(0, body.length() - 1) : body;
        if (!name.startsWith("#")) {
            return NAMES.getOrDefault(name, whole);
        }
        boolean hex = name.length() > 1 && Character.toLowerCase(name.charAt(1)) == 'x';
        String digits = name.substring(hex ? 2 : 1);
        int code = digits.length() > 8 ? 0x110000 : Integer.parseInt(digits, hex ? 16 : 10);
        boolean valid = code != 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
        return valid ? Character.toString(code) : "\uFFFD";
    }

    private static Map<String, String> names() {
        Map<String, String> names = new java.util.HashMap<>();
        String latin =
                "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3"
                        + " acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml"
                        + " Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde"
                        + " Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig"
                        + " ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide"
                        + " oslash ugrave uacute ucirc uuml yacute thorn yuml";
        int code = 0xa0;
        for (String name : latin.split(" ")) {
            names.put(name, Character.toString(code++));
        }
        String others =
                "amp & lt < gt > quot \" apos ' ndash \u2013 mdash \u2014 lsquo \u2018 rsquo \u2019 ldquo \u201c"
                        + " rdquo \u201d hellip \u2026 bull \u2022 euro \u20ac trade \u2122 larr \u2190 rarr \u2192";
        String[] pairs = others.split(" ");
        for (int i = 0; i < pairs.length; i += 2) {
            names.put(pairs[i], pairs[i + 1]);
        }
        return Map.copyOf(names);
    }
}
