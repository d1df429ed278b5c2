/**
 * The filters of Jinja 3.1 and of Salt 3006.
 *
 * <p>Reading order: {@link dev.brine.engine.render.jinja.filter.Filters} (all of them by name), then one room per theme:
 * text, markup, sequences, aggregates, choices ({@code map}, {@code select}), sets, numbers, mappings, serializers, regular
 * expressions, network, hashing, dates, files and the rest. A room is a list of signatures with a short body each; whatever
 * needs more has its own class ({@code PyPattern}, {@code PrettyPrint}, {@code WordWrap}).
 *
 * <p>Threads: filters are stateless and shared; what they work on belongs to the rendering thread.
 */
@NullMarked
package dev.brine.engine.render.jinja.filter;

import org.jspecify.annotations.NullMarked;
