import { JsonFile, javascript, typescript } from 'projen';
import { Lint } from './lint';
import { Nx } from './nx';
import { addLintTask, settleProject } from './project-tasks';
import { VERSIONS } from './versions';
import { WorkspaceInstall } from './workspace-install';

/** What belongs to no project. */
const ROOT_SOURCES = ['.projenrc.ts', 'tools/projen', 'tools/commands', 'tools/eslint'];

/** The root: owns the lock file, `node_modules`, nx and the linters. Everything else is a subproject. */
export class Monorepo extends typescript.TypeScriptProject {
  public constructor() {
    super({
      name: 'ecs-groundwork',
      description: 'Production-ready Amazon ECS on EC2 as AWS CDK constructs',
      defaultReleaseBranch: 'main',
      packageManager: javascript.NodePackageManager.NPM,
      projenVersion: VERSIONS.projen,
      typescriptVersion: VERSIONS.typescript,
      projenrcTs: true,
      runner: typescript.TypeScriptRunner.tsNode({ swc: true }),
      projenrcTsOptions: { projenCodeDir: 'tools/projen' },
      minNodeVersion: '20.16.0',
      license: 'Apache-2.0',
      copyrightOwner: 'the ECS Groundwork authors',
      disableTsconfig: true,
      sampleCode: false,
      eslint: false,
      jest: false,
      github: false,
      depsUpgrade: false,
      package: false,
      release: false,
      npmignoreEnabled: false,
      entrypoint: '',
      allowScripts: ['esbuild'],
      devDeps: [
        `@types/node@${VERSIONS.typesNode}`,
        `aws-cdk@${VERSIONS.cdkCli}`,
        // hoisted: packages compile and apps run against the floor …
        `aws-cdk-lib@${VERSIONS.cdkFloor}`,
        `constructs@${VERSIONS.constructsFloor}`,
        // … and the packages' tests run once more against these
        `aws-cdk-lib-newest@npm:aws-cdk-lib@${VERSIONS.cdkNewest}`,
        `constructs-newest@npm:constructs@${VERSIONS.constructsNewest}`,
        `nx@${VERSIONS.nx}`,
        `@swc/core@${VERSIONS.swcCore}`,
        'ts-node@^10.9.2',
      ],
    });
    this.tryRemoveFile('tsconfig.dev.json');
    this.package.addField('private', true);
    this.package.addField('nx', {
      name: 'repository',
      includedScripts: ['lint'],
      targets: {
        lint: {
          inputs: [
            ...ROOT_SOURCES.map((path) => `{workspaceRoot}/${path.includes('.') ? path : `${path}/**/*`}`),
            '{workspaceRoot}/.ci/run',
            'toolchain',
            'lintRules',
            'python',
          ],
        },
      },
    });
    this.package.addField('workspaces', [
      'packages/*',
      'apps/*',
      'tools/local-aws',
      'tools/checks',
      'tools/bench',
      'tools/boot-lab',
      'tools/command-line',
      'tools/release',
    ]);
    // the newest one whose packages for every platform are on npm
    this.package.addPackageResolutions('unrs-resolver@1.12.2');
    // cdk-nag asks for ^10.5.1; it runs with the floor
    this.package.file.addOverride('overrides.cdk-nag.constructs', VERSIONS.constructsFloor);
    // the one it asks for is not on npm any more
    this.package.file.addOverride('overrides.verdaccio.node-fetch', '2.7.0');
    settleProject(this);
    addLintTask(this, ROOT_SOURCES);
    this.tasks.tryFind('lint')?.exec('.venv/bin/shellcheck .ci/run');
    // These must run before anything is installed, so they are not projen tasks.
    this.package.setScript('demo', 'node tools/commands/demo.mjs');
    this.package.setScript('test', 'node tools/commands/test.mjs');
    this.package.setScript('bench', 'node tools/commands/tool.mjs bench');
    this.package.setScript('boot-lab', 'node tools/commands/tool.mjs boot-lab');
    this.package.setScript('local-aws', 'node tools/commands/tool.mjs local-aws');
    this.package.setScript('release', 'node tools/commands/tool.mjs release');

    this.gitignore.exclude('/.nx', '/.venv', '/dist/', 'cdk.out', '__pycache__');
    this.gitignore.exclude('.mypy_cache', '.ruff_cache', '.DS_Store');
    new JsonFile(this, 'tsconfig.base.json', {
      obj: {
        compilerOptions: {
          target: 'ES2022',
          lib: ['ES2023'],
          module: 'node16',
          moduleResolution: 'node16',
          strict: true,
          noUnusedLocals: true,
          noUnusedParameters: true,
          noImplicitReturns: true,
          noFallthroughCasesInSwitch: true,
          noImplicitOverride: true,
          esModuleInterop: true,
          // aws-cdk-lib's declarations would be most of the time of every compile
          skipLibCheck: true,
          declaration: true,
          sourceMap: true,
          isolatedModules: true,
          types: ['node', 'jest'],
        },
      },
    });
    new JsonFile(this, 'tsconfig.dev.json', {
      obj: { extends: './tsconfig.base.json', include: ['.projenrc.ts', 'tools/projen'] },
    });
    new Nx(this);
    new Lint(this);
    new WorkspaceInstall(this);
  }
}
