/**
 * The minions' keys: where they are kept and who is let in.
 *
 * <p>Reading order: {@link dev.brine.engine.key.KeyState} (Salt's directories), {@link dev.brine.engine.key.KeyStore} (the keys on
 * disk, one lock per id), {@link dev.brine.engine.key.KeyPolicy} (the decision table, a pure function), {@link
 * dev.brine.engine.key.SigningRules} (what the operator's files say), {@link dev.brine.engine.key.KeyGate} (decides and stores as
 * one step).
 *
 * <p>Thread rule: everything may be used from any thread. Changes of one id's key happen one after the other; listeners hear of
 * them after the lock is released.
 */
@NullMarked
package dev.brine.engine.key;

import org.jspecify.annotations.NullMarked;
