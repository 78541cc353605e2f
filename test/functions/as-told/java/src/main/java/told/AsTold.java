package told;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Does what the event's "behaviour" says; the variable INIT_BEHAVIOUR says what to do before the first invocation. */
public class AsTold implements RequestHandler<Map<String, Object>, Object> {
    private static int invocations = 0;

    public static class OrderRefused extends RuntimeException {
        public OrderRefused(String message) {
            super(message);
        }
    }

    public AsTold() throws InterruptedException {
        switch (String.valueOf(System.getenv("INIT_BEHAVIOUR"))) {
            case "throw" -> throw new IllegalStateException("The configuration is missing.");
            case "exit" -> System.exit(3);
            case "sleep" -> Thread.sleep(11_500);
            default -> { }
        }
    }

    @Override
    public Object handleRequest(Map<String, Object> event, Context context) {
        try {
            return behave(event, context);
        } catch (java.io.IOException | InterruptedException unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }

    private static Object behave(Map<String, Object> event, Context context) throws java.io.IOException, InterruptedException {
        switch (String.valueOf(event.get("behaviour"))) {
            case "context":
                return describe(context);
            case "nothing":
                return null;
            case "fail":
                throw new OrderRefused((String) event.get("message"));
            case "exit":
                System.exit(number(event, "code"));
                return null;
            case "sleep":
                Thread.sleep(number(event, "ms"));
                return Map.of("slept", number(event, "ms"), "pid", ProcessHandle.current().pid());
            case "hang":
                System.out.println("waiting");
                count();
                Thread.sleep(Long.MAX_VALUE);
                return null;
            case "fill-memory":
                return "held " + fill(number(event, "mb")) + " MB";
            case "answer":
                return "x".repeat(number(event, "bytes") - 2);
            case "environment":
                return environment((List<?>) event.get("names"));
            case "count":
                return count();
            default:
                return event.get("echo");
        }
    }

    private static int number(Map<String, Object> event, String name) {
        return ((Number) event.getOrDefault(name, 0)).intValue();
    }

    private static Map<String, Object> describe(Context context) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("awsRequestId", context.getAwsRequestId());
        answer.put("functionName", context.getFunctionName());
        answer.put("functionVersion", context.getFunctionVersion());
        answer.put("invokedFunctionArn", context.getInvokedFunctionArn());
        answer.put("memoryLimitInMB", context.getMemoryLimitInMB());
        answer.put("logGroupName", context.getLogGroupName());
        answer.put("logStreamName", context.getLogStreamName());
        answer.put("clientContext", context.getClientContext() == null ? null : context.getClientContext().getCustom());
        answer.put("remainingTimeInMillis", context.getRemainingTimeInMillis());
        answer.put("traceId", System.getProperty("com.amazonaws.xray.traceHeader"));
        return answer;
    }

    private static Map<String, Object> environment(List<?> names) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (Object name : names) values.put((String) name, String.valueOf(System.getenv((String) name)));
        return values;
    }

    private static Map<String, Object> count() throws java.io.IOException {
        invocations++;
        Path file = Path.of("/tmp/invocations");
        Files.writeString(file, ".", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return Map.of("inThisProcess", invocations, "inThisSandbox", Files.size(file), "pid", ProcessHandle.current().pid());
    }

    private static int fill(int mb) {
        List<byte[]> pieces = new ArrayList<>();
        for (int held = 0; held < mb; held += 8) {
            byte[] piece = new byte[8 << 20];
            java.util.Arrays.fill(piece, (byte) 1);
            pieces.add(piece);
        }
        return pieces.size() * 8;
    }
}
