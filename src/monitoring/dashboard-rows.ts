import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { analyseGraphs, deliverGraphs, domainGraphs, indexerGraphs, ingestGraphs } from './graphs';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';

const COLUMNS = 24;

/** The alarms on top, then a row for each stage that exists, in the order in which records pass. */
export function dashboardRows(props: PipelineMonitoringProps, alarms: cloudwatch.IAlarm[]): cloudwatch.IWidget[][] {
  const status = new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: COLUMNS, height: 3 });
  const stages = [ingestGraphs(props), deliverGraphs(props), analyseGraphs(props), indexerGraphs(props), domainGraphs(props)];
  return [[status], ...stages.filter((graphs) => graphs.length > 0).map((graphs) => row(graphs))];
}

function row(graphs: cloudwatch.GraphWidgetProps[]): cloudwatch.IWidget[] {
  return graphs.map((graph) => new cloudwatch.GraphWidget({ width: COLUMNS / graphs.length, height: 5, ...graph }));
}
