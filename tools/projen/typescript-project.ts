import { JsonFile, javascript, typescript } from 'projen';
import { addJest } from './jest';
import { Monorepo } from './monorepo';
import { addLintTask, settleProject } from './project-tasks';
import { VERSIONS } from './versions';

export interface PrivateProjectOptions {
  readonly name: string;
  readonly outdir: string;
  readonly description: string;
  readonly deps?: string[];
  readonly devDeps?: string[];
  /** How many processes run its tests; one by default. */
  readonly testWorkers?: number;
}

/** TypeScript that is never published: compiled from `src` to `lib` by tsc. */
export class PrivateProject extends typescript.TypeScriptProject {
  public constructor(root: Monorepo, options: PrivateProjectOptions) {
    super({
      parent: root,
      outdir: options.outdir,
      name: options.name,
      description: options.description,
      defaultReleaseBranch: 'main',
      packageManager: javascript.NodePackageManager.NPM,
      projenVersion: VERSIONS.projen,
      typescriptVersion: VERSIONS.typescript,
      deps: options.deps,
      devDeps: [
        `@types/node@${VERSIONS.typesNode}`,
        `jest@${VERSIONS.jest}`,
        `@types/jest@${VERSIONS.typesJest}`,
        `@swc/core@${VERSIONS.swcCore}`,
        `@swc/jest@${VERSIONS.swcJest}`,
        `fast-check@${VERSIONS.fastCheck}`,
        ...(options.devDeps ?? []),
      ],
      disableTsconfig: true,
      sampleCode: false,
      eslint: false,
      jest: false,
      github: false,
      depsUpgrade: false,
      package: false,
      release: false,
      licensed: false,
      npmignoreEnabled: false,
      entrypoint: '',
    });
    this.tryRemoveFile('tsconfig.dev.json');
    this.package.addField('private', true);
    this.package.addField('nx', { name: options.name });
    this.gitignore.exclude('/lib/', '/test-reports/', 'tsconfig.tsbuildinfo');
    new JsonFile(this, 'tsconfig.json', {
      obj: {
        extends: '../../tsconfig.base.json',
        compilerOptions: { rootDir: 'src', outDir: 'lib', incremental: true, tsBuildInfoFile: 'tsconfig.tsbuildinfo' },
        include: ['src'],
      },
    });
    new JsonFile(this, 'tsconfig.dev.json', {
      obj: { extends: '../../tsconfig.base.json', include: ['src', 'test'] },
    });
    settleProject(this);
    this.addTask('build', { description: 'Compile', exec: 'tsc -p tsconfig.json' });
    addJest(this, { workers: options.testWorkers });
    addLintTask(this);
  }
}
