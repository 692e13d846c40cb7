import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { deliverGraphs } from './deliver-graphs';
import { analyseGraphs, ingestGraphs } from './graphs';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import { domainGraphs, indexerGraphs, searchDeliveryGraphs } from './search-graphs';

const COLUMNS = 24;

/** The alarms of a dashboard. */
export interface DashboardAlarms {
  readonly critical: cloudwatch.IAlarm[];
  readonly warning: cloudwatch.IAlarm[];
}

/** The alarms on top, the critical ones first, then a row for each stage that exists: ingest, deliver, index, analyse. */
export function dashboardRows(props: PipelineMonitoringProps, { critical, warning }: DashboardAlarms): cloudwatch.IWidget[][] {
  const statuses = [{ title: 'Critical alarms', alarms: critical }, { title: 'Warnings', alarms: warning }].filter(({ alarms }) => alarms.length > 0);
  const stages = [ingestGraphs, deliverGraphs, indexerGraphs, searchDeliveryGraphs, domainGraphs, analyseGraphs].map((graphsOf) => graphsOf(props));
  return [
    statuses.map((status) => new cloudwatch.AlarmStatusWidget({ ...status, width: COLUMNS / statuses.length, height: 4 })),
    ...stages.filter((graphs) => graphs.length > 0).map((graphs) => row(graphs)),
  ];
}

function row(graphs: cloudwatch.GraphWidgetProps[]): cloudwatch.IWidget[] {
  return graphs.map((graph) => new cloudwatch.GraphWidget({ width: COLUMNS / graphs.length, height: 5, ...graph }));
}
