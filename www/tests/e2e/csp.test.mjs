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

test('a script that got in cannot write markup, load anything, or send anything away', TIMEOUT, async () => {
  const { page } = await freshPage();
  await page.getByRole('heading', { level: 1 }).waitFor();
  // What the debugger runs itself may do more than a script, so the attempts are made from a timer.
  const refused = await page.evaluate(async () => {
    const directives = new Set();
    addEventListener('securitypolicyviolation', ({ effectiveDirective }) => directives.add(effectiveDirective));
    const elsewhere = 'https://elsewhere.invalid/';
    const added = (name, attributes) => document.body.append(Object.assign(document.createElement(name), attributes));
    const attempts = [
      () => (document.body.innerHTML = '<b>x</b>'),
      () => globalThis.trustedTypes.createPolicy('other', {}),
      () => fetch(elsewhere).catch(() => {}),
      () => added('img', { src: elsewhere }),
      () => added('iframe', { src: elsewhere }),
      () => added('link', { rel: 'stylesheet', href: elsewhere }),
      () => document.body.setAttribute('style', 'color: red'),
      () => document.head.append(Object.assign(document.createElement('base'), { href: elsewhere })),
      () => {
        added('form', { id: 'away', action: elsewhere, method: 'post' });
        document.getElementById('away').submit();
      },
      () => document.body.setAttribute('onclick', 'globalThis.hit = 1'),
      () => document.body.click(),
    ];
    for (const attempt of attempts) setTimeout(attempt);
    await new Promise((later) => setTimeout(later, 1500));
    return { directives: [...directives].sort(), hit: globalThis.hit };
  });
  assert.deepEqual(refused.directives, [
    'base-uri', 'connect-src', 'form-action', 'frame-src', 'img-src', 'require-trusted-types-for', 'style-src-attr',
    'style-src-elem', 'trusted-types',
  ]);
  assert.equal(refused.hit, undefined);
});
