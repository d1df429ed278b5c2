package dev.brine.engine.render.jinja.limit;

/** A string whose every 1000th read looks at the clock: bounds the back-tracking of a regular expression. */
final class GuardedText implements CharSequence {
    private static final int CLOCK_EVERY = 1_000;

    private final String text;
    private final Budget budget;
    private final int start;
    private final int end;
    private int untilClock = CLOCK_EVERY;

    GuardedText(String text, Budget budget, int start, int end) {
        this.text = text;
        this.budget = budget;
        this.start = start;
        this.end = end;
    }

    @Override
    public int length() {
        return end - start;
    }

    @Override
    public char charAt(int index) {
        if (--untilClock <= 0) {
            untilClock = CLOCK_EVERY;
            budget.checkClock();
        }
        return text.charAt(start + index);
    }

    @Override
    public CharSequence subSequence(int from, int to) {
        return new GuardedText(text, budget, start + from, start + to);
    }

    @Override
    public String toString() {
        return text.substring(start, end);
    }
}
