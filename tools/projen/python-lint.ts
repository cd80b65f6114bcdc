import { type Project, TextFile } from 'projen';
import { PROJEN_MARKER } from 'projen/lib/common';

const TOOLS = '../../.venv/bin/python -m';
/** Types of aws-cdk-lib take a minute to read; what was read is kept for all projects. */
const MYPY_CACHE = '../../node_modules/.cache/ecs-groundwork/mypy';

export interface PythonLintOptions {
  /** The folder with what is in Python, in that of the project. */
  readonly folder: string;
  /** The interpreter whose packages bring types, where it is not the repository's own. */
  readonly interpreter?: string;
  /** Whether types are checked as well. */
  readonly types: boolean;
}

/** Rules, format and types of what a project has in Python: the same for every project. */
export function addPythonLint(project: Project, { folder, interpreter, types }: PythonLintOptions): void {
  new TextFile(project, 'pyproject.toml', {
    lines: [
      `# ${PROJEN_MARKER}. To modify, edit .projenrc.ts and run "npx projen".`,
      '[tool.ruff]',
      'line-length = 120',
      'target-version = "py310"',
      '',
      '[tool.ruff.lint]',
      'select = ["E", "F", "W", "I", "UP", "B", "SIM", "RUF"]',
      '',
      '[tool.mypy]',
      'strict = true',
      'python_version = "3.10"',
      'warn_unreachable = true',
    ],
  });
  const lint = project.tasks.tryFind('lint') ?? project.addTask('lint', { description: 'Rules and format of Python' });
  lint.exec(`${TOOLS} ruff check --no-cache ${folder}`);
  lint.exec(`${TOOLS} ruff format --no-cache --check ${folder}`);
  if (types) {
    const found = interpreter ? `--python-executable ${interpreter} ` : '';
    lint.exec(`${TOOLS} mypy ${found}--cache-dir ${MYPY_CACHE} ${folder}`);
  }
}
