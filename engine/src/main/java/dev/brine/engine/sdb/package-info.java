/**
 * Values that live outside of the configuration, behind {@code sdb://PROFILE/KEY}.
 *
 * <p>{@link dev.brine.engine.sdb.Sdb} finds the profile, a map whose {@code driver} names what holds the values: {@code env},
 * {@code yaml}, {@code sqlite3} as Salt has them. {@link dev.brine.engine.sdb.SdbOptions} puts values into a configuration.
 *
 * <p>Thread rule: stateless, each call opens what it reads.
 */
@NullMarked
package dev.brine.engine.sdb;

import org.jspecify.annotations.NullMarked;
