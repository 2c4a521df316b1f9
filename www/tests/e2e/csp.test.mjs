/** The production policy holds on every view, and text from anywhere stays text. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { address, assertClean, freshPage } from '../harness.mjs';

const TIMEOUT = { timeout: 180_000 };
const HOSTILE = '<img src=x onerror="globalThis.hit=1"><script>globalThis.hit=1</script>{{7*7}}javascript:hit=1';

test('no view breaks the policy or asks another origin, also with hostile text in every field', TIMEOUT, async () => {
  const { page, context, seen } = await freshPage({ open: false });
  await context.addInitScript(() => {
    globalThis.violations = [];
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
      globalThis.violations.push(`${violatedDirective} ${blockedURI} ${sample}`));
  });
  await page.goto(await address());
  await page.getByRole('button', { name: 'Open Manufacturer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await page.evaluate((text) => {
    const { app } = document.querySelector('annexa-workbench');
    app.put({ organisation: { ...app.get('organisation'), name: text, activities: text } });
    app.put({ person: { id: 'hostile', name: text, job: text, email: text } });
    app.put({ risk: { ...app.all('risk')[0], title: text, threat: text } });
    app.put({ party: { id: 'hostile', name: text, requirements: [{ text, addressed: true, how: text }] } });
  }, HOSTILE);
  const listed = await page.locator('nav a').evaluateAll((links) => links.map((link) => link.hash));
  for (const hash of [...listed, '#/people/hostile', '#/parties/hostile', '#/documents/backup-policy', '#/%3Cimg%3E/%E0']) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, hash);
    await page.waitForTimeout(250);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  assert.deepEqual(await page.evaluate(() => globalThis.violations), []);
  assert.equal(await page.evaluate(() => globalThis.hit), undefined);
  assert.equal(await page.locator('.subject').innerText(), HOSTILE);
  assertClean(seen);
});

test('a script that got in cannot write markup, run text, or send anything away', TIMEOUT, async () => {
  const { page } = await freshPage();
  await page.getByRole('heading', { level: 1 }).waitFor();
  const refused = await page.evaluate(async () => {
    const fails = async (run) => {
      try {
        await run();
        return false;
      } catch {
        return true;
      }
    };
    return {
      markup: await fails(() => (document.body.innerHTML = '<b>x</b>')),
      text: await fails(() => new Function('return 1')),
      fetch: await fails(() => fetch('http://127.0.0.1:1/')),
      policy: await fails(() => globalThis.trustedTypes.createPolicy('other', {})),
      worker: await fails(() => new Worker('https://elsewhere.invalid/x.js')),
    };
  });
  assert.deepEqual(refused, { markup: true, text: true, fetch: true, policy: true, worker: true });
});
