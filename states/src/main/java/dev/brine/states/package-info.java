@NullMarked
package dev.brine.states;

import org.jspecify.annotations.NullMarked;
