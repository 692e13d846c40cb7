package bench;

import com.google.common.util.concurrent.ListenableFuture;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.UserRecordResult;

/** Puts given records with the Kinesis Producer Library, for a sink that records what it writes: a line is keys and data. */
public final class Record {
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private Record() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> named = Arguments.parse(arguments);
        KinesisProducer producer = Kpl.against(named.get("endpoint"), (configuration) -> configuration.setRecordMaxBufferedTime(1000));
        List<ListenableFuture<UserRecordResult>> results = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\t", -1);
            String partitionKey = new String(DECODER.decode(fields[0]), StandardCharsets.UTF_8);
            String explicitHashKey = fields[1].isEmpty() ? null : fields[1];
            results.add(producer.addUserRecord(Kpl.STREAM, partitionKey, explicitHashKey, ByteBuffer.wrap(DECODER.decode(fields[2]))));
        }
        producer.flushSync();
        for (ListenableFuture<UserRecordResult> result : results) result.get();
        producer.destroy();
        System.exit(0);
    }
}
