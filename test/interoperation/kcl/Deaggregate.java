import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import software.amazon.kinesis.retrieval.AggregatorUtil;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** De-aggregates Kinesis records as the Kinesis Client Library does it for an application, and opens compressed blocks: a line in is range, keys and data; a line out is one record. */
public final class Deaggregate {
    private static final Base64.Decoder DECODER = Base64.getDecoder();
    private static final Base64.Encoder ENCODER = Base64.getEncoder();

    private static final int BLOCK_MAGIC = 0xc1534142;

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
                if (data.length > 4 && ByteBuffer.wrap(data).getInt() == BLOCK_MAGIC) {
                    for (BlockRecord inside : BlockRecord.read(data)) print(inside.partitionKey(), inside.explicitHashKey(), inside.data());
                } else {
                    // of a record that came alone, the key that the stream was given is the record's own
                    print(user.partitionKey(), user.explicitHashKey(), data);
                }
            }
        }
    }

    private static void print(String partitionKey, String explicitHashKey, byte[] data) {
        String key = ENCODER.encodeToString(partitionKey.getBytes(StandardCharsets.UTF_8));
        System.out.println(String.join("\t", key, explicitHashKey == null ? "" : explicitHashKey, ENCODER.encodeToString(data)));
    }
}
