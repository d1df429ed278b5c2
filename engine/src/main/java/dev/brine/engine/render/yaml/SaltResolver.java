package dev.brine.engine.render.yaml;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Decides what a plain scalar is: PyYAML's YAML 1.1 rules (a float needs a dot and a signed exponent, {@code 1:30} is
 * 90, {@code on} is true). Immutable.
 */
final class SaltResolver extends Resolver {
    static final SaltResolver INSTANCE = new SaltResolver();

    private static final Pattern BOOLEAN =
            Pattern.compile("yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF");
    private static final Pattern NUMBER_WITH_POINT = Pattern.compile("[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
            + "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
            + "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
            + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");
    private static final Pattern INTEGER = Pattern.compile("[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)"
            + "|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"
            + "|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \\t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\\.[0-9]*)?"
            + "(?:[ \\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?");

    private SaltResolver() {}

    @Override
    protected void addImplicitResolvers() {
        // resolve() below knows them all; the inherited table stays empty
    }

    @Override
    public Tag resolve(NodeId kind, String value, boolean implicit) {
        return switch (kind) {
            case scalar -> implicit ? scalar(value) : Tag.STR;
            case sequence -> Tag.SEQ;
            default -> Tag.MAP;
        };
    }

    /** The type a plain scalar with this text has, for example {@code str} or {@code int}. */
    static String name(String text) {
        return scalar(text).getValue().substring(Tag.PREFIX.length());
    }

    private static Tag scalar(String value) {
        if (value.isEmpty()) {
            return Tag.NULL;
        }
        char first = value.charAt(0);
        if ((first >= '0' && first <= '9') || first == '-' || first == '+' || first == '.') {
            return number(value, first);
        }
        return switch (first) {
            case 'y', 'Y', 't', 'T', 'f', 'F', 'o', 'O' -> isBoolean(value) ? Tag.BOOL : Tag.STR;
            case 'n', 'N' -> isBoolean(value) ? Tag.BOOL : isNull(value) ? Tag.NULL : Tag.STR;
            case '~' -> value.length() == 1 ? Tag.NULL : Tag.STR;
            case '<' -> value.equals("<<") ? Tag.MERGE : Tag.STR;
            case '=' -> value.length() == 1 ? SaltConstructor.VALUE : Tag.STR;
            default -> Tag.STR;
        };
    }

    private static Tag number(String value, char first) {
        if (NUMBER_WITH_POINT.matcher(value).matches()) {
            return Tag.FLOAT;
        }
        if (first != '.' && INTEGER.matcher(value).matches()) {
            return Tag.INT;
        }
        return first >= '0' && first <= '9' && DATE.matcher(value).matches() ? Tag.TIMESTAMP : Tag.STR;
    }

    private static boolean isBoolean(String value) {
        return value.length() <= 5 && BOOLEAN.matcher(value).matches();
    }

    private static boolean isNull(String value) {
        return value.equals("null") || value.equals("Null") || value.equals("NULL");
    }
}
