@NullMarked
package dev.brine.reactor;

import org.jspecify.annotations.NullMarked;
