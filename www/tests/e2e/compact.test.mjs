/** The document set is cut in one of two ways, and changed back without loss. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClean, axe } from '../harness.mjs';
import { downloaded, openExample, show } from '../example.mjs';

const TIMEOUT = { timeout: 300_000 };

/** The number at the end of a label. */
const number = async (label) => Number((await label.textContent()).match(/: (\d+) documents/)[1]);

test('related topics share a document once the compact set is chosen', TIMEOUT, async () => {
  const { page, seen } = await openExample();
  await show(page, '#/documents', 'Documents');
  const before = await page.evaluate(() => document.querySelector('annexa-workbench').app.workspace.entities('document').length);
  const topic = page.getByRole('radio', { name: /^One document for each topic/ });
  const compact = page.getByRole('radio', { name: /^Compact/ });
  const counts = {
    topic: await number(page.locator('label', { hasText: /^One document for each topic/ })),
    compact: await number(page.locator('label', { hasText: /^Compact/ })),
  };
  assert.ok(counts.compact * 2 < counts.topic, `${counts.compact} of ${counts.topic}`);
  assert.ok(await topic.isChecked());

  await compact.check();
  await page.getByRole('link', { name: 'IT operations procedure' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'Backup policy', exact: true }).count(), 0);
  assert.deepEqual(await axe(page), []);

  await show(page, '#/documents/it-operations-procedure', 'IT operations procedure');
  const article = page.getByRole('article');
  await article.getByRole('heading', { name: 'Backup policy' }).waitFor();
  assert.deepEqual(await axe(page), []);
  await page.locator('summary', { hasText: /^Download$/ }).click();
  const { bytes } = await downloaded(page, page.getByRole('button', { name: 'Markdown: IT operations procedure' }));
  assert.ok(new TextDecoder().decode(bytes).includes('## Backup policy {#backup-policy}'));

  await page.locator('ol').getByRole('link', { name: 'Backup policy' }).click();
  await page.getByRole('heading', { level: 1, name: 'Backup policy' }).waitFor();
  await page.getByText('It is a chapter of').waitFor();
  assert.deepEqual(await axe(page), []);
  assert.equal(await page.locator('summary', { hasText: /^Approval$/ }).count(), 0);

  await show(page, '#/documents', 'Documents');
  await topic.check();
  await page.getByRole('link', { name: 'Backup policy', exact: true }).waitFor();
  const after = await page.evaluate(() => document.querySelector('annexa-workbench').app.workspace.entities('document').length);
  assert.equal(after, before);
  await page.getByRole('button', { name: /^Undo/ }).first().click();
  await page.getByRole('link', { name: 'IT operations procedure' }).waitFor();
  assertClean(seen);
});
