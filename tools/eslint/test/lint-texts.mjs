/**
 * Lints texts as if they stood in files of the repository: `[{ rule, file, code }]` as JSON on standard input; for each
 * what the rule says, as `line: message`, on standard output. A program of its own, because ESLint's configuration and
 * our rules are modules that jest cannot load.
 */
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Reading all types of a project takes seconds: only for the rule that asks for them. */
const NEED_TYPES = ['groundwork/no-sibling-internal'];

const answers = [];
for (const { rule, file, code } of JSON.parse(await text(process.stdin))) {
  const project = NEED_TYPES.includes(rule) ? `${file.split('/').slice(0, 2).join('/')}/tsconfig.dev.json` : null;
  const eslint = new ESLint({
    cwd: root,
    ruleFilter: ({ ruleId }) => ruleId === rule,
    // a project is linted from its own folder; these texts belong to several
    overrideConfig: {
      files: ['**/*.ts'],
      // where CI is set, the parser takes it for one run over files and reads them from disk, not the texts
      languageOptions: { parserOptions: { project, tsconfigRootDir: root, disallowAutomaticSingleRunInference: true } },
      linterOptions: { reportUnusedDisableDirectives: 'off' },
    },
  });
  const [{ messages }] = await eslint.lintText(code, { filePath: file });
  answers.push(messages.map(({ line, message }) => `${line}: ${message}`));
}
console.log(JSON.stringify(answers));
