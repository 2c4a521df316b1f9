/** Storage in a real browser: refused, full, deleted, shared between tabs, read by a frame that may not. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { fixture, start, until } from '../fixtures/storage.mjs';
import { freshPage } from '../harness.mjs';

let url;
before(async () => {
  url = await fixture();
});

/** A page of the fixture in a profile of its own; `init` runs before its scripts. */
async function open({ init, ...options } = {}) {
  const { page, context } = await freshPage({ url, open: false, ...options });
  if (init) await context.addInitScript(init);
  const report = await start(page, url);
  return { page, context, report };
}

/** Another tab of the same profile. */
async function tab(context) {
  const page = await context.newPage();
  return { page, report: await start(page, url) };
}

const save = (page) => page.evaluate(() => fixture.save());
const edits = (page) => page.evaluate(() => fixture.document.edits);
const status = (page) => page.evaluate(() => fixture.storage.status);
const faults = (page) => page.evaluate(() => fixture.faults);

function assertStatus(found, expected) {
  assert.deepEqual({ ...found, n: undefined, time: undefined }, { ...expected, n: undefined, time: undefined });
}


test('what was saved is there again, and nothing is written before the first change', async () => {
  const { page, context, report } = await open();
  assert.equal(report.outcome, 'empty');
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  for (let round = 1; round <= 3; round += 1) assertStatus(await save(page), { kind: 'saved' });
  const again = await tab(context);
  assert.equal(again.report.outcome, 'opened');
  assert.equal(await edits(again.page), 3);
  const keys = await page.evaluate(() => Object.keys(localStorage).map((key) => key.replace(/^annexa:\w{8}:/, '')).sort());
  assert.deepEqual(keys, ['annexa:index', 'g0', 'g1', 'lkg']);
});

test('changes are coalesced into one save', async () => {
  const { page } = await open();
  await page.evaluate(() => {
    for (let edit = 0; edit < 500; edit += 1) fixture.edit();
  });
  await until(page, () => fixture.acknowledged === 500);
  const { n } = await status(page);
  assert.equal(n, 1);
});

test('leaving right after an edit loses nothing', async () => {
  const { page, context } = await open();
  await save(page);
  let current = page;
  for (let round = 1; round <= 10; round += 1) {
    const leave = [
      () => location.assign('about:blank'),
      () => location.reload(),
      () => location.assign('?again'),
    ][round % 3];
    await current.evaluate(() => fixture.edit());
    if (round % 4 === 0) current = await reopened(current);
    else await Promise.all([current.waitForEvent('framenavigated'), current.evaluate(leave).catch(() => {})]);
    const report = await start(current, url);
    assert.equal(report.outcome, 'opened');
    assert.equal(await edits(current), 1 + round, `round ${round}`);
  }
});

/** Closes a tab as its user would, and opens another. */
async function reopened(page) {
  const closed = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await closed;
  return page.context().newPage();
}

test('a crashed renderer loses nothing that was acknowledged', async () => {
  const { page, context } = await open();
  let current = page;
  for (let round = 1; round <= 6; round += 1) {
    assertStatus(await save(current), { kind: 'saved' });
    await crash(current);
    const next = await tab(context);
    assert.equal(await edits(next.page), round);
    assert.equal((await status(next.page)).kind, 'saved', 'the lock of the dead tab is free');
    current = next.page;
  }
});

async function crash(page) {
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  session.send('Page.crash').catch(() => {});
  await crashed;
}

test('a full localStorage keeps the old generation, and the ring goes on', async () => {
  const { page, context } = await open();
  await save(page);
  const before = await page.evaluate(() => {
    const slot = Object.keys(localStorage).find((key) => key.endsWith(':g1'));
    let room = 5_200_000;
    for (; room > 0; room = Math.floor(room / 2)) {
      for (let key = 0; ; key += 1) {
        try {
          localStorage.setItem(`host-${room}-${key}`, 'x'.repeat(room));
        } catch {
          break;
        }
      }
    }
    return { slot, text: localStorage.getItem(slot), length: localStorage.length };
  });
  await page.evaluate(() => (fixture.document.text = noise(50_000)));
  assertStatus(await save(page), { kind: 'one-copy-only', missing: 'local', reason: 'quota' });
  const after = await page.evaluate((slot) => ({ text: localStorage.getItem(slot), length: localStorage.length }), before.slot);
  assert.equal(after.text, before.text, 'the old generation is whole');
  assert.equal(after.length, before.length, 'the host page lost nothing');
  const other = await tab(context);
  assert.equal(await edits(other.page), 2, 'opened from the ring');
  assert.equal(other.report.recovered, 1);
  await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('host-')).forEach((key) => localStorage.removeItem(key)));
  assertStatus(await save(page), { kind: 'saved' });
});

