import { App } from 'aws-cdk-lib/core';
import { replay } from '../replay/replay';

/** Argument: the folder of the assembly. What it writes goes to `CDK_OUTDIR`, as with any CDK app. */
const [assembly] = process.argv.slice(2);
replay(new App(), assembly);
