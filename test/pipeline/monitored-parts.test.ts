import { App, CfnParameter, Duration, Size, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { averages, Props, readings } from './variants';
import { RecordPartitioning, SearchDelivery, StreamingAnalyticsPipeline } from '../../src';

function synthesize(props: (stack: Stack) => Props): Template {
  const stack = new Stack(new App(), 'Stack');
  new StreamingAnalyticsPipeline(stack, 'Pipeline', { schema: readings, studio: { enabled: false }, ...props(stack) });
  return Template.fromStack(stack);
}

function thresholds(props: (stack: Stack) => Props): { [id: string]: number } {
  const alarms = Object.entries(synthesize(props).findResources('AWS::CloudWatch::Alarm'));
  return Object.fromEntries(alarms.map(([id, { Properties }]) => [id.replace(/^PipelineMonitoring|[0-9A-F]{8}$/g, ''), Properties.Threshold]));
}

describe('the alarms of a pipeline', () => {
  test('know the size of the domain\'s disks, decided or not', () => {
    expect(thresholds(() => ({}))).toMatchObject({ SearchStorageLow: 2_560 });
    expect(thresholds(() => ({ search: { volumeSize: Size.gibibytes(20) } }))).toMatchObject({ SearchStorageLow: 5_120 });
  });

  test('watch delivery to search by Firehose in place of the indexer', () => {
    const byFirehose = thresholds(() => ({ insights: { schema: averages }, search: { delivery: SearchDelivery.firehose() } }));
    expect(byFirehose).toMatchObject({ SearchDeliveryStale: 660, SearchDeliveryRefused: 1, SearchDocumentsFailed: 100 });
    expect(Object.keys(byFirehose)).not.toContain('IndexerErrors');
    const slower = SearchDelivery.firehose({ bufferingInterval: Duration.minutes(5) });
    expect(thresholds(() => ({ search: { delivery: slower } }))).toMatchObject({ SearchDeliveryStale: 900 });
    expect(Object.keys(thresholds(() => ({})))).not.toContain('SearchDeliveryStale');
  });

  test('read what they compare from the parts', () => {
    const parts = (props: Props) => new StreamingAnalyticsPipeline(new Stack(), 'Pipeline', { schema: readings, ...props });
    const defaults = parts({ search: { delivery: SearchDelivery.firehose() } });
    expect([defaults.delivery?.bufferingInterval.toSeconds(), defaults.searchFirehose?.bufferingInterval.toSeconds()]).toEqual([300, 60]);
    expect(defaults.search?.volumeSize?.toGibibytes()).toBe(10);
    const decided = parts({ delivery: { bufferingInterval: Duration.minutes(1) }, search: { volumeSize: Size.gibibytes(50) } });
    expect([decided.delivery?.bufferingInterval.toSeconds(), decided.search?.volumeSize?.toGibibytes()]).toEqual([60, 50]);
  });

  test('watch partitions by key, and none by arrival', () => {
    expect(thresholds(() => ({ delivery: { partitioning: RecordPartitioning.byEventTime() } }))).toMatchObject({ PartitionsExceeded: 1 });
    expect(Object.keys(thresholds(() => ({})))).not.toContain('PartitionsExceeded');
  });

  test('take amounts that are known only at deployment for unknown', () => {
    const number = (stack: Stack, id: string) => new CfnParameter(stack, id, { type: 'Number' }).valueAsNumber;
    expect(thresholds((stack) => ({
      delivery: { bufferingInterval: Duration.seconds(number(stack, 'Interval')) }, search: { volumeSize: Size.gibibytes(number(stack, 'Volume')) },
    }))).toMatchObject({ DeliveryStale: 1_500, SearchStorageLow: 20_480 });
  });

  test('name the buffering of delivery to search as it was written', () => {
    const searchDeliveryFreshness = Duration.minutes(1);
    expect(() => synthesize(() => ({ search: { delivery: SearchDelivery.firehose() }, monitoring: { searchDeliveryFreshness } })))
      .toThrow('StreamingAnalyticsPipeline Stack/Pipeline: monitoring.searchDeliveryFreshness must be longer than the buffering interval, 1 minute, got 1 minute');
  });
});

describe('an option that is there but undefined', () => {
  test('leaves the sizes of the profile, the leanest insights and the place of errors as they are', () => {
    const undecided = {
      insights: { schema: averages, ingestion: { capacityMode: undefined } },
      search: { dataNodes: undefined, instanceType: undefined, availabilityZones: undefined },
      delivery: { errorPrefix: undefined, bufferingInterval: undefined },
      network: { maxAzs: undefined },
    };
    expect(synthesize(() => undecided).toJSON()).toEqual(synthesize(() => ({ insights: { schema: averages } })).toJSON());
  });
});
