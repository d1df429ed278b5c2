/**
 * How returned data becomes the text that users read, equal to the text of Salt 3006.
 *
 * <p>Read {@link dev.brine.cli.output.Printout} first: it picks an {@link dev.brine.cli.output.Outputter} by name, cleans what
 * goes to a terminal and falls back when data does not have the shape an outputter wants. Then
 * {@link dev.brine.cli.output.NestedOutput}, which prints anything, and {@link dev.brine.cli.output.HighstateOutput}, which
 * prints state runs. {@link dev.brine.cli.output.OutputSettings} holds every option that changes text.
 *
 * <p>Nothing here keeps state between two calls; any thread may use it.
 */
@NullMarked
package dev.brine.cli.output;

import org.jspecify.annotations.NullMarked;
