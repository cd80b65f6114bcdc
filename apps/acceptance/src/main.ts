import { App } from 'aws-cdk-lib/core';
import { environment } from './environment';
import { settings } from './settings';

environment(new App(), settings);
