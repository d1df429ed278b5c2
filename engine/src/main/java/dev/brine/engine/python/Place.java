package dev.brine.engine.python;

/**
 * Where a function is.
 *
 * @param file the module's path
 * @param module its name by that path
 * @param function what the module itself calls the function
 */
record Place(String file, String module, String function) {}
