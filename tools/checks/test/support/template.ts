import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import type { TemplateFile } from '../../src/templates/assembly';
import { readAssembly } from '../../src/templates/assembly';

const folders: string[] = [];

/** The template of a stack `test-stack` with what `build` puts into it. */
export function templateOf(build: (stack: Stack) => void): TemplateFile {
  const outdir = mkdtempSync(join(tmpdir(), 'ecs-groundwork-template-'));
  folders.push(outdir);
  const app = new App({ outdir });
  build(new Stack(app, 'test-stack'));
  app.synth();
  const [template] = readAssembly(outdir).templates;
  if (!template) {
    throw new Error(`${outdir} holds no template.`);
  }
  return template;
}

afterAll(() => {
  folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});
