@NullMarked
package dev.brine.transport;

import org.jspecify.annotations.NullMarked;
