package dev.brine.engine.render.jinja.value;

import org.jspecify.annotations.Nullable;

/**
 * A name, attribute or item that is not there. It may be stored, tested and defaulted; any other use fails with the
 * words of Jinja's StrictUndefined. With {@code allow_undefined} it prints as '' and is false instead.
 *
 * @param hint the whole message, or null to build it from the other two
 * @param owner the object whose attribute or item is missing; {@link #NO_OWNER} for a plain name
 * @param name the missing name or key
 * @param lenient true under {@code allow_undefined}
 * @param forbidden true when it is there, but the sandbox does not give it out
 */
public record Undefined(
        @Nullable String hint,
        @Nullable Object owner,
        @Nullable Object name,
        boolean lenient,
        boolean forbidden) {

    /** Stands where Jinja has its {@code missing} mark. */
    public static final Object NO_OWNER = new Object() {
        @Override
        public String toString() {
            return "missing";
        }
    };

    /** A variable that nobody set. */
    public static Undefined variable(String name) {
        return new Undefined(null, NO_OWNER, name, false, false);
    }

    /** A missing attribute or item of {@code owner}. */
    public static Undefined member(@Nullable Object owner, @Nullable Object name) {
        return new Undefined(null, owner, name, false, false);
    }

    /** Something missing that is best told in full. */
    public static Undefined because(String hint) {
        return new Undefined(hint, NO_OWNER, null, false, false);
    }

    /** An attribute that the sandbox keeps back. */
    public static Undefined unsafe(@Nullable Object owner, String name) {
        String hint = "access to attribute " + Repr.repr(name) + " of " + Repr.repr(Values.typeName(owner))
                + " object is unsafe.";
        return new Undefined(hint, owner, name, false, true);
    }

    public Undefined asLenient() {
        return new Undefined(hint, owner, name, !forbidden, forbidden);
    }

    /** The fault of using it. */
    public PyError error() {
        return forbidden ? PyError.security(message()) : PyError.undefined(message());
    }

    /** Jinja 3.1: runtime.py, Undefined._undefined_message. */
    public String message() {
        if (hint != null) {
            return hint;
        }
        if (owner == NO_OWNER) {
            return Repr.repr(name) + " is undefined";
        }
        if (!(name instanceof String || name instanceof Text)) {
            return Values.objectTypeRepr(owner) + " has no element " + Repr.repr(name);
        }
        return Repr.repr(Values.objectTypeRepr(owner)) + " has no attribute " + Repr.repr(name);
    }
}
