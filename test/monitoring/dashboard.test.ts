import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { definedPipeline } from './defined-pipeline';
import { accountStack, metricsOf, renderedAlarms, wholePipeline } from './whole-pipeline';
import { AlarmSeverity, PipelineMonitoring, PipelineMonitoringProps } from '../../src';

const MOST_BYTES = 12 * 1024;

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title: string;
    readonly alarms?: string[];
    /** Namespace, name, pairs of dimensions, and how to show it. */
    readonly metrics?: Line[];
  };
}

type Line = [string, string, ...string[], { readonly label: string }];

/** The body as it is in the template, and what CloudWatch reads when the references are known. */
function dashboard(stack: Stack): { readonly bytes: number; readonly widgets: Widget[] } {
  const [resource] = Object.values(Template.fromStack(stack).findResources('AWS::CloudWatch::Dashboard'));
  const body: string | { 'Fn::Join': [string, (string | object)[]] } = resource.Properties.DashboardBody;
  const text = typeof body === 'string' ? body : body['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : 'known later')).join('');
  return { bytes: Buffer.byteLength(JSON.stringify(body)), widgets: JSON.parse(text).widgets };
}

function monitored(options: Partial<PipelineMonitoringProps> = {}): { readonly stack: Stack; readonly monitoring: PipelineMonitoring } {
  const stack = accountStack();
  return { stack, monitoring: new PipelineMonitoring(stack, 'Monitoring', { ...wholePipeline(stack), ...options }) };
}

function titles(stack: Stack): string[] {
  return dashboard(stack).widgets.map(({ properties }) => properties.title);
}

describe('dashboard of a whole pipeline', () => {
  const { stack, monitoring } = monitored();
  const { bytes, widgets } = dashboard(stack);
  const shown = widgets.flatMap(({ properties }) => properties.metrics ?? []);

  test('has the alarms on top, then the stages in the order in which records pass', () => {
    expect(titles(stack)).toEqual([
      'Critical alarms', 'Warnings',
      'Ingest: records', 'Ingest: throttled records', 'Ingest: readers behind (ms)',
      'Deliver: records', 'Deliver: oldest record (s), success', 'Deliver: transform failures, p99 (ms)',
      'Search: indexer runs, p99 (ms)', 'Search: indexer behind (ms)', 'Search: dead letters',
      'Search: cluster trouble (1 = yes)', 'Search: free storage (MiB)', 'Search: load (%)', 'Search: documents',
      'Analyse: KPUs billed', 'Analyse: records a second', 'Analyse: load (%)',
    ]);
  });

  test('shows the state of every alarm', () => {
    const [critical, warnings] = widgets;
    for (const widget of [critical, warnings]) {
      expect(widget).toMatchObject({ type: 'alarm', width: 12 });
    }
    expect(critical.properties.alarms).toHaveLength(monitoring.alarmsOf(AlarmSeverity.CRITICAL).length);
    expect(warnings.properties.alarms).toHaveLength(monitoring.alarmsOf(AlarmSeverity.WARNING).length);
  });

  test('shows every metric that an alarm reads', () => {
    const drawn = shown.map(([namespace, name, ...rest]) => [`${namespace} ${name}`, ...rest.slice(0, -1)].join(' '));
    for (const { metric, dimensions } of Object.values(renderedAlarms(stack)).flatMap(metricsOf)) {
      // the order of dimensions means nothing: account and domain are sorted by name
      const pairs = Object.entries(dimensions).sort().flat();
      expect(drawn).toContain([metric, ...pairs].join(' '));
    }
  });

  test('draws in every graph at least one line, and the documents of search', () => {
    const graphs = widgets.filter(({ type }) => type === 'metric');
    expect(graphs).toHaveLength(16);
    expect(graphs.filter(({ properties: { metrics = [] } }) => metrics.length === 0)).toEqual([]);
    const documents = graphs.find(({ properties }) => properties.title === 'Search: documents');
    expect(documents?.properties.metrics?.map(([namespace, name]) => `${namespace} ${name}`)).toEqual(['AWS/ES SearchableDocuments']);
  });

  test('labels every line, and shows none without dimensions', () => {
    for (const metric of shown) {
      expect(metric.length).toBeGreaterThanOrEqual(5);
      expect(metric[metric.length - 1]).toMatchObject({ label: expect.stringMatching(/^[A-Z]/) });
    }
  });

  test('fills whole rows without overlap', () => {
    const rows = new Map<number, Widget[]>();
    widgets.forEach((widget) => rows.set(widget.y, [...rows.get(widget.y) ?? [], widget]));
    for (const row of rows.values()) {
      expect(row.reduce((width, widget) => width + widget.width, 0)).toBe(24);
    }
    expect(rows.size).toBe(6);
  });

  test('stays small in the template, also when every name is a reference', () => {
    const anyAccount = new Stack();
    const parts = new Construct(new Construct(anyAccount, 'StreamingAnalytics'), 'PartWithALongName');
    new PipelineMonitoring(anyAccount, 'Monitoring', definedPipeline(parts));
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
    expect(dashboard(anyAccount).bytes).toBeLessThanOrEqual(MOST_BYTES);
  });

  test('is exposed', () => {
    expect(monitoring.dashboard?.node.id).toBe('Dashboard');
  });
});

describe('dashboard', () => {
  test('shows one kind of alarms where there is no other', () => {
    const { stack } = monitored({
      streams: undefined,
      deliveryStream: undefined,
      transformFunction: undefined,
      indexerFunction: undefined,
      indexerEventSources: undefined,
      domain: undefined,
      domainVolumeSize: undefined,
    });
    expect(dashboard(stack).widgets[0]).toMatchObject({ width: 24, properties: { title: 'Warnings' } });
  });

  test('can be left out', () => {
    const { stack, monitoring } = monitored({ dashboard: false });
    expect(monitoring.dashboard).toBeUndefined();
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Dashboard', 0);
  });

  test('shows no conversion where none takes place', () => {
    expect(JSON.stringify(dashboard(monitored().stack).widgets)).toContain('FailedConversion.Records');
    expect(JSON.stringify(dashboard(monitored({ deliveryConvertsFormat: false }).stack).widgets)).not.toContain('FailedConversion.Records');
  });

  test('shows transformed records only where there is a transform', () => {
    expect(JSON.stringify(dashboard(monitored({ transformFunction: undefined }).stack).widgets)).not.toContain('SucceedProcessing.Records');
  });
});
