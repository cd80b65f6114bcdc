import { Component, JsonFile, TextFile, typescript } from 'projen';
import { VERSIONS } from './versions';

/** One flat ESLint configuration, one formatter, for the whole repository. The rules of our own are in `tools/eslint`. */
export class Lint extends Component {
  public constructor(root: typescript.TypeScriptProject) {
    super(root);
    root.addDevDeps(
      `eslint@${VERSIONS.eslint}`,
      `typescript-eslint@${VERSIONS.typescriptEslint}`,
      `@eslint/js@^10.0.0`,
      `prettier@${VERSIONS.prettier}`,
    );
    new TextFile(root, 'eslint.config.mjs', {
      marker: true,
      lines: ["export { default } from './tools/eslint/configuration.mjs';"],
    });
    new JsonFile(root, '.prettierrc.json', {
      marker: false,
      obj: { printWidth: 120, singleQuote: true, trailingComma: 'all' },
    });
    new TextFile(root, '.prettierignore', {
      lines: [
        'lib',
        'assets',
        'dist',
        'cdk.out',
        'test-reports',
        '.nx',
        '.venv',
        '.projen',
        'package-lock.json',
        'tools/projen/tsconfig.json',
        '*.md',
      ],
    });
  }
}
