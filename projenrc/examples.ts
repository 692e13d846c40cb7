import type { awscdk } from 'projen';

/** What an example imports, and where that stands in this repository. */
const ENTRIES = {
  'streaming-analytics-pipeline': 'src/index.ts',
  'streaming-analytics-pipeline/producer': 'runtime/producer/index.ts',
  'streaming-analytics-pipeline/consumer': 'runtime/consumer/index.ts',
};

/**
 * Lets an example import the package by its name, as its reader will, and still run from a clone on the sources:
 * the compiler, tsx and eslint read `paths` of tsconfig.dev.json, jest its own mapping.
 */
export function nameThePackageInExamples(project: awscdk.AwsCdkConstructLibrary): void {
  const tsconfig = project.tryFindObjectFile('tsconfig.dev.json');
  for (const [name, file] of Object.entries(ENTRIES)) {
    tsconfig?.addOverride(`compilerOptions.paths.${name}`, [`./${file}`]);
    project.package.file.addOverride(`jest.moduleNameMapper.^${name}$`, `<rootDir>/${file}`);
  }
}
