package dev.brine.cli.command;

import dev.brine.cli.option.NearNames;
import dev.brine.cli.remote.MasterDoor;
import dev.brine.cli.remote.MasterUnreachable;
import dev.brine.engine.config.MasterConfig;
import dev.brine.engine.target.TargetType;
import java.util.Collection;

/** What a person may do next when a command could not do what was meant. */
final class Hints {

    private Hints() {}

    /**
     * About a function that is not there.
     *
     * @param lister the command that lists the functions: {@code salt-call}, {@code salt-run} or {@code salt web1}
     */
    static String function(String lister, String fun, Collection<String> known) {
        String module = fun.contains(".") ? fun.substring(0, fun.indexOf('.')) : fun;
        boolean there = known.stream().anyMatch(name -> name.startsWith(module + "."));
        String list = lister.equals("salt-run")
                ? "salt-run -d" + (there ? " " + module : "")
                : lister + (there ? " sys.list_functions " + module : " sys.list_modules");
        String near = NearNames.question(fun, known);
        return near.isEmpty() ? "See what there is: " + list : capital(near) + " All there is: " + list;
    }

    /** About a master that refuses whoever asks. */
    static String refused(MasterDoor door) {
        if (!door.credentials().isEmpty()) {
            return "Allow it in external_auth of the master's configuration, then restart the master";
        }
        String file = door.keyFile()
                + (door.key().isEmpty()
                        ? " cannot be read"
                        : " is not the one that the master has made (was it restarted?)");
        return "Root and the master's user prove themselves by a file, and " + file
                + ". Others need -a with an external_auth, or their name in publisher_acl";
    }

    /** About a master that is not there; empty when it is, and only slow or out of reach. */
    static String unreachable(MasterUnreachable fault, MasterConfig config) {
        return String.valueOf(fault.getMessage()).endsWith("Is master running?")
                ? "Start it with: salt-master -d. If it runs, give its configuration with -c; this one is of "
                        + config.paths().config()
                : "";
    }

    /** About a target that nobody matched. */
    static String target(Object expression, TargetType type) {
        String text = expression.toString();
        if (type == TargetType.GLOB) {
            if (text.matches(".*(^|[ (])[GPIJLNSER]@.*") || text.matches(".+ (and|or) .+")) {
                return "A compound target needs -C: salt -C '" + text + "' ...";
            }
            if (text.contains(",")) {
                return "A list of ids needs -L: salt -L '" + text + "' ...";
            }
            if (text.contains(":")) {
                return "A grain needs -G, a pillar value -I: salt -G '" + text + "' ...";
            }
        }
        return "The ids there are: salt-key -l acc. Who is up: salt-run manage.status";
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