test('a ring that refuses a generation leaves one copy, and is tried again', async () => {
  const { page } = await open({
    init: () => {
      const { put } = IDBObjectStore.prototype;
      IDBObjectStore.prototype.put = function (...values) {
        if (globalThis.full === 'throws') throw new DOMException('no room', 'QuotaExceededError');
        if (globalThis.full === 'aborts') this.transaction.abort();
        return put.apply(this, values);
      };
    },
  });
  assertStatus(await save(page), { kind: 'saved' });
  for (const [full, reason] of [['throws', 'quota'], ['aborts', 'failed']]) {
    await page.evaluate((value) => (globalThis.full = value), full);
    assertStatus(await save(page), { kind: 'one-copy-only', missing: 'ring', reason });
  }
  await page.evaluate(() => (globalThis.full = undefined));
  await until(page, () => fixture.storage.status.kind === 'saved');
  assert.equal(await page.evaluate(() => fixture.acknowledged), 3);
});

test('without IndexedDB there is one copy, and the reason', async () => {
  const throwing = await open({ init: () => (IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }) });
  assert.equal(throwing.report.ring, 'refused');
  assertStatus(await save(throwing.page), { kind: 'one-copy-only', missing: 'ring', reason: 'refused' });
  assert.deepEqual(await throwing.page.evaluate(() => fixture.storage.missing), { local: undefined, ring: 'refused' });

  const silent = await open({ init: () => (IDBFactory.prototype.open = () => ({})) });
  assert.equal(silent.report.ring, 'stalled');
  assertStatus(await save(silent.page), { kind: 'one-copy-only', missing: 'ring', reason: 'stalled' });

  const { page, context } = await freshPage({ url, path: 'missing' });
  await page.evaluate(() => new Promise((done) => { indexedDB.open('annexa', 99).onsuccess = ({ target }) => { target.result.close(); done(); }; }));
  const newer = await tab(context);
  assert.equal(newer.report.ring, 'refused', 'a database of a later version');
  assertStatus(await save(newer.page), { kind: 'one-copy-only', missing: 'ring', reason: 'refused' });
});

test('whatever setItem throws, the module lives and the ring saves', async () => {
  const thrown = ["new TypeError('odd')", 'null', "'text'", 'undefined', '{}', '42'];
  for (const value of thrown) {
    const { page } = await open({ init: `Storage.prototype.setItem = () => { throw ${value}; };` });
    assertStatus(await save(page), { kind: 'one-copy-only', missing: 'local', reason: 'failed' });
    assertStatus(await save(page), { kind: 'one-copy-only', missing: 'local', reason: 'failed' });
    assert.deepEqual(await faults(page), [], value);
  }
});

test('a text that is read back otherwise is not acknowledged', async () => {
  const { page } = await open({
    init: () => {
      const { setItem } = Storage.prototype;
      Storage.prototype.setItem = function (key, text) {
        setItem.call(this, key, /:g[01]$/.test(key) ? text.slice(0, -1) : text);
      };
    },
  });
  assertStatus(await save(page), { kind: 'one-copy-only', missing: 'local', reason: 'read-back-differs' });
  assert.equal(await page.evaluate(() => fixture.acknowledged), 0);
});

test('a frame without storage works in memory and says so', async () => {
  const { page, context } = await freshPage({ url, open: false });
  await context.route('**/*', async (route) => {
    if (route.request().url().endsWith('/host')) {
      const frame = `<iframe sandbox="allow-scripts" src="${url}"></iframe>`;
      return route.fulfill({ contentType: 'text/html', body: `<!doctype html><title>Host</title>${frame}` });
    }
    const response = await route.fetch();
    const headers = { ...response.headers(), 'access-control-allow-origin': '*' };
    for (const name of ['content-security-policy', 'cross-origin-embedder-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy']) delete headers[name];
    return route.fulfill({ response, headers });
  });
  await page.goto(`${url}host`);
  await until(page, () => frames.length === 1);
  const frame = page.frames()[1];
  await until(frame, () => globalThis.fixture !== undefined);
  const report = await frame.evaluate(() => fixture.open());
  assert.deepEqual([report.outcome, report.local, report.ring], ['empty', 'refused', 'refused']);
  assertStatus(await frame.evaluate(() => fixture.save()), { kind: 'not-saved', reason: 'refused' });
  assert.equal(await frame.evaluate(() => fixture.storage.isUnsaved), true);
  assert.equal(await frame.evaluate(() => fixture.document.edits), 1);
  assert.deepEqual(await frame.evaluate(() => fixture.faults), []);
  assert.equal(await frame.evaluate(() => fixture.storage.wipe()), 0);
});

