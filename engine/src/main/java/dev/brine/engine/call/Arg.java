package dev.brine.engine.call;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a parameter's type cannot say. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Arg {
    /** {@link #dflt} of a parameter that has no default. */
    String REQUIRED = "\0";

    /** The default as a Python literal: {@code None}, {@code True}, {@code 5}, {@code 'base'}. */
    String dflt() default REQUIRED;

    /** The name users type, where it is not the parameter's name in snake_case ("source_hash", "return"). */
    String name() default "";

    /** Whether this parameter takes all positional (List) or keyword (Map) arguments that are left. */
    boolean rest() default false;

    /**
     * Of a Map that takes the remaining keywords: names and defaults of keywords that users may also give by position, after the
     * other parameters, separated by comma and space ({@code "stdin=None, timeout=None"}). A default is only told, never put in.
     */
    String known() default "";
}
