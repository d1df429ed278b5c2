package dev.brine.engine.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalInt;
import java.util.PriorityQueue;

/**
 * Whose turn it is when a function runs on a few minions at a time: a minion that has ended makes room for the next one.
 *
 * <p>Salt 3006: cli/batch.py, which begins with the last of the ids. One thread.
 */
public final class BatchPlan {
    private final int size;
    private final List<String> waiting;
    private final PriorityQueue<Long> resting = new PriorityQueue<>();
    private int running;

    /** @param size most minions at a time, at least one */
    public BatchPlan(int size, Collection<String> minions) {
        this.size = size;
        this.waiting = new ArrayList<>(minions);
    }

    /**
     * How many minions {@code batch} means ({@code 3}, {@code 10%}); empty when it is neither.
     *
     * @param minions how many there are: a share of them is at least one
     */
    public static OptionalInt size(String batch, int minions) {
        String text = batch.strip();
        try {
            if (text.contains("%")) {
                double part = Double.parseDouble(text.replace("%", "")) / 100.0 * minions;
                return positive(part < 1 ? (int) Math.ceil(part) : (int) part);
            }
            return positive(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static OptionalInt positive(int size) {
        return size > 0 ? OptionalInt.of(size) : OptionalInt.empty();
    }

    /** Takes as many as there is room for; they run until {@link #ended} is told. */
    public List<String> next() {
        List<String> next = new ArrayList<>();
        while (!waiting.isEmpty() && running < size) {
            next.add(waiting.remove(waiting.size() - 1));
            running++;
        }
        return next;
    }

    /** As {@link #next()}, once the places that are free by now are counted too; {@code now} in nanoseconds. */
    public List<String> next(long now) {
        while (!resting.isEmpty() && resting.element() - now <= 0) {
            resting.remove();
            ended();
        }
        return next();
    }

    /** One minion has ended, but its place is free only at {@code end}, as {@link #next(long)} counts. */
    public void ended(long end) {
        resting.add(end);
    }

    /** Nanoseconds from {@code now} until the next place is free; as long as {@code most} when nothing is known of that. */
    public long untilFree(long now, long most) {
        return waiting.isEmpty() || resting.isEmpty() ? most : Math.min(most, Math.max(0, resting.element() - now));
    }

    /** Counts minions as running that were not taken here: an earlier process has started them. */
    public void running(int minions) {
        running += minions;
    }

    /** One minion has ended. */
    public void ended() {
        running--;
    }

    /** Whether none waits and none runs. */
    public boolean isOver() {
        return waiting.isEmpty() && running <= resting.size();
    }
}
