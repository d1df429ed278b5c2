@NullMarked
package dev.brine.cli;

import org.jspecify.annotations.NullMarked;
