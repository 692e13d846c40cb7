package main

import (
	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/jsii-runtime-go"
	pipeline "github.com/streaminganalytics/streaming-analytics-pipeline-go/streaminganalyticspipeline"
)

func main() {
	defer jsii.Close()
	app := awscdk.NewApp(nil)
	stack := awscdk.NewStack(app, jsii.String("Consumer"), nil)
	schema := pipeline.NewRecordSchema(&pipeline.RecordSchemaProps{
		Name: jsii.String("readings"),
		Fields: &[]pipeline.Field{
			pipeline.Field_OfString(jsii.String("sensor_id"), &pipeline.StringFieldOptions{Required: jsii.Bool(true)}),
			pipeline.Field_OfTimestamp(jsii.String("measured_at"), &pipeline.FieldOptions{Required: jsii.Bool(true)}),
			pipeline.Field_OfDouble(jsii.String("temperature"), nil),
		},
		EventTime:    jsii.String("measured_at"),
		PartitionKey: jsii.String("sensor_id"),
	})
	pipeline.NewStreamingAnalyticsPipeline(stack, jsii.String("P"), &pipeline.StreamingAnalyticsPipelineProps{Schema: schema})
	app.Synth(nil)
}
