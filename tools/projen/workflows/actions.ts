/** An action, at a commit: a tag can be moved to other code, a commit cannot. */
export interface Action {
  readonly uses: string;
  /** The release that the commit is; a comment beside it, which dependency tools keep up to date. */
  readonly version: string;
}

/** Where each hash was read stands in docs/assumptions.md. */
export const ACTIONS = {
  checkout: { uses: 'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1', version: 'v7.0.1' },
  setupNode: { uses: 'actions/setup-node@820762786026740c76f36085b0efc47a31fe5020', version: 'v7.0.0' },
  setupPython: { uses: 'actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97', version: 'v7.0.0' },
  upload: { uses: 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f', version: 'v7.0.0' },
  download: { uses: 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c', version: 'v8.0.1' },
  publishToPypi: {
    uses: 'pypa/gh-action-pypi-publish@ed0c53931b1dc9bd32cbe73a98c7f6766f8a527e',
    version: 'v1.13.0',
  },
} as const satisfies Record<string, Action>;
