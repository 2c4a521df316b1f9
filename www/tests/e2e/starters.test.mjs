/** Starter risks: by sector, by the answers, with the keyboard, narrow, and for axe. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axe, freshPage } from '../harness.mjs';

async function show(page, hash, name) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** What one column of the table says, row by row. */
function column(page, at) {
  return page.locator('main tbody tr').evaluateAll((rows, at) => rows.map((row) => row.cells[at].innerText), at);
}

test('starter risks follow the sector and the answers', { timeout: 120_000 }, async (t) => {
  const { page } = await freshPage();
  const main = page.locator('main');
  const put = (entity) =>
    page.evaluate((entity) => document.querySelector('annexa-workbench').app.dispatch({ put: entity }), entity);
  await page.getByRole('button', { name: 'Start a new workspace' }).click();
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();

  await t.test('the own sector comes first, then what fits any', async () => {
    await show(page, '#/organisation', 'Say who you are');
    await page.getByLabel('Sector').selectOption({ label: 'Hotels and restaurants' });
    await show(page, '#/starters', 'Starter risks');
    const sectors = await column(page, 4);
    assert.ok(sectors.length > 120);
    assert.deepEqual([...new Set(sectors)].slice(0, 2), ['Hotels and restaurants', 'Any sector']);
  });

  await t.test('one sector can be shown alone', async () => {
    await page.getByLabel('Sector').selectOption({ label: 'Any sector' });
    assert.deepEqual([...new Set(await column(page, 4))], ['Any sector']);
    await page.getByLabel('Sector').selectOption({ label: 'All sectors' });
  });

  await t.test('what an answer rules out comes last, with the way to the answer', async () => {
    const title = 'Room card copied into a master card';
    const before = (await column(page, 1)).indexOf(title);
    assert.ok(before < 6);
    await put({ answer: { question: 'has_premises', value: 'no' } });
    const row = main.getByRole('row', { name: title });
    await row.getByText('Does not fit your answer:').waitFor();
    const titles = await column(page, 1);
    const fits = (await column(page, 3)).map((text) => !text.includes('Does not fit your answer:'));
    assert.equal(fits.lastIndexOf(true), fits.indexOf(false) - 1);
    assert.ok(titles.indexOf(title) > fits.lastIndexOf(true));
    await row.getByRole('link', { name: 'Do you control any premises within the scope? No.' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Do you control any premises within the scope?' }).waitFor();
    await put({ answer: { question: 'has_premises', value: 'unknown' } });
    await show(page, '#/starters', 'Starter risks');
    assert.equal(await main.getByText('Does not fit your answer:').count(), 0);
  });

  await t.test('axe finds nothing, wide and at 320 pixels, light and dark', async () => {
    await put({ answer: { question: 'uses_cloud', value: 'no' } });
    await main.getByText('Does not fit your answer:').first().waitFor();
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      for (const width of [1280, 320]) {
        await page.setViewportSize({ width, height: 800 });
        assert.deepEqual(await axe(page), []);
        const overflows = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(overflows, false, `the page is wider than ${width} pixels`);
      }
    }
  });
});
