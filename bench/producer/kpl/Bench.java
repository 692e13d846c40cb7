package bench;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.kinesis.producer.KinesisProducer;
import software.amazon.kinesis.producer.KinesisProducerConfiguration.ThreadingModel;
import software.amazon.kinesis.producer.UserRecordFailedException;
import software.amazon.kinesis.producer.UserRecordResult;

/** Drives the Kinesis Producer Library as every producer of the bench is driven: see producers/stage.ts. */
public final class Bench {
    private final KinesisProducer producer;
    private final String[] keys;
    private final ByteBuffer[] data;
    private final long maximumOutstanding;
    /** Lines read and not yet looked at. */
    private final Semaphore lines = new Semaphore(0);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<String> firstError = new AtomicReference<>("");
    private final FutureCallback<UserRecordResult> callback = new FutureCallback<>() {
        @Override
        public void onSuccess(UserRecordResult result) {
            acknowledged.incrementAndGet();
        }

        @Override
        public void onFailure(Throwable error) {
            failed.incrementAndGet();
            firstError.compareAndSet("", error instanceof UserRecordFailedException failure ? String.valueOf(failure.getResult().getAttempts()) : error.toString());
        }
    };

    private Bench(Map<String, String> arguments) {
        int records = Integer.parseInt(arguments.get("records"));
        int recordBytes = Integer.parseInt(arguments.get("recordBytes"));
        maximumOutstanding = Long.parseLong(arguments.get("maximumOutstanding"));
        producer = Kpl.against(arguments.get("endpoint"), (configuration) -> {
            if (arguments.containsKey("pooledThreads")) {
                configuration.setThreadingModel(ThreadingModel.POOLED).setThreadPoolSize(Integer.parseInt(arguments.get("pooledThreads")));
            }
            if (arguments.containsKey("maxConnections")) configuration.setMaxConnections(Long.parseLong(arguments.get("maxConnections")));
            if (arguments.containsKey("aggregationMaxSize")) configuration.setAggregationMaxSize(Long.parseLong(arguments.get("aggregationMaxSize")));
            if (arguments.containsKey("recordMaxBufferedTime")) configuration.setRecordMaxBufferedTime(Long.parseLong(arguments.get("recordMaxBufferedTime")));
        });
        byte[] text = randomLetters(records + recordBytes);
        keys = new String[records];
        data = new ByteBuffer[records];
        for (int n = 0; n < records; n++) {
            keys[n] = String.format("pk-%06d", n);
            data[n] = ByteBuffer.wrap(text, n, recordBytes).slice();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> named = Arguments.parse(arguments);
        Bench bench = new Bench(named);
        Thread reader = new Thread(bench::readLines);
        reader.setDaemon(true);
        reader.start();
        for (;;) {
            bench.acknowledged.set(0);
            bench.failed.set(0);
            long sent = bench.produce();
            System.out.printf("{\"sent\":%d,\"acknowledged\":%d,\"failed\":%d,\"error\":\"%s\"}%n",
                sent, bench.acknowledged.get(), bench.failed.get(), bench.firstError.get().replaceAll("[\"\\\\\\p{Cntrl}]", " "));
            bench.lines.acquire();
        }
    }

    private void readLines() {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        try {
            while (commands.readLine() != null) lines.release();
        } catch (IOException error) {
            System.err.println(error);
        }
        producer.destroy();
        System.exit(0);
    }

    /** Sends until a line comes, then waits until everything is acknowledged or has failed. */
    private long produce() throws InterruptedException {
        long sent = 0;
        while (!lines.tryAcquire()) {
            if (producer.getOutstandingRecordsCount() >= maximumOutstanding) {
                Thread.sleep(1);
                continue;
            }
            for (int n = 0; n < 50; n++) {
                int record = (int) (sent++ % keys.length);
                Futures.addCallback(producer.addUserRecord(Kpl.STREAM, keys[record], data[record].duplicate()), callback, MoreExecutors.directExecutor());
            }
        }
        producer.flush();
        while (acknowledged.get() + failed.get() < sent) Thread.sleep(1);
        return sent;
    }

    private static byte[] randomLetters(int length) {
        byte[] text = new byte[length];
        int state = 42;
        for (int n = 0; n < length; n++) {
            state = (state * 1103515245 + 12345) & 0x7fffffff;
            text[n] = (byte) ('a' + (state >> 8) % 26);
        }
        return text;
    }
}
