import type { Settings } from 'acceptance/lib/environment';
import { environment } from 'acceptance/lib/environment';
import { App } from 'aws-cdk-lib/core';

/**
 * Writes the cloud assembly of an environment with other settings to a folder, as a person would who edits
 * `settings.ts`. `more` may add to the app. (Both apps have the same `environment`; a test holds that.)
 */
export function synthesiseVariant(outdir: string, settings: Settings, more?: (app: App) => void): string {
  const app = new App({ outdir });
  environment(app, settings);
  more?.(app);
  return app.synth().directory;
}
