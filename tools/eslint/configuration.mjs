import js from '@eslint/js';
import typescript from 'typescript-eslint';
import noRootCdkImport from './rules/no-root-cdk-import.mjs';
import noSiblingInternal from './rules/no-sibling-internal.mjs';

/** Our own rules: what the house style asks for and a program can see. */
const groundwork = {
  rules: { 'no-root-cdk-import': noRootCdkImport, 'no-sibling-internal': noSiblingInternal },
};

export default typescript.config(
  { ignores: ['**/lib/', '**/assets/', '**/dist/', '**/cdk.out/', '**/test-reports/', '.nx/', '.venv/', '**/*.d.ts'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [typescript.configs.recommendedTypeChecked, typescript.configs.stylistic],
    // each project is linted from its own folder (`nx lint`): one program, with its tests in it
    languageOptions: { parserOptions: { project: './tsconfig.dev.json', tsconfigRootDir: process.cwd() } },
    plugins: { groundwork },
    rules: {
      '@typescript-eslint/explicit-member-accessibility': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // jsii knows neither type aliases of object types nor `interface` without members of its own
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      // what a template or an API answers has no type; it is narrowed where it is read
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      // `no-base-to-string` finds the texts that would read [object Object]; a class with a toString may stand in one
      '@typescript-eslint/restrict-template-expressions': 'off',
      // a jsii method, and a handler behind an async contract, may have nothing to wait for
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/test/**/*.ts'],
    rules: {
      // jest's matchers are typed `any`, and a constructed construct is often all a test needs
      '@typescript-eslint/unbound-method': 'off',
      'no-new': 'off',
    },
  },
  {
    files: ['packages/*/src/**/*.ts', '**/src/**/*.ts'],
    rules: { 'groundwork/no-root-cdk-import': 'error', 'groundwork/no-sibling-internal': 'error' },
  },
  {
    // programs speak to people
    files: ['tools/**/*.ts', 'tools/**/*.mjs', '**/*.lambda.ts', '**/main.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        URL: 'readonly',
        AbortSignal: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        fetch: 'readonly',
      },
    },
  },
);
