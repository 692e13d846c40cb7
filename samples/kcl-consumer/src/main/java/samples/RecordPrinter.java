package samples;

import java.nio.charset.StandardCharsets;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.retrieval.KinesisClientRecord;

/** Prints the records of one shard, one line each: shard, position, whether it came in an aggregated record, partition key and data. */
final class RecordPrinter implements ShardRecordProcessor {
  private String shardId;

  @Override
  public void initialize(InitializationInput input) {
    shardId = input.shardId();
  }

  /** The KCL has taken aggregated records apart already: what comes here is what the producer put. */
  @Override
  public void processRecords(ProcessRecordsInput input) {
    for (KinesisClientRecord record : input.records()) {
      String data = StandardCharsets.UTF_8.decode(record.data()).toString();
      System.out.printf("%s %s:%d %s %s %s%n",
          shardId, record.sequenceNumber(), record.subSequenceNumber(), record.aggregated() ? "aggregated" : "plain", record.partitionKey(), data);
    }
    saveProgress(input.checkpointer());
  }

  /** Another worker has taken the shard over, and with it its position. */
  @Override
  public void leaseLost(LeaseLostInput input) {
    System.err.println("lost the lease of " + shardId);
  }

  /** The shard was split or merged. Its children are read once its end is saved. */
  @Override
  public void shardEnded(ShardEndedInput input) {
    System.err.println("read " + shardId + " to its end");
    saveProgress(input.checkpointer());
  }

  @Override
  public void shutdownRequested(ShutdownRequestedInput input) {
    saveProgress(input.checkpointer());
  }

  private void saveProgress(RecordProcessorCheckpointer checkpointer) {
    try {
      checkpointer.checkpoint();
    } catch (ShutdownException lost) {
      System.err.println("another worker reads " + shardId + " now, and saves its position");
    } catch (InvalidStateException broken) {
      throw new IllegalStateException("the table of the application cannot be used", broken);
    }
  }
}
