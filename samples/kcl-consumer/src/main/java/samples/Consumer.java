package samples;

import java.net.InetAddress;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.http.Protocol;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.StreamIdentifier;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * Reads a data stream from its oldest record and prints every record. Start it on several machines, and they share the shards.
 *
 * <p>Takes STREAM_NAME and APPLICATION_NAME from the environment, and the region and credentials as every AWS SDK does.
 */
public final class Consumer {
  private static final long SECONDS_TO_STOP = 30;

  private Consumer() {}

  public static void main(String[] arguments) throws Exception {
    String streamName = required("STREAM_NAME");
    String applicationName = required("APPLICATION_NAME");

    // records are polled, which needs no HTTP/2; enhanced fan-out would
    KinesisAsyncClient kinesis = KinesisAsyncClient.builder()
        .httpClientBuilder(NettyNioAsyncHttpClient.builder().protocol(Protocol.HTTP1_1))
        .build();
    SingleStreamTracker oldestRecordFirst = new SingleStreamTracker(
        StreamIdentifier.singleStreamInstance(streamName),
        InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
    ConfigsBuilder configs = new ConfigsBuilder(
        oldestRecordFirst,
        applicationName,
        kinesis,
        DynamoDbAsyncClient.create(),
        CloudWatchAsyncClient.create(),
        InetAddress.getLocalHost().getHostName() + ":" + UUID.randomUUID(),
        RecordPrinter::new);
    Scheduler scheduler = new Scheduler(
        configs.checkpointConfig(),
        configs.coordinatorConfig(),
        configs.leaseManagementConfig(),
        configs.lifecycleConfig(),
        configs.metricsConfig(),
        configs.processorConfig(),
        configs.retrievalConfig().retrievalSpecificConfig(new PollingConfig(streamName, kinesis)));

    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(scheduler)));
    scheduler.run();
  }

  /** Lets processors save their position, so that the next run reads no record again. */
  private static void stop(Scheduler scheduler) {
    try {
      scheduler.startGracefulShutdown().get(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException failure) {
      System.err.println("did not stop in good order, so some records will be read again: " + failure);
    }
  }

  private static String required(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("the environment variable " + name + " must be set; on the workbench a new session sets it");
    }
    return value;
  }
}
