package dev.brine.engine.render.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.composer.ComposerException;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserException;
import org.yaml.snakeyaml.reader.ReaderException;

/** Translates SnakeYAML's complaints into libyaml's, which are what a Salt user searches the web for. */
final class LibyamlWords {
    /** Beginning (or all) of a SnakeYAML problem to libyaml's problem; the first that fits wins. */
    private static final Map<String, String> PROBLEMS = problems();

    private LibyamlWords() {}

    static YamlError error(YAMLException e) {
        if (e instanceof ReaderException reader) {
            return new YamlError(
                    YamlError.Kind.READER,
                    String.format(
                            "unacceptable character #x%04x: control characters are not allowed%n  in \"<unicode string>\","
                                            .replace("%n", "\n")
                                    + " position %d",
                            reader.getCodePoint(),
                            reader.getPosition()),
                    null);
        }
        if (!(e instanceof MarkedYAMLException marked)) {
            return new YamlError(YamlError.Kind.LIMIT, String.valueOf(e.getMessage()), null);
        }
        YamlError.Kind kind = e instanceof ParserException
                ? YamlError.Kind.PARSER
                : e instanceof ComposerException ? YamlError.Kind.COMPOSER : YamlError.Kind.SCANNER;
        String problem = marked.getProblem() == null ? "could not be read" : marked.getProblem();
        String context = context(marked);
        boolean directive = context != null && context.startsWith("while scanning a directive");
        return new YamlError(
                kind,
                context,
                place(marked.getContextMark()),
                directive && problem.startsWith("expected alphabetic")
                        ? "could not find expected directive name"
                        : problem(problem),
                place(marked.getProblemMark()));
    }

    private static YamlError.@Nullable Place place(@Nullable Mark mark) {
        return mark == null ? null : YamlLoader.place(mark);
    }

    private static @Nullable String context(MarkedYAMLException e) {
        String context = e.getContext();
        if (context == null) {
            return null;
        }
        if (!context.equals("while scanning a double-quoted scalar")) {
            return context;
        }
        String problem = String.valueOf(e.getProblem());
        return problem.startsWith("found unknown escape") || problem.startsWith("expected escape")
                ? "while parsing a quoted scalar"
                : "while scanning a quoted scalar";
    }

    private static String problem(String problem) {
        for (Map.Entry<String, String> entry : PROBLEMS.entrySet()) {
            if (problem.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        return problem;
    }

    private static Map<String, String> problems() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("sequence entries are not allowed here", "block sequence entries are not allowed in this context");
        words.put("mapping values are not allowed here", "mapping values are not allowed in this context");
        words.put("mapping keys are not allowed here", "mapping keys are not allowed in this context");
        words.put("expected indentation indicator in the range 1-9", "found an indentation indicator equal to 0");
        words.put("found unexpected document separator", "found unexpected document indicator");
        words.put("expected '>'", "did not find the expected '>'");
        words.put("expected URI", "did not find expected tag URI");
        words.put("found character '", "found character that cannot start any token");
        words.put("unexpected character found ", "did not find expected alphabetic or numeric character");
        words.put("expected alphabetic or numeric character", "did not find expected alphabetic or numeric character");
        words.put("expected <block end>, but found '-'", "did not find expected key");
        words.put("expected <block end>", "did not find expected key");
        words.put("expected ',' or ']'", "did not find expected ',' or ']'");
        words.put("expected ',' or '}'", "did not find expected ',' or '}'");
        words.put("expected the node content", "did not find expected node content");
        words.put("expected '<document start>'", "did not find expected <document start>");
        words.put("could not find expected ':'", "could not find expected ':'");
        words.put("found unknown escape character", "found unknown escape character");
        words.put("found undefined tag handle", "found undefined tag handle");
        words.put("found undefined alias", "found undefined alias");
        words.put("expected escape sequence of", "did not find expected hexdecimal number");
        words.put("expected a comment or a line break", "did not find expected comment or line break");
        words.put("expected chomping or indentation indicators", "did not find expected comment or line break");
        return words;
    }
}
