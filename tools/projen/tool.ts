import { basename } from 'node:path';
import { Project } from 'projen';
import { Monorepo } from './monorepo';
import { addPythonLint } from './python-lint';
import { PrivateProject } from './typescript-project';

export interface Rehearsed {
  readonly packages: Project[];
  /** Compared with what the repository has synthesised. */
  readonly apps: Project[];
  /** The same in Python: sources alone, they run with what the rehearsal installs. */
  readonly twins: Project[];
}

export interface ToolOptions {
  /** The folder below `tools`. */
  readonly name: string;
  readonly description: string;
  /** Other tools that this one imports. */
  readonly tools?: Tool[];
  /** npm packages that it imports, with their versions. */
  readonly dependencies?: string[];
  /** Types of those that bring none. */
  readonly types?: string[];
  /** Projects whose sources and results its tests read: what they synthesise and pack is made first. */
  readonly reads?: Project[];
  /** Projects whose programs it runs. */
  readonly runs?: Project[];
  /** How many processes run its tests; one by default. */
  readonly testWorkers?: number;
  /** Its tests run programs of the project's virtual environment. */
  readonly runsPython?: boolean;
  /** What else decides what its tests say: variables, programs that print what matters of this computer, named inputs. */
  readonly testsDependOn?: ({ readonly env: string } | { readonly runtime: string } | string)[];
  /** Its folder `python` holds programs that are part of it. */
  readonly writtenInPython?: boolean;
  /** What its task `rehearse` releases and verifies; nothing of it plays a part in the tool itself. */
  readonly rehearses?: Rehearsed;
}

/** A program that builds, tests or shows the project. */
export class Tool extends PrivateProject {
  public constructor(root: Monorepo, options: ToolOptions) {
    super(root, {
      name: options.name,
      outdir: `tools/${options.name}`,
      description: options.description,
      testWorkers: options.testWorkers,
      deps: [...(options.tools ?? []).map((tool) => `${tool.name}@0.0.0`), ...(options.dependencies ?? [])],
      devDeps: options.types,
    });
    if (options.writtenInPython) {
      addPythonLint(this, { folder: 'python', types: true });
    }
    if (options.runs) {
      const { testsDependOn: more } = options;
      this.setNx(options.runs, more && { inputs: ['everything', '^production', { env: 'CDK_VALIDATION' }, ...more] });
    } else if (options.reads) {
      this.setNx(options.reads, {
        dependsOn: ['build', '^build', '^synth', '^package'],
        inputs: ['everything', '^published', 'repository', { env: 'ECS_GROUNDWORK_REAL_ACCOUNT' }],
      });
    } else if (options.rehearses) {
      this.addTask('rehearse', {
        description: 'Releases everything on this machine, with a made-up history',
        exec: 'node lib/main.js rehearse',
      });
      const { packages, apps, twins } = options.rehearses;
      const tools = (options.tools ?? []).map(nxName);
      const ofTools = { input: 'production', projects: tools };
      const toolsFirst = [{ target: 'build', projects: tools }];
      this.setNx(
        [...packages, ...apps, ...twins],
        { inputs: ['everything', ofTools, 'python'] },
        {
          build: { dependsOn: toolsFirst, inputs: ['production', ofTools] },
          lint: { dependsOn: toolsFirst, inputs: ['everything', ofTools, 'lintRules', 'python'] },
          rehearse: {
            cache: true,
            dependsOn: [
              'build',
              // translated already, they are not once more
              { target: 'examples', projects: packages.map(nxName) },
              { target: 'synth', projects: apps.map(nxName) },
            ],
            inputs: [
              'production',
              ofTools,
              { input: 'published', projects: packages.map(nxName) },
              { input: 'production', projects: [...apps, ...twins].map(nxName) },
              'python',
              'examples',
              'packing',
            ],
            outputs: [],
          },
        },
      );
    } else if (options.runsPython) {
      this.setNx([], { inputs: ['everything', '^production', 'python'] });
    }
  }

  private setNx(needs: Project[], test?: object, more?: object): void {
    const implicitDependencies = needs.map(nxName);
    const targets = { ...(test && { test }), ...more };
    this.package.addField('nx', {
      name: this.name,
      implicitDependencies,
      ...(Object.keys(targets).length && { targets }),
    });
  }
}

const nxName = (project: Project) => basename(project.outdir);