test('a host page that clears its storage is noticed, and asked about', async () => {
  const { page, context } = await open();
  await save(page);
  await save(page);
  const host = await context.newPage();
  await host.goto(`${url}missing`);
  await host.evaluate(() => localStorage.clear());
  await until(page, () => fixture.storage.status.kind === 'one-copy-only');
  assertStatus(await status(page), { kind: 'one-copy-only', missing: 'local', reason: 'removed' });
  assertStatus(await save(page), { kind: 'one-copy-only', missing: 'local', reason: 'removed' });
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'not written again unasked');
  assertStatus(await page.evaluate(() => fixture.storage.rewrite()), { kind: 'saved' });
  assert.equal(await edits((await tab(context)).page), 3);
});

test('site data that is cleared while the page is open is written again on consent', async () => {
  const { page, context } = await open();
  await save(page);
  const session = await context.newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: 'all' });
  await save(page);
  await until(page, () => fixture.storage.status.kind === 'not-saved');
  assert.equal(await page.evaluate(() => fixture.storage.isUnsaved), true);
  assertStatus(await page.evaluate(() => fixture.storage.rewrite()), { kind: 'saved' });
  assert.equal(await edits((await tab(context)).page), 2);
});

/** What is left when the browser has dropped a database that it found damaged, before localStorage was on disk. */
for (const [left, outcome, found] of [['cache_storage', 'opened', 3], ['nothing', 'empty', 0]]) {
  test(`with ${left} left of the storage it is ${outcome}`, async () => {
    const { page, context } = await open();
    for (let round = 0; round < 3; round += 1) await save(page);
    const session = await context.newCDPSession(page);
    await page.goto('about:blank');
    const dropped = left === 'nothing' ? 'all' : 'indexeddb,local_storage';
    await session.send('Storage.clearDataForOrigin', { origin: new URL(url).origin, storageTypes: dropped });
    const again = await tab(context);
    assert.equal(again.report.outcome, outcome);
    assert.equal(await edits(again.page), found);
    assertStatus(await save(again.page), { kind: 'saved' });
  });
}

test('foreign keys are never touched, and wiping leaves nothing of ours', async () => {
  const { page, context } = await freshPage({ url, path: 'missing' });
  const foreign = { theme: 'dark', annexa: 'x', 'annexation:1': '{', index: '[', g0: '' };
  await page.evaluate((keys) => Object.assign(localStorage, keys), foreign);
  const { page: other } = await tab(context);
  await other.evaluate(() => (fixture.document.text = 'x'.repeat(100_000)));
  for (let round = 0; round < 4; round += 1) await save(other);
  assert.equal(await other.evaluate(() => fixture.storage.wipe()), 0);
  assert.deepEqual(await page.evaluate(() => ({ ...localStorage })), foreign);
  assert.deepEqual(await page.evaluate(() => indexedDB.databases()), []);
  assert.equal(await page.evaluate(async () => (await (await caches.open('annexa:generations')).keys()).length), 0);
});

test('damaged slots are kept, and raw copies can be saved without the module', async () => {
  const { page, context } = await open();
  for (let round = 0; round < 4; round += 1) await save(page);
  await page.close();
  const host = await context.newPage();
  await host.goto(`${url}missing`);
  await host.evaluate(() => Object.keys(localStorage).filter((key) => /:g[01]$/.test(key)).forEach((key) => localStorage.setItem(key, `broken ${key}`)));
  const { page: next, report } = await tab(context);
  assert.deepEqual(report.damaged.map(({ place }) => place).sort(), ['g0', 'g1']);
  assert.equal(await edits(next), 4, 'from the ring');
  const aside = await next.evaluate(() => fixture.storage.quarantined());
  assert.deepEqual(aside.map(({ text }) => text.slice(0, 6)), ['broken', 'broken']);
  const raw = await next.evaluate(() => fixture.storage.rawCopies());
  assert.ok(raw.length >= 8, raw.map(({ name }) => name).join());
  await next.evaluate(() => fixture.storage.discardQuarantined());
  assert.deepEqual(await next.evaluate(() => fixture.storage.quarantined()), []);
});

test('when nothing can be read nothing is written', async () => {
  const { page, context } = await open({ init: () => (IDBFactory.prototype.open = () => { throw new Error('no'); }) });
  await save(page);
  await page.close();
  const host = await context.newPage();
  await host.goto(`${url}missing`);
  const broken = await host.evaluate(() => {
    for (const key of Object.keys(localStorage)) if (key !== 'annexa:index') localStorage[key] = localStorage[key].slice(0, -9);
    return { ...localStorage };
  });
  const { page: next, report } = await tab(context);
  assert.equal(report.outcome, 'damaged');
  assertStatus(await save(next), { kind: 'read-only', why: 'damaged', unsaved: true });
  assert.deepEqual(await next.evaluate(() => ({ ...localStorage })), broken);
});
