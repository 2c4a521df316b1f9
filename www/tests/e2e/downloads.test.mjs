/** What the page hands out opens elsewhere, and what it is handed cannot harm it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import * as XLSX from '@e965/xlsx';
import { unzipSync } from 'fflate';
import { assertClean, freshPage } from '../harness.mjs';
import { downloaded, openExample, show, sum } from '../example.mjs';

const TIMEOUT = { timeout: 300_000 };
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const text = (bytes) => new TextDecoder().decode(bytes);

/** The text of a Word file as LibreOffice reads it. */
function officeText(bytes) {
  const folder = mkdtempSync(join(tmpdir(), 'annexa-office-'));
  try {
    writeFileSync(join(folder, 'file.docx'), bytes);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    execFileSync('soffice', [profile, '--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', folder, join(folder, 'file.docx')], {
      stdio: 'ignore',
    });
    return readFileSync(join(folder, 'file.txt'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

test('each format of a document holds its text', TIMEOUT, async () => {
  const { page, seen } = await openExample();
  await show(page, '#/documents/backup-policy', 'Backup policy');
  const rule = 'Backups must be encrypted before they leave the system that makes them.';
  await page.getByRole('article').getByText(rule).waitFor();
  await page.locator('summary', { hasText: /^Download$/ }).click();

  const docx = await downloaded(page, page.getByRole('button', { name: 'Word: Backup policy' }));
  assert.equal(docx.name, 'backup-policy.docx');
  const word = officeText(docx.bytes);
  assert.ok(word.includes('Lanternwick Software Limited'), 'the organisation is named');
  assert.ok(word.includes(rule), 'a rule of the policy is there');

  const html = await downloaded(page, page.getByRole('button', { name: 'HTML: Backup policy' }));
  assert.ok(text(html.bytes).includes(rule));
  const markdown = await downloaded(page, page.getByRole('button', { name: 'Markdown: Backup policy' }));
  assert.ok(text(markdown.bytes).includes(rule));
  await page.getByText('backup-policy.md: the download has started.').waitFor();
  assertClean(seen);
});

test('the Statement of Applicability is a workbook that another library reads', TIMEOUT, async () => {
  const { page, seen } = await openExample();
  await show(page, '#/documents/statement-of-applicability', 'Statement of Applicability');
  await page.locator('summary', { hasText: /^Download$/ }).click();
  const button = page.getByRole('button', { name: 'Excel: Statement of Applicability' });
  const { name, bytes } = await downloaded(page, button);
  assert.equal(name, 'statement-of-applicability.xlsx');
  const { SheetNames, Sheets } = XLSX.read(bytes);
  const rows = SheetNames.map((sheet) => XLSX.utils.sheet_to_json(Sheets[sheet], { header: 1 }));
  const controls = rows.find((sheet) => sheet.some((row) => row.includes('A.5.1')));
  const ids = controls.flat().filter((cell) => /^A\.[5-8]\.\d+$/.test(cell));
  assert.equal(new Set(ids).size, 93, 'every control is there');
  const reason = controls.find((row) => row.includes('A.8.13')).join(' ');
  assert.match(reason, /backup/i, 'with its reason in words');
  assertClean(seen);
});

test('everything comes as one ZIP whose sums are right', TIMEOUT, async () => {
  const { page, seen } = await openExample();
  await show(page, '#/download', 'Download');
  const before = await sum(page);
  const { name, bytes } = await downloaded(page, page.getByRole('button', { name: 'Download everything (ZIP)' }));
  assert.match(name, /^lanternwick.*\.zip$/);
  const files = unzipSync(bytes);
  const manifest = JSON.parse(text(files['manifest.json']));
  const listed = manifest.files.map(({ path }) => path).sort();
  assert.deepEqual(listed, Object.keys(files).filter((path) => !['manifest.json', 'SHA256SUMS'].includes(path)).sort());
  for (const file of manifest.files) {
    assert.equal(sha256(files[file.path]), file.sha256, file.path);
    assert.equal(files[file.path].length, file.size, file.path);
  }
  const some = ['word/backup-policy.docx', 'html/backup-policy.html', 'markdown/backup-policy.md', 'excel/statement-of-applicability.xlsx'];
  for (const folder of some) {
    assert.ok(listed.includes(folder), folder);
  }
  assert.equal(sha256(files['workspace.json']), before);
  assertClean(seen);
});

test('the writing of the set can be stopped', TIMEOUT, async () => {
  const { page } = await openExample();
  await show(page, '#/download', 'Download');
  let downloads = 0;
  page.on('download', () => (downloads += 1));
  await page.getByRole('button', { name: 'Download everything (ZIP)' }).waitFor();
  // The first answer of the worker is held back, so that there is time to press the button.
  await page.evaluate(() => {
    const { documents } = document.querySelector('annexa-workbench').app;
    const ask = documents.ask.bind(documents);
    documents.ask = async (...question) => {
      const answer = await ask(...question);
      await new Promise((resume) => setTimeout(resume, 200));
      return answer;
    };
  });
  await page.getByRole('button', { name: 'Download everything (ZIP)' }).click();
  await page.getByRole('status').filter({ hasText: /^1 of / }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Cancelled. Nothing was downloaded.').waitFor();
  await page.waitForTimeout(1_500);
  assert.equal(downloads, 0);
  await page.getByRole('button', { name: 'Download everything (ZIP)' }).waitFor();
});

test('a backup opens in another browser to the same bytes', TIMEOUT, async () => {
  const { page } = await openExample('Manufacturer');
  await show(page, '#/download', 'Download');
  const { bytes } = await downloaded(page, page.getByRole('button', { name: 'Save a backup (JSON)' }));
  const before = await sum(page);
  assert.equal(sha256(bytes), before);
  const other = await freshPage();
  await other.page.getByLabel('Backup file').setInputFiles({ name: 'backup.json', mimeType: 'application/json', buffer: bytes });
  await other.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  assert.equal(await sum(other.page), before);
});

test('a truncated, damaged, foreign or newer backup says what is wrong and stores nothing', TIMEOUT, async () => {
  const whole = await (await openExample('Consultancy')).page.evaluate(() =>
    new TextDecoder().decode(document.querySelector('annexa-workbench').app.workspace.save()));
  const { page } = await freshPage();
  const input = page.getByLabel('Backup file');
  const bad = {
    truncated: [whole.slice(0, whole.length / 2), /line|end/i],
    foreign: ['{"hello":1}', /annexa/i],
    newer: [whole.replace(/"schema":\s*\d+,(\s*)"reads":\s*\d+/, '"schema": 99,$1"reads": 99'), /newer/i],
    unknown: [whole.replace('"organisation":', '"orgnisation":{},"organisation":'), /orgnisation/],
  };
  for (const [name, [content, message]] of Object.entries(bad)) {
    assert.notEqual(content, whole, name);
    await input.setInputFiles({ name: `${name}.json`, mimeType: 'application/json', buffer: Buffer.from(content) });
    await page.getByRole('alert').filter({ hasText: message }).waitFor({ timeout: 10_000 }).catch(async () => {
      assert.fail(`${name}: ${await page.getByRole('alert').allInnerTexts()}`);
    });
    assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), [], name);
  }
});

test('10 MB in a text field, and a number out of range, are refused with a message', TIMEOUT, async () => {
  const { page } = await openExample();
  await show(page, '#/risks/risk-01', /^R-1 /);
  const before = await sum(page);
  await page.getByLabel('Title', { exact: true }).evaluate((field) => {
    field.value = 'x'.repeat(10_000_000);
    field.dispatchEvent(new Event('input'));
  });
  await page.getByRole('alert').filter({ hasText: 'the limit is 300' }).waitFor();
  assert.equal(await sum(page), before);
  await show(page, '#/parameters', /^Numbers and choices/);
  const kept = page.getByRole('spinbutton', { name: 'For how long is a backup kept?' });
  await kept.fill('999999');
  await kept.press('Tab');
  await page.getByText(/^Enter a whole number from 14 to 3650/).waitFor();
  assert.equal(await sum(page), before);
});

/** Puts a payload into every text field of every entity that takes it; says how many took it. */
function poison(payload) {
  const { app } = document.querySelector('annexa-workbench');
  const kinds = ['organisation', 'scope', 'method', 'issue', 'party', 'person', 'role', 'site', 'asset', 'supplier',
    'obligation', 'risk', 'answer', 'control', 'document', 'parameter'];
  const places = (value, path = []) =>
    typeof value === 'string' ? [path] : Object.entries(value ?? {}).flatMap(([key, inner]) => places(inner, [...path, key]));
  let taken = 0;
  for (const kind of kinds) {
    const entities = ['organisation', 'scope', 'method'].includes(kind) ? [app.get(kind)] : app.all(kind);
    for (const entity of entities.slice(0, 8)) {
      let now = entity;
      for (const path of places(entity)) {
        const next = structuredClone(now);
        const last = path.at(-1);
        path.slice(0, -1).reduce((at, key) => at[key], next)[last] = payload;
        // Ids and choices refuse it: what they name would be another entity.
        if (last === 'id' || !app.put({ [kind]: next })) continue;
        now = next;
        taken += 1;
      }
    }
  }
  app.refusal = undefined;
  app.update();
  return taken;
}

test('hostile text stays text in every view and in the exported HTML', TIMEOUT, async () => {
  const { page, context, seen } = await openExample();
  const payload = '<img src=x onerror="globalThis.canary=1"> [x](javascript:globalThis.canary=1) {{ 7*7 }} ${8*8}';
  assert.ok((await page.evaluate(poison, payload)) > 150, 'most text fields took it');
  const hashes = await page.evaluate(() => {
    const { app } = document.querySelector('annexa-workbench');
    const each = (screen, ids) => ids.map((id) => `#/${screen}/${id}`);
    return [
      ...['overview', 'organisation', 'people', 'roles', 'sites', 'scope', 'issues', 'parties', 'assets', 'suppliers',
        'obligations', 'questions', 'answers', 'risks', 'starters', 'method', 'controls', 'documents', 'parameters',
        'download', 'history', 'data'].map((screen) => `#/${screen}`),
      ...each('risks', app.all('risk').slice(0, 2).map(({ id }) => id)),
      ...each('controls', app.all('control').slice(0, 2).map(({ control }) => control)),
      ...each('documents', ['backup-policy', ...app.all('document').slice(0, 3).map(({ document }) => document)]),
      ...each('people', [app.all('person')[0].id]),
    ];
  });
  for (const hash of hashes) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.locator('main h1').waitFor();
    await page.waitForTimeout(150);
    const found = await page.evaluate(() => {
      const root = document.querySelector('annexa-workbench').shadowRoot;
      return {
        images: root.querySelectorAll('img').length,
        scripts: root.querySelectorAll('a[href^="javascript:" i]').length,
        canary: globalThis.canary ?? 0,
      };
    });
    assert.deepEqual(found, { images: 0, scripts: 0, canary: 0 }, hash);
  }
  await show(page, '#/documents/backup-policy', '');
  await page.getByRole('article').getByText('<img src=x').first().waitFor();
  await page.locator('summary', { hasText: /^Download$/ }).click();
  const { bytes } = await downloaded(page, page.getByRole('button', { name: /^HTML: / }));
  const exported = await context.newPage();
  await exported.setContent(text(bytes));
  assert.equal(await exported.locator('img, a[href^="javascript:" i], script').count(), 0);
  assert.equal(await exported.evaluate(() => globalThis.canary ?? 0), 0);
  assert.deepEqual(seen.problems, [], 'no refusals by the policy');
});
