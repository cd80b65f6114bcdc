import { dirname } from 'node:path';
import { JsonFile, Project } from 'projen';

const TEST_REPORT = 'test-reports/jest.json';
const SCRATCH = '.test-scratch';

const TRANSFORM = {
  '^.+\\.[cm]?ts$': [
    '@swc/jest',
    { jsc: { parser: { syntax: 'typescript' }, target: 'es2022', keepClassNames: true }, module: { type: 'commonjs' } },
  ],
};

const base = { testMatch: ['<rootDir>/test/**/*.test.ts'], transform: TRANSFORM, clearMocks: true };
/** In milliseconds. Only what hangs waits for it: a busy computer takes a minute for what takes seconds elsewhere. */
const TEST_TIMEOUT = 300_000;

export interface JestOptions {
  /** Runs the same tests a second time, against the newest aws-cdk-lib. */
  readonly againstNewestCdk?: boolean;
  /** How many processes run them; one by default, since nx runs projects side by side. */
  readonly workers?: number;
}

/** Programs of hosts, and functions under random schedules: aws-cdk-lib is no part of what they prove. */
const WITHOUT_CDK = ['/node_modules/', '<rootDir>/test/host/', '/schedules\\.test\\.ts$'];

/** jest with swc; types are checked by `lint`. */
export function addJest(project: Project, options: JestOptions = {}): void {
  const floor = { ...base, displayName: 'floor' };
  const newest = {
    ...base,
    displayName: 'newest',
    testPathIgnorePatterns: WITHOUT_CDK,
    moduleNameMapper: { '^aws-cdk-lib(/.*)?$': 'aws-cdk-lib-newest$1', '^constructs$': 'constructs-newest' },
  };
  new JsonFile(project, 'jest.config.json', {
    obj: { ...(options.againstNewestCdk ? { projects: [floor, newest] } : base), testTimeout: TEST_TIMEOUT },
  });
  const processes = options.workers ? `--maxWorkers=${options.workers}` : '--runInBand';
  const test = project.addTask('test', {
    description: options.againstNewestCdk
      ? 'Unit tests, against the oldest aws-cdk-lib that is supported and the newest'
      : 'Tests',
    // aws-cdk-lib checks every template with a WebAssembly engine that takes seconds to start; apps keep it on
    env: { CDK_VALIDATION: 'false', NODE_OPTIONS: '--no-warnings' },
  });
  // CDK leaves a folder for every app that a test makes
  project.gitignore.exclude(`/${SCRATCH}/`);
  test.exec(`rm -rf ${SCRATCH} && mkdir -p ${SCRATCH} ${dirname(TEST_REPORT)}`);
  test.exec(`TMPDIR=$PWD/${SCRATCH} jest --ci ${processes} --json --outputFile=${TEST_REPORT}`, { receiveArgs: true });
  test.exec(`rm -rf ${SCRATCH}`);
}
