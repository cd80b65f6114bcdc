import { relative, sep } from 'node:path';
import { ESLintUtils } from '@typescript-eslint/utils';

/**
 * A member marked `@internal` is not in the jsii assembly, so no comparison of releases guards it:
 * another package, released on its own, must not call it.
 */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: { internal: "'{{name}}' is @internal to {{owner}}: use what its public API offers." },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();
    const here = packageOf(context.filename, context.cwd);
    const check = (node, symbol) => {
      const declaration = symbol?.declarations?.[0];
      if (!declaration || !symbol.getJsDocTags(checker).some((tag) => tag.name === 'internal')) {
        return;
      }
      const owner = packageOf(declaration.getSourceFile().fileName, context.cwd);
      if (owner && owner !== here) {
        context.report({ node, messageId: 'internal', data: { name: symbol.name, owner } });
      }
    };
    return {
      MemberExpression: ({ property }) => check(property, services.getSymbolAtLocation(property)),
      // const { _member } = object
      'ObjectPattern > Property'({ key, parent }) {
        check(key, services.getTypeAtLocation(parent).getProperty(key.name ?? key.value));
      },
    };
  },
};

/** `network` for a file below `packages/network`, also when it is reached through a workspace link. */
function packageOf(file, root) {
  const parts = file.split(/[\\/]/);
  const at = parts.lastIndexOf('packages');
  if (at >= 0) {
    return parts[at + 1];
  }
  const scoped = parts.lastIndexOf('@ecs-groundwork');
  return scoped >= 0 ? parts[scoped + 1] : relative(root, file).split(sep)[0];
}
