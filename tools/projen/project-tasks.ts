import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Project } from 'projen';

/**
 * projen's own `build` tests and packs as well, and starts each step through `npx`. nx orders and caches those
 * steps as targets of their own, so what projen made is taken away and only what a project adds is left.
 */
export function settleProject(project: Project): void {
  // `build` is locked, and a task that another one spawns cannot be removed: cut the ties from the top
  project.tasks.removeTask('build');
  const made = project.tasks.all.filter((task) => !['default', 'install', 'install:ci'].includes(task.name));
  made.forEach((task) => task.reset());
  made.forEach((task) => project.tasks.removeTask(task.name));
  // projen ignores every folder called `logs`, which is an AWS service as well
  project.gitignore.removePatterns('logs');
  project.tasks.addEnvironment('PATH', '$(echo "$PWD/node_modules/.bin:$PWD/../../node_modules/.bin:$PATH")');
}

/** Types, ESLint, formatting and host scripts: the same for every project. */
export function addLintTask(project: Project, files = ['src', 'test']): void {
  const lint = project.addTask('lint', { description: 'Types, ESLint, formatting and host scripts' });
  lint.exec('tsc --noEmit -p tsconfig.dev.json');
  lint.exec(`eslint --max-warnings 0 --no-error-on-unmatched-pattern ${files.join(' ')}`);
  lint.exec(`prettier --check --log-level warn --no-error-on-unmatched-pattern ${files.join(' ')}`);
  if (existsSync(join(project.outdir, 'host'))) {
    const venv = '../../.venv/bin';
    lint.exec(`find host -name '*.sh' -exec ${venv}/shellcheck {} +`);
    lint.exec(`find host -name '*.sh' -exec ${venv}/shfmt --diff --indent 2 --case-indent {} +`);
  }
}
