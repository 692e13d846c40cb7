package bench;

import java.util.HashMap;
import java.util.Map;

/** Arguments of the form name=value. */
final class Arguments {
    private Arguments() {}

    static Map<String, String> parse(String[] arguments) {
        Map<String, String> named = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            named.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return named;
    }
}
