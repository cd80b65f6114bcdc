import { basename } from 'node:path';
import { ConstructPackage } from '../construct-package';
import { Monorepo } from '../monorepo';
import { ACTIONS } from './actions';
import { Job, LANGUAGES, Workflow, checkout, use } from './workflow';

const RELEASE = 'node tools/release/lib/main.js';
const ARTIFACT = 'release';

/** The first Node whose npm publishes by OIDC without more (npm >= 11.5.1). */
const PUBLISHING_NODE = '24';

/**
 * One workflow for each package, because npm and PyPI trust a workflow by its file's name. Started by hand; what it
 * does with the package is what `npm run release` does on a maintainer's machine.
 */
export function addReleaseWorkflow(root: Monorepo, project: ConstructPackage): void {
  const name = basename(project.outdir);
  new Workflow(root, {
    name: `release-${name}`,
    on: {
      workflow_dispatch: {
        inputs: {
          pre: {
            description: 'A pre-release, such as 0.1.0-rc.1',
            type: 'choice',
            options: ['none', 'alpha', 'beta', 'rc'],
            default: 'none',
          },
        },
      },
    },
    // for all packages together: a release reads the tags that another one writes
    concurrency: { group: 'release', queue: 'max', 'cancel-in-progress': false },
    jobs: { build: buildJob(name), publish: publishJob(), tag: tagJob(name) },
  });
}

function buildJob(name: string): Job {
  return {
    name: 'Plan, build, verify',
    if: "github.ref == 'refs/heads/main'",
    permissions: { contents: 'read' },
    'timeout-minutes': 60,
    outputs: {
      tag: '${{ steps.plan.outputs.tag }}',
      checksums: '${{ steps.verify.outputs.checksums }}',
    },
    steps: [
      checkout('all'),
      ...LANGUAGES,
      { name: 'Install', run: 'npm run release -- --help' },
      {
        name: 'Plan',
        id: 'plan',
        env: { PACKAGE: name, PRE: '${{ inputs.pre }}' },
        run: [
          'options=(--json plan.json --changelog)',
          'if [ "$PRE" != none ]; then options+=(--pre "$PRE"); fi',
          `${RELEASE} plan "$PACKAGE" "\${options[@]}" | tee plan.txt`,
          "{ echo '```text'; cat plan.txt; echo '```'; } >> \"$GITHUB_STEP_SUMMARY\"",
          `echo "tag=$(node -p "require('./plan.json').releases[0]?.tag ?? ''")" >> "$GITHUB_OUTPUT"`,
        ].join('\n'),
      },
      {
        name: 'Build',
        if: "steps.plan.outputs.tag != ''",
        run: `${RELEASE} build --plan plan.json --out ${ARTIFACT}`,
      },
      {
        name: 'Verify',
        id: 'verify',
        env: REGISTRIES,
        if: "steps.plan.outputs.tag != ''",
        run: [
          'npx nx run-many -t synth',
          `${RELEASE} verify ${ARTIFACT} --synthesised`,
          // what was verified is known to the next job by a way of its own
          `{ echo 'checksums<<END'; sha256sum ${ARTIFACT}/publish.cjs ${ARTIFACT}/*/verified.json; echo END; } >> "$GITHUB_OUTPUT"`,
        ].join('\n'),
      },
      use(ACTIONS.upload, {
        if: "steps.plan.outputs.tag != ''",
        // for as long as GitHub can be told to run the other jobs again
        with: { name: ARTIFACT, path: ARTIFACT, 'if-no-files-found': 'error', 'retention-days': 30 },
      }),
    ],
  };
}

/** Where users get packages from: variables of the repository, `docs/releasing.md` says which values they take. */
const REGISTRIES = { NPM_REGISTRY: '${{ vars.NPM_REGISTRY }}', PYPI_SIMPLE_INDEX: '${{ vars.PYPI_SIMPLE_INDEX }}' };

/** It checks out nothing and installs nothing: what it runs travels with what was verified. */
function publishJob(): Job {
  return {
    name: 'Publish',
    needs: 'build',
    if: "needs.build.outputs.tag != ''",
    permissions: { 'id-token': 'write' },
    environment: 'release',
    'timeout-minutes': 20,
    steps: [
      use(ACTIONS.download, { with: { name: ARTIFACT, path: ARTIFACT } }),
      {
        name: 'Check that it is what was verified',
        env: { CHECKSUMS: '${{ needs.build.outputs.checksums }}' },
        run: 'sha256sum --check --strict <<< "$CHECKSUMS"',
      },
      // without a registry: that would write an .npmrc that asks for a token
      use(ACTIONS.setupNode, { with: { 'node-version': PUBLISHING_NODE, 'package-manager-cache': false } }),
      {
        name: 'Publish on npm',
        run: `node ${ARTIFACT}/publish.cjs ${ARTIFACT} --npm "$NPM_REGISTRY" --provenance`,
        env: REGISTRIES,
      },
      {
        name: 'Take what PyPI does not have',
        run: `node ${ARTIFACT}/publish.cjs ${ARTIFACT} --pypi "$PYPI_SIMPLE_INDEX" --stage wheels`,
        env: REGISTRIES,
      },
      use(ACTIONS.publishToPypi, {
        name: 'Publish on PyPI',
        if: "hashFiles('wheels/*.whl') != ''",
        with: { 'packages-dir': 'wheels', 'print-hash': true },
      }),
      {
        name: 'Check that both have it',
        run: `node ${ARTIFACT}/publish.cjs ${ARTIFACT} --npm "$NPM_REGISTRY" --pypi "$PYPI_SIMPLE_INDEX" --check`,
        env: REGISTRIES,
      },
    ],
  };
}

/** Last: the tag is what the next plan starts from. The message says what the next plan must know. */
function tagJob(name: string): Job {
  const env = {
    GH_TOKEN: '${{ github.token }}',
    GH_REPO: '${{ github.repository }}',
    TAG: '${{ needs.build.outputs.tag }}',
    FOLDER: `${ARTIFACT}/${name}`,
  };
  return {
    name: 'Tag, GitHub release',
    needs: ['build', 'publish'],
    permissions: { contents: 'write' },
    'timeout-minutes': 10,
    steps: [
      use(ACTIONS.download, { with: { name: ARTIFACT, path: ARTIFACT } }),
      {
        name: 'Tag',
        env: { ...env, COMMIT: '${{ github.sha }}' },
        run: [
          'if ! gh api "repos/$GH_REPO/git/ref/tags/$TAG" --silent; then',
          '  object="$(gh api "repos/$GH_REPO/git/tags" -f tag="$TAG" -f object="$COMMIT" -f type=commit \\',
          '    -F message=@"$FOLDER/tag-message.txt" --jq .sha)"',
          '  gh api "repos/$GH_REPO/git/refs" -f ref="refs/tags/$TAG" -f sha="$object" --silent',
          'fi',
        ].join('\n'),
      },
      {
        name: 'GitHub release',
        env,
        run: [
          'options=(--verify-tag --title "$TAG" --notes-file "$FOLDER/release-notes.md")',
          'case "$TAG" in *@*-*) options+=(--prerelease --latest=false) ;; esac',
          'if ! gh release view "$TAG" > /dev/null 2>&1; then',
          '  gh release create "$TAG" "${options[@]}" "$FOLDER"/*.tgz "$FOLDER"/*.whl "$FOLDER"/*.cdx.json',
          'fi',
        ].join('\n'),
      },
    ],
  };
}
