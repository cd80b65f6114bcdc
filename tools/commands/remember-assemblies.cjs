// For jsii-rosetta, which keeps three assemblies at a time: with a fourth (a sibling, its own, constructs, aws-cdk-lib) it
// reads aws-cdk-lib's anew for almost every name in an example, which is most of its time. Here each is read once.
const { dirname, join } = require('node:path');

const spec = require(join(dirname(require.resolve('@jsii/spec')), 'assembly-utils.js'));
const { loadAssemblyFromPath } = spec;
const known = new Map();

spec.loadAssemblyFromPath = (directory, ...options) => {
  const key = JSON.stringify([directory, ...options]);
  if (!known.has(key)) {
    known.set(key, loadAssemblyFromPath(directory, ...options));
  }
  return known.get(key);
};
