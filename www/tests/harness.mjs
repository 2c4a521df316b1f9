/**
 * What every browser test starts from: the built page on our own server, in a Chromium that reaches nothing else.
 * `cargo xtask test` passes ANNEXA_URL, CHROME and ANNEXA_XTASK; without them the harness finds its own, so that
 * `node --test tests/e2e/journey.test.mjs` works alone.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import axeCore from 'axe-core';
import { chromium } from 'playwright-core';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** The built page. */
export const DIST = join(ROOT, 'www/dist');

/** No background traffic of the browser's own, and no name but the loopback address resolves. */
const FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

const closing = [];
after(async () => {
  for (const close of closing.reverse()) await close();
});

/** The address of the built page, ending in a slash. */
export async function address() {
  return process.env.ANNEXA_URL ?? (await (ours ??= serve())).url;
}
let ours;

/** A server of its own: for another folder, or under a path. `stop()` ends it before the tests do. */
export async function serve({ folder = DIST, base = '/', port = 0 } = {}) {
  const [program, ...words] = process.env.ANNEXA_XTASK ? [process.env.ANNEXA_XTASK] : ['cargo', 'xtask'];
  const server = spawn(program, [...words, 'serve', '--dir', folder, '--base', base, '--port', String(port)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = () => end(server);
  closing.push(stop);
  return { url: await printedAddress(server), stop };
}

async function printedAddress(server) {
  let text = '';
  for await (const part of server.stdout) {
    text += part;
    const found = /^Annexa: (\S+)$/m.exec(text);
    if (found) return found[1];
  }
  throw new Error(`the server said no address: ${text}`);
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** One browser for all tests of a file. */
export function launch() {
  return (shared ??= start());
}
let shared;

async function start() {
  const browser = await chromium.launch({ executablePath: chrome(), args: FLAGS });
  closing.push(() => browser.close());
  return browser;
}

/** The browser that set-up found or installs. */
function chrome() {
  process.env.CHROME ??= execFileSync('cargo', ['xtask', 'setup', 'browser'], { cwd: ROOT, encoding: 'utf8' })
    .match(/^browser: (.+)$/m)[1];
  return process.env.CHROME;
}

/**
 * A page with storage of its own, opened at `path` below the page's address. `options` are playwright's for a context
 * (colorScheme, viewport, forcedColors, …); `url` names another server; `open: false` leaves it blank.
 * Returns the page with `seen`, the list of its requests and problems.
 */
export async function freshPage({ path = '', url, open = true, ...options } = {}) {
  const browser = await launch();
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  closing.push(() => context.close());
  const seen = watch(context);
  const page = await context.newPage();
  if (open) await page.goto((url ?? (await address())) + path);
  return { page, context, seen };
}

/** Keeps every request and everything that went wrong: console errors (a refusal by the policy is one), exceptions. */
export function watch(context) {
  const seen = { requests: [], problems: [] };
  context.on('request', (request) => seen.requests.push(request.url()));
  context.on('console', (message) => {
    if (message.type() === 'error') seen.problems.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => seen.problems.push(String(error.error().stack ?? error.error())));
  return seen;
}

/** Fails if any request left the page's origin, or if anything went wrong. */
export function assertClean(seen, url) {
  const { origin } = new URL(url ?? seen.requests[0]);
  const foreign = seen.requests.filter((request) => /^(https?|wss?):/.test(request) && new URL(request).origin !== origin);
  assert.deepEqual(foreign, [], 'requests to another origin');
  assert.deepEqual(seen.problems, [], 'console errors, exceptions, refusals by the policy');
}

/** What axe finds against WCAG 2.2 AA and good practice, one line for each element. */
export async function axe(page) {
  await page.evaluate(axeCore.source);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: values }), tags);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.flat().join(' ')}`));
}

/**
 * A browser in a process group of its own, with a profile that outlives it: for killing.
 * The same `profile` starts it again on what the dead one left.
 */
export async function launchProfile({ profile = mkdtempSync(join(tmpdir(), 'annexa-profile-')) } = {}) {
  const portFile = join(profile, 'DevToolsActivePort');
  rmSync(portFile, { force: true });
  const flags = [...FLAGS, `--user-data-dir=${profile}`, '--remote-debugging-port=0', 'about:blank'];
  const child = spawn(chrome(), flags, { detached: true, stdio: 'ignore' });
  const started = { pid: child.pid, profile };
  closing.push(() => rmSync(profile, { recursive: true, force: true, maxRetries: 5 }), () => killGroup(started));
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${await debuggingPort(portFile, child)}`);
  const [context] = browser.contexts();
  return Object.assign(started, { browser, context, page: context.pages()[0] ?? (await context.newPage()) });
}

async function debuggingPort(file, child) {
  for (let tries = 0; tries < 600; tries += 1) {
    const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    if (path) return port;
    if (child.exitCode !== null) throw new Error(`the browser ended with ${child.exitCode}`);
    await pause(50);
  }
  throw new Error('the browser opened no debugging port');
}

/** Waits for something that takes asking: `waitForFunction` would take the promise itself for a yes. */
export async function until(page, predicate) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await page.evaluate(predicate)) return;
    await pause(100);
  }
  throw new Error(`never true: ${predicate}`);
}

/** Kills the browser and all its processes at once, as a crash would, and waits until none is left. */
export async function killGroup({ pid }) {
  while (signalGroup(pid, 'SIGKILL')) await pause(10);
}

function signalGroup(pid, signal) {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
