/**
 * Configuration files, read once and turned into records.
 *
 * <p>Reading order: {@link dev.brine.engine.config.ConfigLoader} reads the main file and its includes into a {@link
 * dev.brine.engine.config.RawConfig}, which keeps every option with its file and line; {@link
 * dev.brine.engine.config.Options} takes typed values out of it; {@link dev.brine.engine.config.MasterConfig} and {@link
 * dev.brine.engine.config.MinionConfig} are what the daemons work with. Options that nobody asked for stay in the raw
 * configuration, where templates and plugins find them, and are warned of once with the nearest known name.
 *
 * <p>Thread rule: everything here is immutable once loaded.
 */
@NullMarked
package dev.brine.engine.config;

import org.jspecify.annotations.NullMarked;
