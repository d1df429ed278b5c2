package dev.brine.engine.render;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names a template gets from its own place: {@code tpldir}, {@code slspath} and so on (Salt 3006: generate_sls_context). */
final class SlsNames {

    private SlsNames() {}

    /**
     * @param path of the file, null without one
     * @param sls dotted name, "" without one
     */
    static Map<String, Object> of(@Nullable String path, String sls) {
        Map<String, Object> names = new LinkedHashMap<>();
        String slspath = sls.replace('.', '/');
        if (path != null) {
            String template = path;
            if (sls.isEmpty()) {
                template = path.substring(path.lastIndexOf('/') + 1);
            } else if (path.endsWith(slspath + ".sls")) {
                template = slspath + ".sls";
            } else if (path.endsWith(slspath + "/init.sls")) {
                template = slspath + "/init.sls";
            }
            int slash = template.lastIndexOf('/');
            slspath = slash < 0 ? "" : template.substring(0, slash);
            names.put("tplpath", path);
            names.put("tplfile", template);
            names.put("tpldir", slspath.isEmpty() ? "." : slspath);
            names.put("tpldot", slspath.replace('/', '.'));
        }
        names.put("slspath", slspath);
        names.put("slsdotpath", slspath.replace('/', '.'));
        names.put("slscolonpath", slspath.replace('/', ':'));
        names.put("sls_path", slspath.replace('/', '_'));
        return names;
    }
}
