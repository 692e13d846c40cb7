import aws_cdk as cdk
from streaming_analytics_pipeline import Field, RecordSchema, StreamingAnalyticsPipeline

app = cdk.App()
stack = cdk.Stack(app, "Consumer")
schema = RecordSchema(
    name="readings",
    fields=[
        Field.of_string("sensor_id", required=True),
        Field.of_timestamp("measured_at", required=True),
        Field.of_double("temperature"),
    ],
    event_time="measured_at",
    partition_key="sensor_id",
)
StreamingAnalyticsPipeline(stack, "P", schema=schema)
app.synth()
