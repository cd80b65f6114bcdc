export * from './monorepo';
export * from './construct-package';
export * from './reference-app';
export * from './tool';
export * from './python-project';
