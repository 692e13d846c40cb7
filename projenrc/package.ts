import type { awscdk } from 'projen';
import { COMMANDS } from './runtime';

/** What the published package offers beside the construct library, and what stays out of the tarball. */
export function publishSubpaths(project: awscdk.AwsCdkConstructLibrary): void {
  project.package.addField('exports', {
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    './producer': { types: './lib/producer/index.d.ts', default: './lib/producer/index.js' },
    './consumer': { types: './lib/consumer/index.d.ts', default: './lib/consumer/index.js' },
    './package.json': './package.json',
    './.jsii': './.jsii',
    './.jsii.gz': './.jsii.gz',
    './.warnings.jsii.js': './.warnings.jsii.js',
  });
  project.addBins(Object.fromEntries(COMMANDS.map((name) => [`streaming-analytics-${name}`, `lib/commands/${name}.js`])));
  // resolution "node10" (module: commonjs) knows no exports map
  project.package.addField('typesVersions', { '*': { producer: ['./lib/producer/index.d.ts'], consumer: ['./lib/consumer/index.d.ts'] } });
  for (const folder of ['API.md', 'docs', 'runtime', 'samples', 'local', 'examples', 'bench', 'projenrc', '.ci', '.local', 'cdk.out', 'CONTRIBUTING.md', '*.tsbuildinfo']) {
    project.npmignore?.exclude(folder.startsWith('*') ? folder : `/${folder}`);
  }
}
