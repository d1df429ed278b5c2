package dev.brine.engine.modules.system;

import java.util.Locale;

/**
 * A locale in its parts: {@code language_territory.codeset@modifier charmap}.
 *
 * @param language such as de
 */
record LocaleName(String language, String territory, String codeset, String modifier, String charmap) {

    static LocaleName of(String text) {
        String[] charmap = split(text, " ");
        String[] modifier = split(charmap[0], "@");
        String[] codeset = split(modifier[0], ".");
        String[] territory = split(codeset[0], "_");
        return new LocaleName(territory[0], territory[1], codeset[1], modifier[1], charmap[1]);
    }

    private static String[] split(String text, String mark) {
        int at = text.indexOf(mark);
        return at < 0 ? new String[] {text, ""} : new String[] {text.substring(0, at), text.substring(at + 1)};
    }

    /** In the form in which {@code locale -a} lists them. */
    LocaleName normal() {
        return new LocaleName(
                language,
                territory.toUpperCase(Locale.ROOT),
                codeset.toLowerCase(Locale.ROOT).replace("-", ""),
                modifier,
                "");
    }

    LocaleName withCharmap(String name) {
        return new LocaleName(language, territory, codeset, modifier, name);
    }

    @Override
    public String toString() {
        return language
                + (territory.isEmpty() ? "" : "_" + territory)
                + (codeset.isEmpty() ? "" : "." + codeset)
                + (modifier.isEmpty() ? "" : "@" + modifier)
                + (charmap.isEmpty() ? "" : " " + charmap);
    }
}
