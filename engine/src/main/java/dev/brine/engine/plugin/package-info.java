/**
 * The one door for add-ons: a {@link dev.brine.engine.plugin.Plugin} registers what it brings at a {@link
 * dev.brine.engine.plugin.Registry}.
 *
 * <p>The reactor and the state system come in through the same door as jars from {@code plugin_dirs}, which {@link
 * dev.brine.engine.plugin.PluginJars} loads; they are only named in the mains instead of being looked for. Users' modules in Python
 * come in as {@link dev.brine.engine.plugin.CustomCode}.
 *
 * <p>Thread rule: registration happens on the main thread before a daemon starts; the registry is read-only afterwards.
 */
@NullMarked
package dev.brine.engine.plugin;

import org.jspecify.annotations.NullMarked;
