import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { PipelineMonitoringProps } from './pipeline-monitoring-props';
import { analyseWidgets, deliverWidgets, ingestWidgets, searchWidgets } from './widgets';

const COLUMNS = 24;
const WIDGETS_IN_A_ROW = 4;

/** The alarms on top, then a row or more for each stage, in the order in which records pass. */
export function dashboardRows(props: PipelineMonitoringProps, alarms: cloudwatch.IAlarm[]): cloudwatch.IWidget[][] {
  const status = new cloudwatch.AlarmStatusWidget({ title: 'Alarms', alarms, width: COLUMNS, height: 3 });
  const stages = [ingestWidgets(props), deliverWidgets(props), analyseWidgets(props), searchWidgets(props)];
  return [[status], ...stages.flatMap((widgets) => inRows(widgets))];
}

function inRows(graphs: cloudwatch.GraphWidgetProps[]): cloudwatch.IWidget[][] {
  const rows: cloudwatch.IWidget[][] = [];
  for (let first = 0; first < graphs.length; first += WIDGETS_IN_A_ROW) {
    const row = graphs.slice(first, first + WIDGETS_IN_A_ROW);
    rows.push(row.map((graph) => new cloudwatch.GraphWidget({ width: COLUMNS / row.length, height: 5, ...graph })));
  }
  return rows;
}
