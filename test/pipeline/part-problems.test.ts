import { Stack } from 'aws-cdk-lib';
import { PartAttempt, PartProblems } from '../../src/pipeline/part-problems';
import { ProblemsError } from '../../src/private/problems';

type Part = Pick<PartAttempt<string>, 'options' | 'aliases'>;

/** What a pipeline says of a problem that one of its parts found. */
function reported(problem: string, part: Part = { options: { prefix: 'trips/' }, aliases: { vpcSubnets: 'network.vpcSubnets' } }): readonly string[] {
  const problems = new PartProblems(new Stack());
  let options: object | undefined = {};
  problems.attempt({
    ...part,
    path: 'delivery',
    id: 'Delivery',
    define: () => {
      if (options) {
        throw new ProblemsError('CuratedDelivery', [problem]);
      }
      return 'a stand-in';
    },
    forget: () => { options = undefined; },
  });
  try {
    problems.throwIfAny();
  } catch (error) {
    return error instanceof ProblemsError ? error.problems : [];
  }
  return [];
}

describe('a problem of a part', () => {
  test.each([
    ['of a word with a capital inside is of that property', 'bufferingInterval must be whole', 'delivery.bufferingInterval must be whole'],
    ['of a word that the user set is of that property', 'prefix must end with a slash', 'delivery.prefix must end with a slash'],
    ['of another word is of the part', 'format must be known', 'delivery: format must be known'],
    ['of a class is of the part', 'CapacityMode.provisioned must be whole', 'delivery: CapacityMode.provisioned must be whole'],
    ['of a property of something else is of the part', 'volumeSize of Workbench must be whole', 'delivery: volumeSize of Workbench must be whole'],
    ['of a property of something else is of the part, set or not', 'prefix of the bucket is missing', 'delivery: prefix of the bucket is missing'],
    ['that begins with no word is of the part', '(prefix) is missing', 'delivery: (prefix) is missing'],
    ['that names its path keeps it', 'delivery.prefix must end with a slash', 'delivery.prefix must end with a slash'],
    ['that names the path elsewhere is of the part', 'storage has what is put there by delivery.', 'delivery: storage has what is put there by delivery.'],
    ['of an alias is of what the user wrote', 'vpcSubnets must be isolated', 'network.vpcSubnets must be isolated'],
    ['that names what the user wrote keeps it', 'network.vpcSubnets must be isolated', 'network.vpcSubnets must be isolated'],
    ['that ends with what the user wrote is of the part', 'storage goes with network.vpcSubnets', 'delivery: storage goes with network.vpcSubnets'],
  ])('%s', (_, problem, expected) => {
    expect(reported(problem)).toEqual([expected]);
  });

  test('of a word is of the part where the user set nothing', () => {
    expect(reported('prefix must end with a slash', {})).toEqual(['delivery: prefix must end with a slash']);
  });

  test('is told once', () => {
    const problems = new PartProblems(new Stack());
    problems.add(['delivery.prefix is wrong', 'delivery.prefix is wrong']);
    problems.add(['delivery.prefix is wrong']);
    expect(() => problems.throwIfAny()).toThrow(/^StreamingAnalyticsPipeline Default: delivery.prefix is wrong$/);
  });
});
