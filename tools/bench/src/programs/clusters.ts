import { App } from 'aws-cdk-lib/core';
import { clusters } from '../clusters/with-packages';

/** Argument: how many clusters. What it writes goes to `CDK_OUTDIR`, as with any CDK app. */
clusters(new App(), Number(process.argv[2]));
