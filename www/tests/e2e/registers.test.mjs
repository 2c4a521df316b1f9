/** Keeping a register: take over proposals, add, edit, refuse, undo, remove, find it again after a reload. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { assertClean, freshPage } from '../harness.mjs';
import { downloaded, openExample, saved, show } from '../example.mjs';
import { arrive, press, tabTo } from '../keyboard.mjs';

const TIMEOUT = { timeout: 300_000 };
const RESTORES = '#/register/backup-restore-test-record';

/** A workspace in which nothing has been said yet. */
async function openEmpty() {
  const opened = await freshPage();
  await opened.page.getByRole('button', { name: 'Start a new workspace' }).click();
  await opened.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  return opened;
}

const rows = (page) => page.locator('table.rows tbody tr');

/** Adds a row to the restore tests. */
async function addRow(page, subject, due) {
  await page.getByRole('link', { name: 'Add a restore test' }).click();
  await page.getByRole('heading', { level: 1, name: 'Add a restore test' }).waitFor();
  await page.getByLabel('What is restored').fill(subject);
  await page.getByLabel('Kind').selectOption('Single files or records');
  if (due) await page.getByLabel('Test due (optional)').fill(due);
  await page.getByRole('button', { name: 'Add a restore test' }).click();
  await page.getByText('Added a restore test.').waitFor();
}

test('a row is added, found, changed, refused with a reason, taken back and still there after a reload', TIMEOUT, async () => {
  const { page, seen } = await openEmpty();
  await show(page, '#/registers', 'Registers and records');
  await page.getByRole('link', { name: 'Restore test records', exact: true }).click();
  await page.getByText('Nothing has been entered yet.').waitFor();

  // What has to be there is asked for, at its place and in the summary.
  await page.getByRole('link', { name: 'Add a restore test' }).click();
  await page.getByRole('button', { name: 'Add a restore test' }).click();
  await page.getByRole('alert').getByText('“What is restored” is missing').waitFor();
  assert.equal(await page.getByLabel('What is restored').getAttribute('aria-invalid'), 'true');
  await page.getByRole('link', { name: 'Cancel' }).click();

  await addRow(page, 'The share of the buyers', '2026-01-15');
  await addRow(page, 'Mail of one day');
  assert.equal(await rows(page).count(), 2);
  await page.getByText('Overdue since').waitFor();
  await page.getByLabel('Search').fill('buyers');
  await page.getByText('1 of 2 rows').waitFor();
  await page.getByLabel('Search').fill('');
  await page.getByRole('button', { name: 'What is restored' }).click();
  assert.match(await rows(page).first().textContent(), /Mail of one day/);

  await page.getByRole('link', { name: 'The share of the buyers' }).click();
  await page.getByRole('heading', { level: 1, name: 'RST-1 The share of the buyers' }).waitFor();
  await page.getByText(/Entered on /).waitFor();
  const hours = page.getByLabel('Time taken (hours) (optional)');
  await hours.fill('2.5');
  await hours.fill('1001');
  await page.getByText('“Time taken” cannot be `1001`').first().waitFor();
  assert.equal(await hours.inputValue(), '1001', 'what was refused stays in its field');
  await hours.fill('3.5');
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await page.getByLabel('What is restored').fill('Two shares');
  await page.getByRole('button', { name: /^Undo: changed restore test: / }).click();
  await page.getByRole('heading', { level: 1, name: 'RST-1 The share of the buyers' }).waitFor();

  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('Removed RST-1 The share of the buyers.').waitFor();
  assert.equal(await rows(page).count(), 1);
  await page.getByRole('button', { name: 'Undo: removed restore test: The share of the buyers' }).click();
  assert.equal(await rows(page).count(), 2);

  await saved(page);
  await page.reload();
  await page.getByRole('link', { name: 'The share of the buyers' }).waitFor();
  assert.equal(await rows(page).count(), 2);
  await show(page, '#/registers', 'Registers and records');
  await page.getByText('2 rows open, 1 overdue').waitFor();
  assertClean(seen);
});

test('proposals that fit the answers are taken over as one step, and offered no more', TIMEOUT, async () => {
  const { page, seen } = await openExample();
  await show(page, '#/register/segregation-of-duties-matrix', 'Segregation of duties matrix');
  const proposals = page.locator('details.starters');
  if (!(await proposals.evaluate((element) => element.open))) await proposals.locator('summary').click();
  const [before, offered] = [await rows(page).count(), await proposals.locator('tbody tr').count()];
  await proposals.getByRole('checkbox').nth(0).check();
  await proposals.getByRole('checkbox').nth(1).check();
  await page.getByRole('button', { name: 'Take over 2 rows' }).click();
  await page.getByText('Took over 2 rows.').waitFor();
  assert.equal(await rows(page).count(), before + 2);
  assert.equal(await proposals.locator('tbody tr').count(), offered - 2);
  await page.getByRole('button', { name: /^Undo: took 2 proposals/ }).click();
  assert.equal(await rows(page).count(), before);
  assertClean(seen);
});

test('a register is a workbook with typed cells, in the whole set too', TIMEOUT, async () => {
  const { page, seen } = await openEmpty();
  await show(page, RESTORES, 'Restore test records');
  await addRow(page, '=1+1', '2026-01-15');
  const { name, bytes } = await downloaded(page, page.getByRole('button', { name: 'Excel: Restore test records' }));
  assert.equal(name, 'backup-restore-test-record.xlsx');
  const book = XLSX.read(bytes, { cellDates: true });
  assert.equal(book.Props.Title, 'Restore test records');
  const [row] = XLSX.utils.sheet_to_json(book.Sheets.Register);
  assert.equal(row.No, 'RST-1');
  assert.equal(row['What is restored'], '=1+1');
  assert.equal(book.Sheets.Register.B2.f, undefined, 'no formula');
  assert.ok(row['Test due'] instanceof Date);
  await page.getByText('backup-restore-test-record.xlsx: the download has started.').waitFor();
  await show(page, '#/download', 'Download');
  const soa = await downloaded(page, page.getByRole('button', { name: 'Excel: Statement of Applicability' }));
  assert.equal(XLSX.utils.sheet_to_json(XLSX.read(soa.bytes).Sheets.SoA).length, 93);
  assertClean(seen);
});

test('a row can be added and removed with the keyboard alone', TIMEOUT, async () => {
  const { page } = await openEmpty();
  await show(page, RESTORES, 'Restore test records');
  await press(page, 'Add a restore test', { tag: 'a' });
  await arrive(page, 'Add a restore test');
  await tabTo(page, /^What is restored/);
  await page.keyboard.type('The invoices');
  await tabTo(page, /^Kind/);
  await page.keyboard.type('Sing');
  await press(page, 'Add a restore test', { tag: 'button' });
  await arrive(page, 'Restore test records');
  await press(page, 'The invoices');
  await arrive(page, 'RST-1 The invoices');
  await press(page, 'Remove');
  await arrive(page, 'Restore test records');
  await page.getByText('Nothing has been entered yet.').waitFor();
});
