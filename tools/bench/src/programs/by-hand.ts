import { App } from 'aws-cdk-lib/core';
import { environment } from '../by-hand/environment';
import { SETTINGS } from '../by-hand/settings';

/** Argument: the environment. What it writes goes to `CDK_OUTDIR`, as with any CDK app. */
const [name] = process.argv.slice(2);
environment(new App(), SETTINGS[name as keyof typeof SETTINGS]);
