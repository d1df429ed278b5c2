@NullMarked
package dev.brine.bench;

import org.jspecify.annotations.NullMarked;
