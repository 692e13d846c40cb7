import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** De-aggregates Kinesis records as the Kinesis Client Library does it for an application: a line in is range, keys and data; a line out is one user record. */
public final class Deaggregate {
    private static final Base64.Decoder DECODER = Base64.getDecoder();
    private static final Base64.Encoder ENCODER = Base64.getEncoder();

    private Deaggregate() {}

    public static void main(String[] arguments) throws Exception {
        AggregatorUtil aggregatorUtil = new AggregatorUtil();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\t", -1);
            KinesisClientRecord record = KinesisClientRecord.builder()
                .sequenceNumber("1")
                .partitionKey(new String(DECODER.decode(fields[2]), StandardCharsets.UTF_8))
                .explicitHashKey(fields[3].isEmpty() ? null : fields[3])
                .data(ByteBuffer.wrap(DECODER.decode(fields[4])))
                .build();
            for (KinesisClientRecord user : aggregatorUtil.deaggregate(List.of(record), new BigInteger(fields[0]), new BigInteger(fields[1]))) {
                byte[] data = new byte[user.data().remaining()];
                user.data().get(data);
                String key = ENCODER.encodeToString(user.partitionKey().getBytes(StandardCharsets.UTF_8));
                // of a record that came alone, the key that the stream was given is the record's own
                String explicitHashKey = user.explicitHashKey() == null ? "" : user.explicitHashKey();
                System.out.println(String.join("\t", key, explicitHashKey, ENCODER.encodeToString(data)));
            }
        }
    }
}
