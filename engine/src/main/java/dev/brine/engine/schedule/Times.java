package dev.brine.engine.schedule;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** Reads the times that people give to the schedule. */
public final class Times {
    private Times() {}

    /** Whether a text can stand in {@code when}, {@code until} and the like. */
    public static boolean isDate(String text) {
        try {
            HumanDate.parse(text, LocalDate.EPOCH);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * Reads a text by a {@code strptime} format.
     *
     * @throws DateTimeException when it is not of that format
     */
    public static LocalDateTime parse(String text, String format) {
        return Strptime.parse(text, format);
    }
}
