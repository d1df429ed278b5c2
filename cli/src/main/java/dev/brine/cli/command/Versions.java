package dev.brine.cli.command;

/** What runs here, in which version. */
final class Versions {

    private Versions() {}

    /** The version of this build; "development" when the classes do not come from a jar. */
    static String brine() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    static String report() {
        return "Brine Version:\n" + row("Brine", brine()) + "\nJava Versions:\n"
                + row("Java", property("java.version")) + row("VM", property("java.vm.name"))
                + row("Vendor", property("java.vendor")) + "\nSystem Versions:\n"
                + row("locale", property("file.encoding")) + row("machine", property("os.arch"))
                + row("release", property("os.version")) + row("system", property("os.name"));
    }

    private static String property(String name) {
        return System.getProperty(name, "unknown");
    }

    private static String row(String name, String value) {
        return " ".repeat(Math.max(0, 18 - name.length())) + name + ": " + value + "\n";
    }
}
