import { JsonFile, Project, TextFile } from 'projen';
import { PROJEN_MARKER } from 'projen/lib/common';
import { ConstructPackage } from './construct-package';
import { Monorepo } from './monorepo';
import { addPythonLint } from './python-lint';
import { settleProject } from './project-tasks';
import { VERSIONS } from './versions';

/** From the folder of a project; the environment with the packed packages comes first on the path. */
const ENVIRONMENT = '../../tools/python/.venv/bin';

interface PythonProjectOptions {
  readonly name: string;
  readonly outdir: string;
  /** Projects that must be made first, and whose changes make this one run again. */
  readonly needs: string[];
  /** What a target has beyond the defaults of nx.json, by its name. */
  readonly targets: Record<string, object>;
  /** The interpreter whose packages its types come from; without it, types are not checked. */
  readonly typesFrom?: string;
}

/** Python in the repository: no npm package, so that nx knows it by a `project.json`. */
abstract class PythonProject extends Project {
  protected constructor(root: Monorepo, options: PythonProjectOptions) {
    super({ parent: root, name: options.name, outdir: options.outdir });
    settleProject(this);
    this.gitignore.exclude('/.venv/', '__pycache__/', '.ruff_cache/', '.mypy_cache/');
    const command = (target: string) => ({
      executor: 'nx:run-commands',
      options: { command: `projen ${target}`, cwd: '{projectRoot}' },
    });
    new JsonFile(this, 'project.json', {
      obj: {
        name: options.name,
        implicitDependencies: options.needs,
        targets: Object.fromEntries(
          Object.entries(options.targets).map(([target, more]) => [target, { ...command(target), ...more }]),
        ),
      },
    });
    addPythonLint(this, { folder: '.', types: options.typesFrom !== undefined, interpreter: options.typesFrom });
  }
}

/** The environment in which the packed packages are installed once, for everything in Python that uses them. */
export class PythonEnvironment extends PythonProject {
  public constructor(root: Monorepo, options: { readonly packages: ConstructPackage[] }) {
    super(root, {
      name: 'python',
      outdir: 'tools/python',
      needs: options.packages.map(nxName),
      targets: {
        build: {
          dependsOn: ['^package'],
          inputs: ['everything', '^published', 'packing', 'interpreter'],
          outputs: ['{projectRoot}/.venv'],
        },
        lint: { dependsOn: [], inputs: ['everything'] },
      },
    });
    this.addTask('build', {
      description: 'Installs the packed packages beside what the repository uses itself',
      exec: '../../.venv/bin/python environment.py',
    });
  }
}

export interface PythonReferenceAppOptions {
  /** The environment that the app describes; the folder below `apps` is called after it. */
  readonly name: string;
  /** The packages that it composes. */
  readonly packages: ConstructPackage[];
  /** Where they are installed. */
  readonly environment: PythonEnvironment;
}

/** The Python twin of a `ReferenceApp`: it runs with the packages as they are packed for PyPI. */
export class PythonReferenceApp extends PythonProject {
  public constructor(root: Monorepo, options: PythonReferenceAppOptions) {
    super(root, {
      name: `${options.name}-python`,
      outdir: `apps/${options.name}-python`,
      needs: [options.environment.name, ...options.packages.map(nxName)],
      targets: {
        lint: { inputs: ['everything', '^production', 'packing', 'python'] },
        synth: { dependsOn: ['^build'], inputs: ['production', '^production', 'packing', 'python', 'interpreter'] },
      },
      typesFrom: `${ENVIRONMENT}/python`,
    });
    this.gitignore.exclude('/cdk.out/', 'cdk.context.json');
    new JsonFile(this, 'cdk.json', { marker: false, obj: { app: 'python3 app.py', output: 'cdk.out' } });
    new TextFile(this, 'requirements.txt', {
      lines: [
        `# ${PROJEN_MARKER}. To modify, edit .projenrc.ts and run "npx projen".`,
        `aws-cdk-lib==${VERSIONS.cdkFloor}`,
        `constructs==${VERSIONS.constructsFloor}`,
        ...options.packages.map((project) => `ecs-groundwork-${nxName(project)}==0.0.0`).sort(),
      ],
    });
    this.addTask('synth', {
      description: 'Writes the cloud assembly to cdk.out',
      env: {
        CDK_OUTDIR: 'cdk.out',
        // the templates are those of the TypeScript twin, which aws-cdk-lib validates
        CDK_VALIDATION: 'false',
        JSII_RUNTIME_PACKAGE_CACHE_ROOT: '../../node_modules/.cache/ecs-groundwork/jsii',
        JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20',
      },
      exec: `${ENVIRONMENT}/python app.py`,
    });
  }
}

function nxName(project: ConstructPackage): string {
  return project.package.packageName.replace('@ecs-groundwork/', '');
}
