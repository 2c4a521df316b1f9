/** What the page says and does when storage, files or input are bad: a clear message, and nothing lost. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { address, axe, freshPage } from '../harness.mjs';

const TIMEOUT = { timeout: 120_000 };

/** A page whose browser refuses what `refuse` takes away. */
async function refusing(refuse) {
  const { page, context } = await freshPage({ open: false });
  await context.addInitScript(refuse);
  await page.goto(await address());
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

const noLocal = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
};

const nothing = () => {
  Storage.prototype.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  IDBFactory.prototype.open = () => {
    throw new DOMException('refused', 'SecurityError');
  };
};

const go = (page, hash) =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, hash);

async function typeName(page, name) {
  await page.getByRole('button', { name: 'Start a new workspace' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await go(page, '#/organisation');
  await page.getByLabel('Name of the organisation').fill(name);
}

test('when nothing can be stored, a banner says so and a file saves the work', TIMEOUT, async () => {
  const page = await refusing(nothing);
  await typeName(page, 'Nowhere Ltd');
  await page.getByRole('heading', { name: 'Your changes are not saved on this device' }).waitFor();
  assert.deepEqual(await axe(page), []);
  const sent = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a file' }).click();
  const download = await sent;
  assert.match(download.suggestedFilename(), /^nowhere-ltd-\d{4}-\d{2}-\d{2}\.json$/);
  assert.match(readFileSync(await download.path(), 'utf8'), /Nowhere Ltd/);
  // Going on works, and leaving is asked about.
  await page.getByLabel('Short name (optional)').fill('Nowhere');
  const asked = page.waitForEvent('dialog');
  void page.close({ runBeforeUnload: true });
  await (await asked).dismiss();
  assert.equal(await page.getByLabel('Short name (optional)').inputValue(), 'Nowhere');
});

test('when one of the two copies cannot be written, the page says so and goes on', TIMEOUT, async () => {
  const page = await refusing(noLocal);
  await typeName(page, 'Once Ltd');
  await page.getByRole('heading', { name: 'Saved, but only once' }).waitFor();
  await page.getByRole('status').filter({ hasText: 'one copy only' }).waitFor();
  await page.reload();
  await page.locator('.subject', { hasText: 'Once Ltd' }).waitFor();
});

test('stored copies that are all damaged lead to the recovery page, and stay as they are', TIMEOUT, async () => {
  const { page } = await freshPage();
  await typeName(page, 'Broken Ltd');
  await page.getByRole('status').filter({ hasText: 'Saved on this device' }).waitFor();
  const url = page.url();
  await page.goto('about:blank');
  await page.goto(`${url.split('#')[0]}icon.svg`);
  const damaged = await page.evaluate(async () => {
    const texts = {};
    for (const key of Object.keys(localStorage).filter((key) => /:(g0|g1|lkg)$/.test(key))) {
      texts[key] = localStorage.getItem(key).slice(0, -40);
      localStorage.setItem(key, texts[key]);
    }
    await new Promise((done) => (indexedDB.deleteDatabase('annexa').onsuccess = done));
    await caches.delete('annexa:generations');
    return texts;
  });
  assert.ok(Object.keys(damaged).length > 0);
  await page.goto(url.split('#')[0]);
  await page.getByRole('heading', { level: 1, name: 'The stored workspace could not be read' }).waitFor();
  assert.deepEqual(await axe(page), []);
  const sent = page.waitForEvent('download');
  await page.getByRole('button', { name: /^Save .*g[01]/ }).first().click();
  assert.ok(Object.values(damaged).includes(readFileSync(await (await sent).path(), 'utf8')));
  const now = await page.evaluate((keys) => Object.fromEntries(keys.map((key) => [key, localStorage.getItem(key)])), Object.keys(damaged));
  assert.deepEqual(now, damaged);
  await page.getByRole('button', { name: 'Start new, or open a file' }).click();
  await page.getByRole('button', { name: 'Start a new workspace' }).waitFor();
});

test('bad files are refused with their fault, and nothing is stored', TIMEOUT, async () => {
  const { page } = await freshPage();
  const whole = await page.evaluate(async () => (await fetch('./examples/clinic.json')).text());
  const cases = {
    'no JSON': 'PK\u0003\u0004 something else',
    truncated: whole.slice(0, whole.length / 2),
    'another kind': '{"name":"annexa"}',
    empty: '',
  };
  for (const [name, text] of Object.entries(cases)) {
    await page.getByLabel('Backup file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' });
    await summary.waitFor();
    assert.ok((await summary.innerText()).length > 'There is a problem'.length + 10, name);
    assert.equal(await page.evaluate(() => Object.keys(localStorage).length), 0, name);
    await page.reload();
    await page.getByLabel('Backup file').waitFor();
  }
});

test('a text that is too long stays in its field with the reason, and nothing of it is stored', TIMEOUT, async () => {
  const { page } = await freshPage();
  await typeName(page, 'Short Ltd');
  const name = page.getByLabel('Name of the organisation');
  await name.fill('x'.repeat(10_000_000));
  await page.getByRole('alert').filter({ hasText: 'There is a problem' }).waitFor();
  assert.equal(await name.getAttribute('aria-invalid'), 'true');
  assert.match(await page.locator('.field-error').first().innerText(), /10000000 characters, the limit is 300/);
  assert.equal((await name.inputValue()).length, 10_000_000);
  assert.equal(await page.evaluate(() => document.querySelector('annexa-workbench').app.get('organisation').name), 'Short Ltd');
  await name.fill('Shorter Ltd');
  await page.locator('.subject', { hasText: 'Shorter Ltd' }).waitFor();
  assert.equal(await page.locator('.field-error').count(), 0);
});

test('a number out of range is refused where it stands', TIMEOUT, async () => {
  const { page } = await freshPage();
  await typeName(page, 'Number Ltd');
  const headcount = page.getByLabel('People who work for you');
  await headcount.fill('-5');
  await headcount.blur();
  await page.getByText(/Enter a whole number/).first().waitFor();
  assert.equal(await headcount.inputValue(), '-5');
  assert.equal(await page.evaluate(() => document.querySelector('annexa-workbench').app.get('organisation').headcount ?? null), null);
});

test('an address that leads nowhere says so and leads back', TIMEOUT, async () => {
  const { page } = await freshPage();
  await typeName(page, 'Lost Ltd');
  for (const hash of ['#/nothing', '#/people/p-none', '#/questions/nope', '#/risks/none', '#/controls/A.99.1', '#/documents/none']) {
    await go(page, hash);
    await page.getByRole('heading', { level: 1, name: /^There is no such/ }).waitFor();
    assert.equal(await page.evaluate(() => document.querySelector('annexa-workbench').app.phase), 'open', hash);
  }
});
