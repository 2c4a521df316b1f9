/** Every view against WCAG 2.2 AA, in light and dark, narrow, zoomed, and in forced colours. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, freshPage } from '../harness.mjs';

const TIMEOUT = { timeout: 600_000 };

/** The screens of the navigation, and one of each that stand behind a list. */
async function screens(page) {
  const listed = await page.locator('nav a').evaluateAll((links) => links.map((link) => link.hash));
  const behind = await page.evaluate(() => {
    const { app } = document.querySelector('annexa-workbench');
    const first = (kind) => app.all(kind)[0].id;
    return [
      `#/people/${first('person')}`, `#/parties/${first('party')}`, `#/obligations/${first('obligation')}`,
      `#/assets/${first('asset')}`, `#/risks/${first('risk')}`,
      `#/register/${app.all('record')[0].register}?row=${first('record')}`,
    ];
  });
  const fixed = ['#/people/new', '#/obligations/new', '#/risks/new', '#/starters', '#/questions/remote_work',
    '#/controls/A.7.4', '#/documents/backup-policy', '#/register/access-review-record',
    '#/register/access-review-record?row=new', '#/register/nothing', '#/nothing'];
  return [...new Set([...listed, ...behind, ...fixed])];
}

async function openExample(options) {
  const { page, seen } = await freshPage(options);
  await page.getByRole('button', { name: 'Open Software company' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  return { page, seen };
}

async function show(page, hash) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await page.waitForFunction(() => {
    const { app, shadowRoot } = document.querySelector('annexa-workbench');
    return shadowRoot.querySelector('main h1') && !shadowRoot.querySelector('main > p.muted:only-child') && app;
  });
  await page.waitForTimeout(150);
}

for (const colorScheme of ['light', 'dark']) {
  test(`axe finds nothing on any view, ${colorScheme}`, TIMEOUT, async () => {
    const { page } = await openExample({ colorScheme });
    const found = [];
    for (const hash of await screens(page)) {
      await show(page, hash);
      found.push(...(await axe(page)).map((line) => `${hash}: ${line}`));
    }
    assert.deepEqual(found, []);
  });

  test(`axe finds nothing on the first view and on errors, ${colorScheme}`, TIMEOUT, async () => {
    const { page } = await freshPage({ colorScheme });
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual(await axe(page), []);
    await page.getByLabel('Backup file').setInputFiles({ name: 'x.json', mimeType: 'application/json', buffer: Buffer.from('[') });
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await axe(page), []);
    await page.getByRole('button', { name: 'Start a new workspace' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await show(page, '#/people/new');
    await page.getByRole('button', { name: 'Add a person' }).click();
    await page.getByRole('alert').waitFor();
    assert.deepEqual(await axe(page), []);
    await show(page, '#/data');
    await page.getByRole('button', { name: 'Delete everything…' }).click();
    await page.getByRole('dialog').waitFor();
    assert.deepEqual(await axe(page), []);
  });
}

test('at 320 px nothing is wider than the screen, and text spacing may grow', TIMEOUT, async () => {
  const { page } = await openExample({ viewport: { width: 320, height: 640 } });
  const wide = [];
  for (const hash of await screens(page)) {
    await show(page, hash);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) wide.push(`${hash}: ${over} px`);
  }
  assert.deepEqual(wide, []);
});

test('targets are at least 24 px, unless they stand in a line of text', TIMEOUT, async () => {
  const { page } = await openExample({});
  const small = [];
  for (const hash of await screens(page)) {
    await show(page, hash);
    small.push(...(await page.evaluate(smallTargets)).map((line) => `${hash}: ${line}`));
  }
  assert.deepEqual(small, []);
});

function smallTargets() {
  const root = document.querySelector('annexa-workbench').shadowRoot;
  const inText = (element) => element.closest('p, li, td, th, dd, dt, label, caption') && getComputedStyle(element).display === 'inline';
  return [...root.querySelectorAll('a, button, input, select, textarea, summary')]
    .filter((element) => element.checkVisibility() && !inText(element) && !element.matches('.skip'))
    .map((element) => [element, element.getBoundingClientRect()])
    .filter(([, { width, height }]) => width < 24 || height < 24)
    // A box or circle counts with the label that it stands in.
    .filter(([element]) => !(element.closest('label')?.getBoundingClientRect().height >= 24))
    .filter(([element]) => !(element.labels?.[0]?.getBoundingClientRect().height >= 24))
    .map(([element, { width, height }]) => `${element.outerHTML.slice(0, 80)} is ${width} × ${height}`);
}

test('in forced colours the chosen answer and the current page can be told apart', TIMEOUT, async () => {
  const { page } = await openExample({ forcedColors: 'active' });
  await show(page, '#/questions/remote_work');
  const outline = (locator) => locator.evaluate((element) => getComputedStyle(element).outlineStyle);
  assert.equal(await outline(page.locator('.choice:has(:checked)')), 'solid');
  assert.equal(await outline(page.locator('.choice:not(:has(:checked))').first()), 'none');
  const edge = (selector) => page.locator(selector).first().evaluate((element) => getComputedStyle(element).borderInlineStartColor);
  assert.notEqual(await edge('nav a[aria-current]'), await edge('nav a:not([aria-current])'));
});

test('with reduced motion nothing moves', TIMEOUT, async () => {
  const { page } = await openExample({});
  const moving = await page.evaluate(() =>
    [...document.querySelector('annexa-workbench').shadowRoot.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return Number.parseFloat(transitionDuration) > 0 || Number.parseFloat(animationDuration) > 0;
    }).length);
  assert.equal(moving, 0);
});

test('on paper the navigation is gone and the content is there', TIMEOUT, async () => {
  const { page } = await openExample({});
  await show(page, '#/answers');
  await page.emulateMedia({ media: 'print' });
  assert.equal(await page.locator('nav').isVisible(), false);
  assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), true);
  assert.equal(await page.locator('.steps').isVisible(), false);
});
