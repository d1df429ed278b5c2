package dev.brine.engine.call;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a public method as a function that users can call.
 *
 * <p>Parameters are bound by position, then by keyword; {@code camelCase} here is {@code snake_case} for users. Types: {@code
 * Object}, {@code String}, {@code boolean}, {@code long}, {@code double}, {@code List<Object>}, {@code Map<String, Object>} or
 * {@link Call} (injected, takes no argument). A last {@code List<Object>} marked {@link Arg#rest()} takes the remaining
 * positional arguments, a {@code Map<String, Object>} marked so the remaining keywords.
 *
 * <p>A method may be marked more than once: it is several functions then, each with its own name and text; {@link Call#fun} says
 * which of them is called.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Fn.Several.class)
public @interface Fn {
    /** What {@code sys.doc} shows; the first line says what the function does. */
    String doc();

    /** The function's name when it is no legal or sensible Java name ("list", "return", "true"); else the method's in snake_case. */
    String name() default "";

    /** The marks of a method that has several. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.METHOD)
    @interface Several {
        Fn[] value();
    }
}
