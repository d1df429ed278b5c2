package dev.brine.engine.render.jinja.value;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The characters (code points) of a str, each a str of its own; taint stays, Markup goes. */
final class CharacterIterator implements Iterator<@Nullable Object> {
    private final Object string;
    private final String characters;
    private int at;

    CharacterIterator(Object string) {
        this.string = string;
        this.characters = string.toString();
    }

    @Override
    public boolean hasNext() {
        return at < characters.length();
    }

    @Override
    public Object next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int from = at;
        at += Character.charCount(characters.codePointAt(at));
        Object character = string instanceof Text text ? text.slice(from, at) : characters.substring(from, at);
        return character instanceof Text text ? text.asPlain() : character;
    }
}
