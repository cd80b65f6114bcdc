import { Monorepo } from '../monorepo';
import { ACTIONS } from './actions';
import { LANGUAGES, Workflow, checkout, use } from './workflow';

const ARTIFACT = 'update';
const BRANCH = 'update-dependencies';

/**
 * Weekly: the lock file as new as its ranges allow, in a pull request that lists what is pinned and has moved on. The
 * job that runs other people's new code cannot write; the one that can runs nothing of it.
 */
export function addUpdateWorkflow(root: Monorepo): void {
  new Workflow(root, {
    name: 'update-dependencies',
    on: { schedule: [{ cron: '17 4 * * 1' }], workflow_dispatch: {} },
    concurrency: { group: BRANCH, 'cancel-in-progress': false },
    jobs: {
      update: {
        name: 'Update the lock file',
        permissions: { contents: 'read' },
        'timeout-minutes': 30,
        outputs: { changed: '${{ steps.update.outputs.changed }}' },
        steps: [
          checkout(),
          ...LANGUAGES,
          {
            name: 'Update',
            id: 'update',
            run: [
              `mkdir ${ARTIFACT}`,
              'npm ci --ignore-scripts',
              'npm update --ignore-scripts',
              `git diff --binary -- package-lock.json > ${ARTIFACT}/update.patch`,
              '{',
              "  echo 'The lock file is as new as the ranges allow. What follows is pinned in tools/projen/versions.ts and'",
              "  echo 'tools/python/requirements.in, with the reason beside it, and moves by hand.'",
              "  printf '\\nnpm:\\n```text\\n'; npm outdated || true; printf '```\\n'",
              "  printf '\\nPython:\\n```text\\n'",
              '  python -m venv .venv',
              '  .venv/bin/pip install --quiet --no-compile -r tools/python/requirements.txt',
              "  .venv/bin/pip list --outdated; printf '```\\n'",
              `} > ${ARTIFACT}/body.md`,
              `if [ -s ${ARTIFACT}/update.patch ]; then echo changed=yes; else echo changed=no; fi >> "$GITHUB_OUTPUT"`,
            ].join('\n'),
          },
          use(ACTIONS.upload, { with: { name: ARTIFACT, path: ARTIFACT, 'if-no-files-found': 'error' } }),
        ],
      },
      propose: {
        name: 'Propose it',
        needs: 'update',
        if: "needs.update.outputs.changed == 'yes'",
        permissions: { contents: 'write', 'pull-requests': 'write' },
        'timeout-minutes': 10,
        steps: [
          checkout(),
          use(ACTIONS.download, { with: { name: ARTIFACT, path: '${{ runner.temp }}/update' } }),
          {
            name: 'Pull request',
            env: { GH_TOKEN: '${{ github.token }}', GH_REPO: '${{ github.repository }}' },
            run: [
              // only the lock file, whatever the patch says
              'git apply --include=package-lock.json "$RUNNER_TEMP/update/update.patch"',
              'git config user.name github-actions',
              'git config user.email 41898282+github-actions[bot]@users.noreply.github.com',
              `git checkout -B ${BRANCH}`,
              "git commit --all --message 'build: newer dependencies, as far as their ranges allow'",
              'gh auth setup-git',
              `git push --force origin ${BRANCH}`,
              `if [ -z "$(gh pr list --head ${BRANCH} --state open --json number --jq '.[].number')" ]; then`,
              `  gh pr create --head ${BRANCH} --base main --title 'build: newer dependencies' \\`,
              '    --body-file "$RUNNER_TEMP/update/body.md"',
              'else',
              `  gh pr edit ${BRANCH} --body-file "$RUNNER_TEMP/update/body.md"`,
              'fi',
            ].join('\n'),
          },
        ],
      },
    },
  });
}
