package dev.brine.engine.runners;

import dev.brine.engine.call.Call;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.Module;
import dev.brine.engine.client.LocalCalls;
import dev.brine.engine.grains.SaltVersion;
import dev.brine.engine.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code manage.versions}: how old the minions are. */
@Module("manage")
public final class ManageVersions {
    private final LocalCalls local;

    ManageVersions(LocalCalls local) {
        this.local = local;
    }

    @Fn(doc = """
                    Check the versions of minions against the master's

                    CLI Example:

                        salt-run manage.versions
                    """)
    public Map<String, Object> versions(Call call) throws InterruptedException {
        LocalCalls.Result result = local.call(Target.glob("*"), "test.version", List.of(), call.user());
        Map<Integer, Map<String, Object>> found = new TreeMap<>();
        result.returns().forEach((id, data) -> {
            boolean told =
                    data.get("return") instanceof String && Long.valueOf(0).equals(data.getOrDefault("retcode", 0L));
            String version = String.valueOf(data.get("return"));
            int newer = told ? Integer.signum(compare(version, SaltVersion.TEXT)) : -2;
            found.computeIfAbsent(newer, n -> new TreeMap<>()).put(id, told ? version : (Object) false);
        });
        result.silent()
                .forEach(id -> found.computeIfAbsent(-2, n -> new TreeMap<>()).put(id, false));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("Master", SaltVersion.TEXT);
        found.forEach((newer, minions) -> shown.put(
                switch (newer) {
                    case -2 -> "Minion offline";
                    case -1 -> "Minion requires update";
                    case 0 -> "Up to date";
                    default -> "Minion newer than master";
                },
                minions));
        return shown;
    }

    /** By the numbers in front, as Salt counts releases: 3006.9 is older than 3006.16. */
    private static int compare(String one, String other) {
        List<Integer> left = numbers(one);
        List<Integer> right = numbers(other);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            int step = Integer.compare(i < left.size() ? left.get(i) : 0, i < right.size() ? right.get(i) : 0);
            if (step != 0) {
                return step;
            }
        }
        return 0;
    }

    private static List<Integer> numbers(String version) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : version.split("\\.", -1)) {
            String digits = part.replaceFirst("[^0-9].*", "");
            if (digits.isEmpty() || digits.length() > 9) {
                break;
            }
            numbers.add(Integer.valueOf(digits));
        }
        return numbers;
    }
}
