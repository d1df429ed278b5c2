package dev.brine.states.high;

import java.util.LinkedHashMap;
import java.util.Map;

/** The names that a template finds about itself: {@code sls}, {@code slspath}, {@code tpldir} and their kin. */
public final class SlsNames {
    private SlsNames() {}

    /**
     * For an SLS file, or a template that an SLS file uses.
     *
     * @param path of the file below the roots; its full path when it lies elsewhere
     * @param local where its copy lies
     * @param sls the dotted name; empty for a template
     */
    public static Map<String, Object> of(String path, String local, String sls, String saltenv) {
        String template = sls.isEmpty() ? path.substring(path.lastIndexOf('/') + 1) : path;
        int slash = template.lastIndexOf('/');
        String directory = slash < 0 ? "" : template.substring(0, slash);
        Map<String, Object> names = new LinkedHashMap<>();
        names.put("saltenv", saltenv);
        names.put("sls", sls);
        names.put("tplpath", local);
        names.put("tplfile", template);
        names.put("tpldir", directory.isEmpty() ? "." : directory);
        names.put("tpldot", directory.replace('/', '.'));
        names.put("tplroot", sls.contains(".") ? sls.substring(0, sls.indexOf('.')) : sls);
        names.put("slspath", directory);
        names.put("slsdotpath", directory.replace('/', '.'));
        names.put("slscolonpath", directory.replace('/', ':'));
        names.put("sls_path", directory.replace('/', '_'));
        return names;
    }
}
