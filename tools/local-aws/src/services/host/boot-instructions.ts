import { userDataParts } from './mime';
import { readShell, shellWords, type WrittenFile } from './shell-text';

/** What user data makes of an instance, as far as ECS and Auto Scaling get to see it. */
export interface BootInstructions {
  /** The agent's configuration: every `ECS_*` setting. */
  readonly settings: ReadonlyMap<string, string>;
  /** The launch hook that the host completes once its agent has registered. */
  readonly launchHook?: string;
}

const CONFIGURATION = '/etc/ecs/ecs.config';
/** The file in which ECS Groundwork's user data tells its completion unit the hook's name. */
const LAUNCH_HOOK = '/var/lib/ecs-groundwork/launch-hook';
const COMPLETION_UNIT = 'ecs-groundwork-launch-complete';
const SETTING = /^(ECS_[A-Z0-9_]+)=([^]*)$/;

/**
 * Reads user data the way the instance would act on it: files written by here-documents, and settings that the scripts
 * write with `echo` or `printf`. The later of two settings wins, as in the agent's own file.
 */
export function bootInstructions(userData: string | undefined): BootInstructions {
  const parts = userDataParts(userData ?? '');
  const scripts = parts.map(({ text }) => readShell(text));
  const files = scripts.flatMap((script) => script.files).flatMap(withItsOwn);
  const settings = new Map<string, string>();
  for (const { content } of files.filter(({ path }) => path === CONFIGURATION)) {
    content.split('\n').forEach((line) => addSetting(settings, line.trim(), unquoted));
  }
  // A script that the user data writes and runs later, such as a boot step, may add to the configuration as well.
  const steps = files.filter(({ path, content }) => path !== CONFIGURATION && content.includes(CONFIGURATION));
  for (const { rest } of [...scripts, ...steps.map(({ content }) => readShell(content))]) {
    shellWords(rest).forEach((word) => addSetting(settings, word, (value) => value));
  }
  const completes = parts.some(({ text }) => text.includes(COMPLETION_UNIT));
  return { settings, launchHook: completes ? contentOf(files, LAUNCH_HOOK) : undefined };
}

/** A file and, if it is a script, those that it writes when the user data runs it. */
function withItsOwn(file: WrittenFile): WrittenFile[] {
  const own = file.content.startsWith('#!') ? readShell(file.content).files : [];
  return [file, ...own.flatMap(withItsOwn)];
}

function addSetting(settings: Map<string, string>, text: string, value: (raw: string) => string): void {
  const [, name, raw] = SETTING.exec(text) ?? [];
  if (name !== undefined && raw !== undefined) {
    settings.set(name, value(raw));
  }
}

/** systemd reads the file and takes off quotes around a whole value. */
function unquoted(raw: string): string {
  const [, , inner] = /^(["'])([^]*)\1$/.exec(raw) ?? [];
  return inner ?? raw;
}

function contentOf(files: readonly WrittenFile[], path: string): string | undefined {
  return files
    .filter((file) => file.path === path)
    .at(-1)
    ?.content.trim();
}
