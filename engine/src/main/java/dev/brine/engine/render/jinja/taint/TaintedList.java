package dev.brine.engine.render.jinja.taint;

import dev.brine.engine.render.jinja.value.Taint;
import java.util.AbstractList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list of the event, seen by a template: items come out tainted, whenever somebody looks. Writes go through. */
final class TaintedList extends AbstractList<@Nullable Object> implements Taint.Source {
    private final List<@Nullable Object> list;
    private final String origin;

    TaintedList(List<@Nullable Object> list, String origin) {
        this.list = list;
        this.origin = origin;
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public @Nullable Object get(int index) {
        return view(list.get(index), index);
    }

    @Override
    public int size() {
        return list.size();
    }

    @Override
    public @Nullable Object set(int index, @Nullable Object value) {
        return view(list.set(index, value), index);
    }

    @Override
    public void add(int index, @Nullable Object value) {
        list.add(index, value);
    }

    @Override
    public @Nullable Object remove(int index) {
        return view(list.remove(index), index);
    }

    private @Nullable Object view(@Nullable Object value, int index) {
        return Tainted.view(value, origin + "[" + index + "]");
    }
}
