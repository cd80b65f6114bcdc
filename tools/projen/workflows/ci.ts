import { Monorepo } from '../monorepo';
import { LANGUAGES, Workflow, checkout } from './workflow';

/** A pull request runs what it can have changed; main runs everything. */
export function addCiWorkflow(root: Monorepo): void {
  new Workflow(root, {
    name: 'ci',
    on: { pull_request: {}, push: { branches: ['main'] } },
    // a newer push to the same pull request makes the older run worthless; on main every commit has its answer
    concurrency: {
      group: "ci-${{ github.event_name == 'pull_request' && github.ref || github.sha }}",
      'cancel-in-progress': true,
    },
    jobs: {
      affected: {
        name: 'What the change affects',
        if: "github.event_name == 'pull_request'",
        permissions: { contents: 'read' },
        'timeout-minutes': 60,
        steps: [
          checkout('all'),
          ...LANGUAGES,
          {
            name: 'Lint, build, test, synthesise',
            env: { BASE: '${{ github.event.pull_request.base.sha }}' },
            run: 'npm test -- --affected "$BASE"',
          },
        ],
      },
      everything: {
        name: 'Everything',
        if: "github.event_name == 'push'",
        permissions: { contents: 'read' },
        'timeout-minutes': 90,
        steps: [checkout('all'), ...LANGUAGES, { name: 'Test', run: 'npm test' }],
      },
    },
  });
}
