module consumer

go 1.25

require (
	github.com/aws/aws-cdk-go/awscdk/v2 v2.260.0
	github.com/aws/jsii-runtime-go v1.140.0
	github.com/streaminganalytics/streaming-analytics-pipeline-go/streaminganalyticspipeline v0.0.0
)

// aws-cdk-lib depends on the schema's newest version, which not every module proxy serves; the pipeline calls nothing of it
replace github.com/cdklabs/cloud-assembly-schema-go/awscdkcloudassemblyschema/v54 => github.com/cdklabs/cloud-assembly-schema-go/awscdkcloudassemblyschema/v54 v54.1.0

replace github.com/streaminganalytics/streaming-analytics-pipeline-go/streaminganalyticspipeline => ./streaminganalyticspipeline
