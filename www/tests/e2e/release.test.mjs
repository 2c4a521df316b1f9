/** The page as a host gets it: headers, integrity, any path, nothing from elsewhere. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DIST, address, assertClean, freshPage, serve } from '../harness.mjs';

const documented = JSON.parse(readFileSync(new URL('../../headers.json', import.meta.url), 'utf8'));

test('every response carries the documented headers, but for the two that need https', async () => {
  const sent = (await fetch(await address())).headers;
  for (const [name, value] of Object.entries(documented.headers)) {
    assert.equal(sent.get(name), name === 'Strict-Transport-Security' ? null : value, name);
  }
  const policy = sent.get('Content-Security-Policy');
  for (const [name, value] of Object.entries(documented.contentSecurityPolicy)) {
    const stands = policy.split('; ').some((directive) => directive.startsWith(`${name} ${value}`));
    assert.equal(stands, name !== 'upgrade-insecure-requests', name);
  }
});

test('named files may be kept, the page itself is asked for again', async () => {
  const script = readdirSync(join(DIST, 'assets')).find((name) => name.endsWith('.js'));
  const caching = async (path) => (await fetch((await address()) + path)).headers.get('Cache-Control');
  assert.equal(await caching(''), 'no-cache');
  assert.equal(await caching(`assets/${script}`), 'public, max-age=31536000, immutable');
});

test('only files of the release are served', async () => {
  for (const path of ['_headers', 'nothing.html', '%2e%2e/package.json', '..%2fpackage.json', '/etc/hostname']) {
    assert.equal((await fetch((await address()) + path)).status, 404, path);
  }
});

test('the HTML has no inline script, and every script and style sheet is checked by hash', () => {
  const html = readFileSync(join(DIST, 'index.html'), 'utf8');
  const elements = html.match(/<(script|link rel="(stylesheet|modulepreload)")[^>]*>/g);
  const checked = elements.filter((element) => !element.includes('importmap'));
  assert.ok(checked.length > 0);
  for (const element of checked) assert.match(element, / (src|href)="\.\/assets\/[^"]+" integrity="sha384-/);
  assert.doesNotMatch(html, /<style| style="| on\w+="/);
});

test('the first view asks only its own origin, and for the core module once', async () => {
  // Without the service worker, which afterwards fetches the rest for offline use.
  const { page, seen } = await freshPage({ path: '?nosw' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(seen.requests.filter((url) => url.endsWith('.wasm')).length, 1);
  assertClean(seen);
});

test('the page works below any path of a host', async () => {
  const { url } = await serve({ base: '/some/deep/path/' });
  const { page, seen } = await freshPage({ url });
  await page.getByRole('heading', { level: 1 }).waitFor();
  assertClean(seen);
});

test('a page elsewhere on the site shows the element as the README says', async () => {
  const example = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8').match(/<script[^]*<\/annexa-workbench>/)[0];
  const folder = copy((release) => {
    cpSync(DIST, join(release, 'about/annexa'), { recursive: true });
    writeFileSync(join(release, 'about/host.html'), `<!doctype html><title>Host</title><link rel="icon" href="annexa/icon.svg"><h1>Ours</h1>${example}`);
    writeFileSync(join(release, '_headers'), '');
  });
  const { url } = await serve({ folder });
  const { page, seen } = await freshPage({ url, path: 'about/host.html' });
  await page.getByRole('button', { name: 'Open Software company' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.evaluate(() => (location.hash = '#/documents/backup-policy'));
  await page.getByRole('article').getByText('Purpose').first().waitFor();
  assert.equal(await page.title(), 'Host', 'the title is the host page\'s');
  assert.ok(seen.requests.every((request) => !/\/(packs|examples|assets)\//.test(request) || request.includes('/about/annexa/')));
  assertClean(seen);
});

test('a host that sends no headers still gets the policy', async () => {
  const { url } = await serve({ folder: copy((folder) => writeFileSync(join(folder, '_headers'), '')) });
  const { page } = await freshPage({ url });
  const refused = await page.evaluate(async () => {
    const violation = new Promise((told) => addEventListener('securitypolicyviolation', told, { once: true }));
    fetch('https://elsewhere.invalid/').catch(() => {});
    return (await violation).effectiveDirective;
  });
  assert.equal(refused, 'connect-src');
});

test('a script or module with one wrong byte is not run', async () => {
  const names = readdirSync(join(DIST, 'assets')).filter((name) => /^(index|annexa_bg)-.*\.(js|wasm)$/.test(name));
  const loaded = names.filter((name) => readFileSync(join(DIST, 'index.html'), 'utf8').includes(name));
  assert.equal(loaded.length, 2);
  for (const name of loaded) {
    const { url } = await serve({ folder: copy((folder) => flipLastByte(join(folder, 'assets', name))) });
    const { page, seen } = await freshPage({ url });
    await page.getByText(/damaged/).last().waitFor();
    assert.ok(seen.problems.some((problem) => /integrity/i.test(problem)), name);
  }
});

function copy(change) {
  const folder = mkdtempSync(join(tmpdir(), 'annexa-dist-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(DIST, folder, { recursive: true });
  change(folder);
  return folder;
}

function flipLastByte(path) {
  const bytes = readFileSync(path);
  bytes[bytes.length - 1] ^= 1;
  writeFileSync(path, bytes);
}
