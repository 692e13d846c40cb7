package consumer;

import io.github.streaminganalytics.pipeline.Field;
import io.github.streaminganalytics.pipeline.FieldOptions;
import io.github.streaminganalytics.pipeline.RecordSchema;
import io.github.streaminganalytics.pipeline.StreamingAnalyticsPipeline;
import io.github.streaminganalytics.pipeline.StringFieldOptions;
import java.util.List;
import software.amazon.awscdk.Stack;

public final class App {
  public static void main(String[] args) {
    software.amazon.awscdk.App app = new software.amazon.awscdk.App();
    Stack stack = new Stack(app, "Consumer");
    RecordSchema schema = RecordSchema.Builder.create()
        .name("readings")
        .fields(List.of(
            Field.ofString("sensor_id", StringFieldOptions.builder().required(true).build()),
            Field.ofTimestamp("measured_at", FieldOptions.builder().required(true).build()),
            Field.ofDouble("temperature")))
        .eventTime("measured_at")
        .partitionKey("sensor_id")
        .build();
    StreamingAnalyticsPipeline.Builder.create(stack, "P").schema(schema).build();
    app.synth();
  }
}
