@NullMarked
package dev.brine.engine;

import org.jspecify.annotations.NullMarked;
