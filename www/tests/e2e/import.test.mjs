/** Reading tables in: a stranger's register, a pasted block, a workbook of ours that was edited, and bad files. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as XLSX from '@e965/xlsx';
import { assertClean, axe, freshPage } from '../harness.mjs';
import { downloaded, openExample, saved, show } from '../example.mjs';

const TIMEOUT = { timeout: 300_000 };
const SAMPLES = fileURLToPath(new URL('../../../../shared/samples/cenedril', import.meta.url));

/** A workspace in which nothing has been said yet, at the view that reads tables in. */
async function openEmpty(options) {
  const opened = await freshPage(options);
  await opened.page.getByRole('button', { name: 'Start a new workspace' }).click();
  await opened.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  await show(opened.page, '#/import', 'Read in a table');
  return opened;
}

const choose = (page, name, content) =>
  page.getByLabel('File', { exact: true }).setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });

async function check(page) {
  await page.getByRole('button', { name: 'Show what would change' }).click();
  await page.getByRole('heading', { level: 2, name: 'What would change' }).waitFor();
}

const risks = (page) => page.evaluate(() => document.querySelector('annexa-workbench').app.all('risk').length);

const RISKS = 'ID;Risk title;Owner;Likelihood;Impact;Risk level;Colour\n'
  + 'R-1;Laptop lost;IT manager;High;3;Critical;red\nR-2;;IT manager;1;1;Low;\nR-3;Flood;Nobody;2;2;Low;\n';

test('a register is read in as one step, undone and redone, and is there after a reload', TIMEOUT, async () => {
  const { page, seen } = await openEmpty();
  const sample = `${SAMPLES}/risk-register.csv`;
  const [content, count] = existsSync(sample) ? [readFileSync(sample), 7] : [RISKS, 2];
  await choose(page, 'risk-register.csv', content);
  assert.equal(await page.getByLabel('What one row is').inputValue(), 'risk');
  await check(page);
  await page.getByText(`${count} new`).waitFor();
  assert.equal(await risks(page), 0, 'nothing has changed yet');
  await page.getByRole('button', { name: `Take over ${count} rows` }).click();
  await page.getByText(`Took over ${count} rows.`).waitFor();
  assert.equal(await risks(page), count);
  await page.getByRole('button', { name: 'Undo: Import of risk-register.csv' }).click();
  assert.equal(await risks(page), 0);
  await page.getByRole('button', { name: 'Redo: Import of risk-register.csv' }).click();
  assert.equal(await risks(page), count);
  await saved(page);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: 'Read in a table' }).waitFor();
  assert.equal(await risks(page), count);
  assertClean(seen);
});

test('pasted rows: what is refused or left out is named, and a column can be sent elsewhere', TIMEOUT, async () => {
  const { page, seen } = await openEmpty();
  await page.getByLabel('Or paste rows from a spreadsheet').fill(RISKS.replaceAll(';', '\t'));
  await page.getByRole('button', { name: 'Use the pasted rows' }).click();
  await check(page);
  await page.getByText('2 new').waitFor();
  await page.getByText('1 not taken over').waitFor();
  await page.getByText('“Title” is missing.').waitFor();
  await page.getByText('There is no role or person “Nobody”.').waitFor();
  await page.getByText('“Colour” goes nowhere: 1 value is left out.').waitFor();
  assert.match(await page.getByRole('group', { name: 'Levels that come out differently' }).textContent(), /Critical\s*High/);

  await page.getByLabel('Where “Colour” goes').selectOption('Consequence');
  await page.getByRole('heading', { level: 2, name: 'What would change' }).waitFor({ state: 'detached' });
  await check(page);
  assert.equal(await page.getByText('“Colour” goes nowhere').count(), 0);
  const { name, bytes } = await downloaded(page, page.getByRole('button', { name: 'Report of all rows (CSV)' }));
  assert.equal(name, 'import-report.csv');
  assert.match(bytes.toString(), /missing-value/);
  assertClean(seen);
});

test('the risk register as a workbook, edited in a spreadsheet, comes back with just that edit', TIMEOUT, async () => {
  const { page, seen } = await openExample();
  await show(page, '#/download', 'Download');
  const { bytes } = await downloaded(page, page.getByRole('button', { name: 'Excel: Risk register' }));
  const book = XLSX.read(bytes, { cellStyles: true });
  book.Sheets.Register.B2 = { t: 's', v: 'A title that somebody typed in Excel' };
  const edited = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' });
  await show(page, '#/import', 'Read in a table');
  await choose(page, 'register.xlsx', edited);
  await check(page);
  await page.getByText('1 changed').waitFor();
  await page.getByText('0 new').waitFor();
  await page.getByLabel('Rows to show').selectOption('Changed');
  await page.getByText('→ A title that somebody typed in Excel').waitFor();
  assertClean(seen);
});

test('a file that is no table, or far too large, changes nothing and says why', TIMEOUT, async () => {
  const { page } = await openEmpty();
  await choose(page, 'picture.xlsx', 'PK\u0003\u0004 not a workbook');
  await page.getByRole('alert').getByText('The file is not a workbook.').waitFor();
  await choose(page, 'large.csv', 'x'.repeat(20_000_001));
  await page.getByRole('alert').getByText('the limit is 20000000').waitFor();
  assert.equal(await risks(page), 0);
});

for (const width of [320, 1280]) {
  test(`every step is accessible at ${width} pixels`, TIMEOUT, async () => {
    const { page } = await openEmpty({ viewport: { width, height: 900 } });
    assert.deepEqual(await axe(page), []);
    await choose(page, 'risks.csv', RISKS);
    await page.getByRole('heading', { level: 2, name: 'What is what' }).waitFor();
    assert.deepEqual(await axe(page), []);
    await check(page);
    assert.deepEqual(await axe(page), []);
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/import-${width}.png`, fullPage: true });
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `the page is ${overflow} px too wide`);
  });
}
