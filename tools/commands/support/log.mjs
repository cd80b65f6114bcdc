/** What people see: one line for each step as it ends, and on a terminal one line below that moves. */
const live = process.stdout.isTTY && !process.env.CI;
let shown = false;

/** A lasting line. */
export function line(text = '') {
  clear();
  process.stdout.write(`${text}\n`);
}

/** What is going on now; replaced by whatever is printed next. Without a terminal it is not shown. */
export function moving(text) {
  if (live) {
    clear();
    process.stdout.write(text.slice(0, (process.stdout.columns ?? 80) - 1));
    shown = true;
  }
}

/** Runs `work` under a heading and says how long it took. `work` may return a text to add. */
export async function step(name, work) {
  const started = Date.now();
  moving(`  … ${name}`);
  const timer = setInterval(() => moving(`  … ${name} (${seconds(started)})`), 1000);
  try {
    const remark = await work((now) => moving(`  … ${name} (${seconds(started)}): ${now}`));
    line(`  ✔ ${name}${remark ? `: ${remark}` : ''} (${seconds(started)})`);
  } catch (error) {
    line(`  ✖ ${name} (${seconds(started)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}

export function seconds(started) {
  return `${((Date.now() - started) / 1000).toFixed(1)} s`;
}

function clear() {
  if (shown) {
    process.stdout.write('\r\u001b[2K');
    shown = false;
  }
}
