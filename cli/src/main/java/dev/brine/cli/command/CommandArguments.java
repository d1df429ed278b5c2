package dev.brine.cli.command;

import dev.brine.cli.option.Parsed;
import dev.brine.engine.call.ArgumentParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words of a command line as arguments of a function: read as YAML, except those that {@code --no-parse} names. */
final class CommandArguments {

    private CommandArguments() {}

    static ArgumentParser.Arguments of(List<String> words, Parsed line) {
        List<String> unparsed = Arrays.asList(line.text("no_parse").split("\\s*,\\s*"));
        List<Object> items = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals > 0 && unparsed.contains(word.substring(0, equals))) {
                Map<String, Object> marked = new LinkedHashMap<>();
                marked.put("__kwarg__", true);
                marked.put(word.substring(0, equals), word.substring(equals + 1));
                items.add(marked);
            } else {
                items.add(word);
            }
        }
        return ArgumentParser.words(items);
    }

    static List<Object> wire(List<String> words, Parsed line) {
        return of(words, line).wire();
    }

    /** One text read as an argument: a map or a list where it is one. */
    static Object value(String text) {
        List<Object> args = ArgumentParser.words(List.of(text)).args();
        return args.isEmpty() ? text : args.get(0);
    }
}
