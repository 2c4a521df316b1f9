/** Use without a network, a new release, and the way back from a bad one. */
import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DIST, freshPage, serve, until } from '../harness.mjs';

const TIMEOUT = { timeout: 180_000 };

/** Installed, in charge of the page, and every file of the release kept. */
const installed = (page) =>
  until(page, async () => {
    const registration = await navigator.serviceWorker.ready;
    return registration.active?.state === 'activated' && Boolean(navigator.serviceWorker.controller);
  });

/** The releases that are kept; the workspaces' own copies lie beside them. */
const caches = (page) => page.evaluate(async () => (await globalThis.caches.keys()).filter((name) => name.startsWith('annexa-')));

function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'annexa-offline-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(DIST, folder, { recursive: true });
  return folder;
}

test('after the first visit everything works without a server', TIMEOUT, async () => {
  const { url, stop } = await serve({ base: '/some/path/' });
  const { page } = await freshPage({ url });
  await page.getByRole('button', { name: 'Open Software company' }).click();
  await page.getByRole('status').filter({ hasText: 'Saved on this device' }).waitFor();
  await installed(page);
  await stop();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  const addresses = await page.locator('nav a').evaluateAll((links) => links.map((link) => link.hash));
  for (const hash of addresses) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    await page.waitForFunction((screen) => {
      const { app, shadowRoot } = document.querySelector('annexa-workbench');
      return app.route.screen === screen && shadowRoot.querySelector('main h1')?.textContent;
    }, hash.slice(2).split('/')[0] || 'overview');
    assert.equal(await page.getByText('This page could not be loaded').count(), 0, hash);
  }
  const title = await page.evaluate(async () => {
    const { app } = document.querySelector('annexa-workbench');
    return (await app.documents.ask('render', 'backup-policy', '2026-11-24')).title;
  });
  assert.equal(title, 'Backup policy');
});

test('a host that does not answer is waited for no longer than a few seconds', TIMEOUT, async () => {
  const { url } = await serve();
  const { page, context } = await freshPage({ url });
  await page.getByRole('button', { name: 'Start a new workspace' }).click();
  await installed(page);
  await context.route('**/*', () => {});
  const start = Date.now();
  await page.reload({ waitUntil: 'commit' });
  await page.getByRole('heading', { level: 1 }).waitFor();
  assert.ok(Date.now() - start < 8000, `${Date.now() - start} ms`);
});

test('a new release waits, saves first, and keeps everything', TIMEOUT, async () => {
  const folder = copy();
  const { url } = await serve({ folder });
  const { page } = await freshPage({ url });
  await page.getByRole('button', { name: 'Open Clinic' }).click();
  await installed(page);
  appendFileSync(join(folder, 'sw.js'), '\n// the next release\n');
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const take = page.getByRole('button', { name: 'Save and load it now' });
  await take.waitFor();
  assert.equal(await page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting)), true);
  await page.evaluate(() => {
    location.hash = '#/organisation';
  });
  await page.getByLabel('Country of registration').fill('Andorra');
  await Promise.all([page.waitForEvent('load'), take.click()]);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('annexa-workbench').app.phase === 'open');
  assert.equal(await page.evaluate(() => document.querySelector('annexa-workbench').app.get('organisation').country), 'Andorra');
  assert.equal(await page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting)), false);
});

test('files of an older release are dropped only when the page has started', TIMEOUT, async () => {
  const { url } = await serve();
  const { page } = await freshPage({ url });
  await page.evaluate(() => globalThis.caches.open('annexa-older'));
  await page.getByRole('button', { name: 'Start a new workspace' }).click();
  await installed(page);
  assert.ok((await caches(page)).includes('annexa-older'));
  await page.reload();
  await until(page, async () => !(await globalThis.caches.keys()).includes('annexa-older'));
  assert.equal((await caches(page)).length, 1);
});

test('?nosw takes the service worker and its files away', TIMEOUT, async () => {
  const { url } = await serve();
  const { page } = await freshPage({ url });
  await page.getByRole('button', { name: 'Start a new workspace' }).click();
  await installed(page);
  await page.goto(`${url}?nosw`);
  await until(page, async () => (await navigator.serviceWorker.getRegistrations()).length === 0);
  await until(page, async () => (await globalThis.caches.keys()).every((name) => !name.startsWith('annexa-')));
});
