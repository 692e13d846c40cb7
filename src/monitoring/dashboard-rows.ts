import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { analyseGraphs, deliverGraphs, domainGraphs, indexerGraphs, ingestGraphs } from './graphs';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';

const COLUMNS = 24;

/** The alarms of a dashboard. */
export interface DashboardAlarms {
  readonly critical: cloudwatch.IAlarm[];
  readonly warning: cloudwatch.IAlarm[];
}

/** The alarms on top, the critical ones first, then a row for each stage that exists: ingest, deliver, index, analyse. */
export function dashboardRows(props: PipelineMonitoringProps, { critical, warning }: DashboardAlarms): cloudwatch.IWidget[][] {
  const statuses = [{ title: 'Critical alarms', alarms: critical }, { title: 'Warnings', alarms: warning }].filter(({ alarms }) => alarms.length > 0);
  const stages = [ingestGraphs(props), deliverGraphs(props), indexerGraphs(props), domainGraphs(props), analyseGraphs(props)];
  return [
    statuses.map((status) => new cloudwatch.AlarmStatusWidget({ ...status, width: COLUMNS / statuses.length, height: 4 })),
    ...stages.filter((graphs) => graphs.length > 0).map((graphs) => row(graphs)),
  ];
}

function row(graphs: cloudwatch.GraphWidgetProps[]): cloudwatch.IWidget[] {
  return graphs.map((graph) => new cloudwatch.GraphWidget({ width: COLUMNS / graphs.length, height: 5, ...graph }));
}
