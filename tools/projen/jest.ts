import { dirname } from 'node:path';
import { JsonFile, Project } from 'projen';

const TEST_REPORT = 'test-reports/jest.json';

const TRANSFORM = {
  '^.+\\.[cm]?ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022', keepClassNames: true }, module: { type: 'commonjs' } },
  ],
};

const base = { testMatch: ['<rootDir>/test/**/*.test.ts'], transform: TRANSFORM, clearMocks: true };

/** jest with swc, in one process since nx runs projects side by side; types are checked by `lint`. `againstNewestCdk` runs the same tests a second time. */
export function addJest(project: Project, options: { readonly againstNewestCdk?: boolean } = {}): void {
  const floor = { ...base, displayName: 'floor' };
  const newest = {
    ...base,
    displayName: 'newest',
    moduleNameMapper: { '^aws-cdk-lib(/.*)?$': 'aws-cdk-lib-newest$1', '^constructs$': 'constructs-newest' },
  };
  new JsonFile(project, 'jest.config.json', {
    obj: options.againstNewestCdk ? { projects: [floor, newest] } : base,
  });
  const test = project.addTask('test', {
    description: options.againstNewestCdk
      ? 'Unit tests, against the oldest aws-cdk-lib that is supported and the newest'
      : 'Tests',
    // aws-cdk-lib checks every template with a WebAssembly engine that takes seconds to start; apps keep it on
    env: { CDK_VALIDATION: 'false', NODE_OPTIONS: '--no-warnings' },
  });
  test.exec(`mkdir -p ${dirname(TEST_REPORT)}`);
  test.exec(`jest --ci --runInBand --json --outputFile=${TEST_REPORT}`, { receiveArgs: true });
}
