import type { awscdk } from 'projen';

const PARTS = ['storage', 'network', 'ingestion', 'delivery', 'catalog', 'studio', 'search', 'workbench', 'monitoring'];
const SHARED = ['schema', 'metrics', 'encryption', 'private'];

/** Holds the walls of the house: which room may import which. */
export function layOutHouse(project: awscdk.AwsCdkConstructLibrary): void {
  const zones = [
    ...PARTS.map((part) => ({
      target: `./src/${part}`,
      from: './src',
      except: [`./${part}`, ...SHARED.map((shared) => `./${shared}`)],
      message: 'a part never imports its sibling: take the other part\'s resource through an aws-cdk-lib interface',
    })),
    ...SHARED.map((shared) => ({
      target: `./src/${shared}`,
      from: './src',
      except: SHARED.map((other) => `./${other}`),
      message: 'what every part uses knows no part',
    })),
    { target: './src', from: './runtime', message: 'src and runtime share only the JSON a construct hands to a function' },
    { target: './src', from: './local', message: 'the library does not know the local run' },
    { target: './runtime', from: './local', message: 'the functions do not know the local run' },
    { target: './local', from: './src', message: 'the local run reads templates, never the constructs' },
    { target: './local', from: './examples', message: 'the local run does not know the example' },
  ];
  project.eslint?.addRules({
    'import/no-restricted-paths': ['error', { zones }],
    '@typescript-eslint/no-explicit-any': 'error',
    'max-lines': ['error', { max: 400 }],
  });
  project.eslint?.allowDevDeps('runtime/**');
  project.eslint?.allowDevDeps('local/**');
  project.eslint?.allowDevDeps('examples/**');
  project.eslint?.allowDevDeps('bench/**');
  project.eslint?.allowDevDeps('projenrc/**');
  // functions and producer may take the types of what a construct hands them, nothing else of src
  project.eslint?.addOverride({
    files: ['runtime/**/*.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': ['error', {
        patterns: [{ group: ['**/src/**'], allowTypeImports: true, message: 'runtime imports src as types only' }],
      }],
    },
  });
  const eslintrc = project.tryFindObjectFile('.eslintrc.json');
  eslintrc?.addDeletionOverride('parserOptions.projectService');
  eslintrc?.addOverride('parserOptions.project', './tsconfig.dev.json');
  project.tsconfigDev.addInclude('.projenrc.ts');
  project.tsconfigDev.addInclude('runtime/**/*.ts');
  project.tsconfigDev.addInclude('local/**/*.ts');
  project.tsconfigDev.addInclude('examples/taxi/**/*.ts');
  project.tsconfigDev.addInclude('examples/producer/**/*.ts');
  project.tsconfigDev.addInclude('bench/**/*.ts');
  project.tsconfigDev.addInclude('projenrc/**/*.ts');
}
