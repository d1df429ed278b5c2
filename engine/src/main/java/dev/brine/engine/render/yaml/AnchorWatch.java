package dev.brine.engine.render.yaml;

import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.parser.Parser;

/** Passes events on and refuses a second anchor of the same name, as PyYAML does and SnakeYAML does not. */
final class AnchorWatch implements Parser {
    private final Parser events;
    private final Map<String, YamlError.Place> anchors = new HashMap<>();

    AnchorWatch(Parser events) {
        this.events = events;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return events.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return events.peekEvent();
    }

    @Override
    public Event getEvent() {
        Event event = events.getEvent();
        if (event instanceof NodeEvent node && node.getAnchor() != null && !isName(node.getAnchor())) {
            YamlError.Place here = YamlLoader.place(event.getStartMark());
            throw new YamlError(
                    YamlError.Kind.SCANNER,
                    event instanceof AliasEvent ? "while scanning an alias" : "while scanning an anchor",
                    here,
                    "did not find expected alphabetic or numeric character",
                    here);
        }
        if (event instanceof NodeEvent node && node.getAnchor() != null && !(node instanceof AliasEvent)) {
            YamlError.Place here = YamlLoader.place(event.getStartMark());
            YamlError.Place first = anchors.putIfAbsent(node.getAnchor(), here);
            if (first != null) {
                throw new YamlError(
                        YamlError.Kind.COMPOSER,
                        "found duplicate anchor; first occurrence",
                        first,
                        "second occurrence",
                        here);
            }
        }
        return event;
    }

    /** libyaml's names: {@code tgt: *web*} must fail as an alias badly written, not as one that is unknown. */
    private static boolean isName(String anchor) {
        return anchor.chars()
                .allMatch(c -> (c >= 'a' && c <= 'z')
                        || (c >= 'A' && c <= 'Z')
                        || (c >= '0' && c <= '9')
                        || c == '_'
                        || c == '-');
    }
}
