/**
 * Low chunks and how they depend on each other.
 *
 * <p>Reading order: {@link dev.brine.states.graph.Chunk} is one state to run, {@link dev.brine.states.graph.Requisite} one
 * reference to others under one of {@link
 * dev.brine.states.graph.RequisiteWords}, {@link dev.brine.states.graph.ChunkIndex} finds what a reference means, {@link
 * dev.brine.states.graph.RequisiteCheck} says from the results so far whether a chunk may run.
 *
 * <p>Thread rule: all of it belongs to the thread of one state run.
 */
@NullMarked
package dev.brine.states.graph;

import org.jspecify.annotations.NullMarked;
