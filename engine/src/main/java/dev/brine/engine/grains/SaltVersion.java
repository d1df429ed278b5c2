package dev.brine.engine.grains;

import java.util.List;

/**
 * The Salt release whose behaviour Brine has, as told to tools that ask for it.
 *
 * <p>Stock tools compare {@code saltversion} with what they know ({@code manage.versions}, formulas that test {@code
 * saltversioninfo}); a version of our own would send them down the wrong branch. Ours is in the grain {@code brineversion}.
 */
public final class SaltVersion {
    public static final String TEXT = "3006.16";
    public static final List<Object> INFO = List.of(3006L, 16L);
    public static final String BRINE = "0.1.0";

    private SaltVersion() {}
}
