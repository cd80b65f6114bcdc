import { Component, JsonFile, typescript } from 'projen';
import { VERSIONS } from './versions';

/**
 * nx orders and caches what the projects' scripts do. The inputs are exact: what is not listed may change without
 * anything running again, what is listed re-runs exactly what depends on it (a test holds the table).
 */
export class Nx extends Component {
  public constructor(root: typescript.TypeScriptProject) {
    super(root);
    new JsonFile(root, 'nx.json', {
      obj: {
        $schema: './node_modules/nx/schemas/nx-schema.json',
        defaultBase: 'main',
        // in the checkout: removing that leaves nothing behind
        cacheDirectory: '.nx/cache',
        parallel: 2,
        analytics: false,
        neverConnectToCloud: true,
        namedInputs: {
          /** What decides how everything is built: the generated tasks and the installed versions. */
          toolchain: [
            '{workspaceRoot}/nx.json',
            '{workspaceRoot}/tsconfig.base.json',
            '{workspaceRoot}/package-lock.json',
          ],
          /** What ends up in what a project builds. */
          production: [
            '{projectRoot}/**/*',
            '!{projectRoot}/test/**/*',
            '!{projectRoot}/**/*.md',
            '!{projectRoot}/rosetta/**/*',
            'toolchain',
          ],
          /** What ends up in what is packed: its documents as well. */
          published: ['{projectRoot}/**/*', '!{projectRoot}/test/**/*', 'toolchain'],
          everything: ['{projectRoot}/**/*', 'toolchain'],
          /** What belongs to no project and is checked all the same: documents, generated files, the commands. */
          repository: [
            '{workspaceRoot}/*',
            '{workspaceRoot}/docs/**/*',
            '{workspaceRoot}/.github/**/*',
            '{workspaceRoot}/tools/(commands|eslint|projen|python)/**/*',
          ],
          /** What examples are compiled with. */
          examples: ['{workspaceRoot}/tools/commands/remember-assemblies.cjs'],
          packing: ['{workspaceRoot}/tools/commands/package.mjs', '{workspaceRoot}/tools/commands/support/**/*'],
          python: ['{workspaceRoot}/tools/python/requirements.txt'],
          /** An environment of one Python cannot be used by another one. */
          interpreter: [{ runtime: '.venv/bin/python --version' }],
          lintRules: [
            '{workspaceRoot}/eslint.config.mjs',
            '{workspaceRoot}/tools/eslint/**/*',
            '{workspaceRoot}/.prettierrc.json',
          ],
        },
        targetDefaults: {
          build: {
            cache: true,
            dependsOn: ['^build'],
            inputs: ['production', '^production'],
            outputs: [
              '{projectRoot}/lib',
              '{projectRoot}/assets',
              '{projectRoot}/.jsii',
              '{projectRoot}/tsconfig.tsbuildinfo',
            ],
          },
          test: {
            cache: true,
            dependsOn: ['build'],
            inputs: ['everything', '^production', { env: 'CDK_VALIDATION' }],
            outputs: ['{projectRoot}/test-reports'],
          },
          lint: {
            cache: true,
            dependsOn: ['^build'],
            inputs: ['everything', '^production', 'lintRules', 'python'],
            outputs: [],
          },
          examples: {
            cache: true,
            dependsOn: ['build', '^build'],
            inputs: ['published', '^production', 'examples'],
            outputs: ['{projectRoot}/.jsii.tabl.json'],
          },
          synth: {
            cache: true,
            dependsOn: ['build'],
            inputs: ['production', '^production'],
            outputs: ['{projectRoot}/cdk.out'],
          },
          package: {
            cache: true,
            dependsOn: ['build', 'examples'],
            inputs: ['published', '^production', 'python', 'packing'],
            outputs: ['{projectRoot}/dist'],
          },
        },
      },
    });
    root.addDevDeps(`nx@${VERSIONS.nx}`);
  }
}
