/**
 * The root of aws-cdk-lib declares every service: importing it doubles the time of each compile.
 * Library code imports `aws-cdk-lib/core` and the services it uses.
 */
export default {
  meta: {
    type: 'problem',
    schema: [],
    messages: { root: "Import from 'aws-cdk-lib/core' or 'aws-cdk-lib/aws-…': the root makes every compile slow." },
  },
  create(context) {
    const check = (source) => {
      if (source?.value === 'aws-cdk-lib') {
        context.report({ node: source, messageId: 'root' });
      }
    };
    return {
      ImportDeclaration: ({ source }) => check(source),
      ImportExpression: ({ source }) => check(source),
      ExportNamedDeclaration: ({ source }) => check(source),
      ExportAllDeclaration: ({ source }) => check(source),
      TSImportType: ({ source }) => check(source),
      TSExternalModuleReference: ({ expression }) => check(expression),
    };
  },
};
