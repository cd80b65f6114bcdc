import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { JsonFile, awscdk, javascript } from 'projen';
import { addJest } from './jest';
import { Monorepo } from './monorepo';
import { addLintTask, settleProject } from './project-tasks';
import { VERSIONS, awsSdkClients } from './versions';

const ROSETTA = 'node --require ../../tools/commands/remember-assemblies.cjs ../../node_modules/.bin/jsii-rosetta';

export interface ConstructPackageOptions {
  /** The folder below `packages`, and the last part of the names on npm and PyPI. */
  readonly name: string;
  readonly description: string;
  readonly keywords: string[];
  /** Packages of this repository whose public types this one's API shows. */
  readonly siblings?: ConstructPackage[];
  /** AWS services whose clients its Lambda handlers use: the Lambda runtime brings them, tests and types need them. */
  readonly lambdaClients?: string[];
  /** npm packages that `*.bundled.ts` files use: they travel inside the package, as a jsii package may not ask for them. */
  readonly bundled?: string[];
}

/** A jsii package of constructs, published to npm and PyPI. */
export class ConstructPackage extends awscdk.AwsCdkConstructLibrary {
  public constructor(root: Monorepo, options: ConstructPackageOptions) {
    const siblings = (options.siblings ?? []).map((sibling) => sibling.package.packageName);
    super({
      parent: root,
      outdir: `packages/${options.name}`,
      name: `@ecs-groundwork/${options.name}`,
      description: options.description,
      keywords: ['aws', 'aws-cdk', 'cdk', 'ecs', 'containers', ...options.keywords],
      author: 'The ECS Groundwork authors',
      authorAddress: 'https://github.com/ecs-groundwork',
      repositoryUrl: 'https://github.com/ecs-groundwork/ecs-groundwork.git',
      repositoryDirectory: `packages/${options.name}`,
      license: 'Apache-2.0',
      copyrightOwner: 'the ECS Groundwork authors',
      stability: 'experimental',
      defaultReleaseBranch: 'main',
      packageManager: javascript.NodePackageManager.NPM,
      projenVersion: VERSIONS.projen,
      cdkVersion: VERSIONS.cdkFloor,
      constructsVersion: VERSIONS.constructsFloor,
      jsiiVersion: VERSIONS.jsii,
      typescriptVersion: VERSIONS.typescript,
      publishToPypi: {
        distName: `ecs-groundwork-${options.name}`,
        module: `ecs_groundwork.${options.name.replaceAll('-', '_')}`,
      },
      peerDeps: siblings.map((name) => `${name}@^0.0.0`),
      devDeps: [
        `@types/node@${VERSIONS.typesNode}`,
        `fast-check@${VERSIONS.fastCheck}`,
        ...siblings.map((name) => `${name}@0.0.0`),
        ...awsSdkClients(...(options.lambdaClients ?? [])),
        ...(options.bundled ?? []),
      ],
      bundlerOptions: { esbuildVersion: VERSIONS.esbuild },
      lambdaAutoDiscover: false,
      integrationTestAutoDiscover: false,
      edgeLambdaAutoDiscover: false,
      lambdaExtensionAutoDiscover: false,
      sampleCode: false,
      eslint: false,
      jest: false,
      docgen: false,
      github: false,
      depsUpgrade: false,
      release: false,
    });
    // A dependency without a version would be dropped by the first synth: subprojects are written before the install.
    this.addDevDeps(
      `jsii-pacmak@${VERSIONS.pacmak}`,
      `jsii-diff@${VERSIONS.jsiiDiff}`,
      `jsii-rosetta@${VERSIONS.rosetta}`,
      `jest@${VERSIONS.jest}`,
      `@types/jest@${VERSIONS.typesJest}`,
      `@swc/core@${VERSIONS.swcCore}`,
      `@swc/jest@${VERSIONS.swcJest}`,
    );
    this.package.addField('nx', { name: options.name });
    this.package.addField('sideEffects', false);
    this.gitignore.exclude('/lib/', '/assets/', '/dist/', '/test-reports/', '.jsii', '.jsii.tabl.json');
    this.npmignore?.exclude(
      '/rosetta/',
      '/scripts/',
      '/test-reports/',
      '/.test-scratch/',
      'jest.config.json',
      'tsconfig.dev.json',
      '.jsii.tabl.json',
      '.eslintcache',
    );
    this.tryRemoveFile('test/tsconfig.json');
    new JsonFile(this, 'tsconfig.dev.json', {
      obj: { extends: '../../tsconfig.base.json', include: ['src', 'test'] },
    });
    this.addBundles();
    const bundles = this.tasks.tryFind('bundle')?.steps ?? [];
    const bundleCommands = bundles.flatMap((step) =>
      step.spawn ? (this.tasks.tryFind(step.spawn)?.steps ?? []) : [step],
    );

    settleProject(this);
    const build = this.addTask('build', { description: 'Bundle the Lambda handlers, compile with jsii' });
    for (const step of bundleCommands) {
      build.exec((step.execArgs ?? [step.exec ?? '']).join(' '));
    }
    build.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
    build.exec('jsii --silence-warnings=reserved-word');
    addJest(this, { againstNewestCdk: true });
    addLintTask(this);
    this.addTask('examples', {
      description: 'Compiles every example in the README and in the docstrings',
    }).exec(`${ROSETTA} extract --compile --fail --batch --directory .`, { receiveArgs: true });
    this.addTask('package', {
      description: 'Packs for npm and PyPI',
      exec: 'node ../../tools/commands/package.mjs',
    });
  }

  /** Bundled when the package is built, so that a user's synth needs neither esbuild nor Docker. */
  private addBundles(): void {
    const source = join(this.outdir, 'src');
    const files = existsSync(source) ? readdirSync(source, { recursive: true, encoding: 'utf8' }) : [];
    for (const file of files.filter((name) => /\.(lambda|bundled)\.ts$/.test(name)).sort()) {
      this.bundler.addBundle(join('src', file), {
        platform: 'node',
        target: file.endsWith('.lambda.ts') ? 'node22' : 'node20',
        // the Lambda runtime brings the SDK
        externals: ['@aws-sdk/*'],
        tsconfigPath: 'tsconfig.dev.json',
      });
    }
  }
}
