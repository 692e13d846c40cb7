package bench;

import java.net.URI;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration;

/** The Kinesis Producer Library, pointed at the sink. */
final class Kpl {
    static final String STREAM = "bench";

    private Kpl() {}

    static KinesisProducer against(String endpoint, Consumer<KinesisProducerConfiguration> settings) {
        URI uri = URI.create(endpoint);
        KinesisProducerConfiguration configuration = new KinesisProducerConfiguration()
            .setRegion("us-east-1")
            .setCredentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
            .setKinesisEndpoint(uri.getHost()).setKinesisPort(uri.getPort())
            .setCloudwatchEndpoint(uri.getHost()).setCloudwatchPort(uri.getPort())
            .setVerifyCertificate(false)
            .setMetricsLevel("none").setLogLevel("warning")
            // by default a limiter holds it to 150 % of what the shards take
            .setRateLimit(1_000_000)
            // by default records that wait for 30 s under load fail
            .setRecordTtl(300_000).setRequestTimeout(60_000);
        settings.accept(configuration);
        return new KinesisProducer(configuration);
    }
}
