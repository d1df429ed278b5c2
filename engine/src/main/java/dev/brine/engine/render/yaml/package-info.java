/**
 * YAML as Salt reads and writes it.
 *
 * <p>Reading order: {@link dev.brine.engine.render.yaml.YamlLoader} (text to plain values),
 * {@link dev.brine.engine.render.yaml.YamlDocument} (the value and where its keys stand),
 * {@link dev.brine.engine.render.yaml.YamlError} (what PyYAML would have said),
 * {@link dev.brine.engine.render.yaml.YamlDumper} (plain values to PyYAML's text).
 * SnakeYAML scans and composes; which scalar is what, merging, duplicates and construction are ours,
 * because there Salt differs from YAML libraries.
 *
 * <p>Threads: loader and dumper are immutable; one parse or dump belongs to one thread.
 */
@NullMarked
package dev.brine.engine.render.yaml;

import org.jspecify.annotations.NullMarked;
