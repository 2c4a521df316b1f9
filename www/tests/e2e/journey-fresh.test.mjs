/** An organisation typed in by hand, with the keyboard alone: from the first visit to the answers, and back again. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClean, freshPage } from '../harness.mjs';
import { arrive, focused, press, tabTo, type } from '../keyboard.mjs';

const TIMEOUT = { timeout: 300_000 };

/** Everything that the page stored under its origin. */
const stored = (page) =>
  page.evaluate(async () => ({
    local: Object.keys(localStorage).sort(),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));

const status = (page, text) => page.getByRole('status').filter({ hasText: text }).first().waitFor();
const counts = (page) => page.getByRole('region', { name: 'What your answers lead to so far' }).innerText();

test('a fresh organisation is set up by keyboard, kept, and found again', TIMEOUT, async (t) => {
  const { page, context, seen } = await freshPage();
  await page.getByRole('heading', { level: 1 }).waitFor();

  await t.test('nothing of the visitor is stored before the choice', async () => {
    assert.deepEqual((await stored(page)).local, []);
  });

  await t.test('the skip link is first and leads to the content', async () => {
    await page.keyboard.press('Tab');
    assert.equal((await focused(page)).name, 'Skip to the content');
    await page.keyboard.press('Enter');
    assert.equal((await focused(page)).id, 'content');
  });

  await t.test('start new leads to the task list', async () => {
    await press(page, 'Start a new workspace');
    await arrive(page, 'Overview');
    assert.equal(await page.title(), 'Overview – Annexa');
    await page.getByText('0 of 46').first().waitFor();
  });

  await t.test('the organisation is typed in', async () => {
    await press(page, 'Say who you are');
    await arrive(page, 'Say who you are');
    await type(page, 'Name of the organisation', 'Quillmoor Instruments Ltd');
    await type(page, 'Short name (optional)', 'Quillmoor');
    await tabTo(page, 'Sector');
    await page.keyboard.type('Manu');
    await type(page, 'People who work for you', '34');
    await type(page, 'Country of registration', 'Ireland');
    await type(page, 'What you do', 'Builds and services measuring instruments for water works.');
    await status(page, 'Saved on this device');
    await page.locator('.subject', { hasText: 'Quillmoor Instruments Ltd' }).waitFor();
  });

  await t.test('a person without a name is refused, with the focus on what is wrong', async () => {
    await press(page, 'Next: give the roles to people');
    await arrive(page, 'Give the roles to people');
    await press(page, 'Add a person');
    await arrive(page, 'Add a person');
    await press(page, 'Add a person', { tag: 'button' });
    await page.getByRole('alert').filter({ hasText: 'There is a problem' }).waitFor();
    assert.match(await page.title(), /^There is a problem: /);
    assert.equal((await focused(page)).name, 'There is a problem');
    await press(page, 'Enter: Name.');
    assert.equal((await focused(page)).name, 'Name');
    await page.keyboard.type('Orla Byrne');
    await page.keyboard.press('Enter');
    await arrive(page, 'People');
    await page.getByText('Added Orla Byrne.').waitFor();
  });

  await t.test('a role is given to her', async () => {
    await press(page, 'Roles', { tag: 'a' });
    await arrive(page, 'Give the roles to people');
    await tabTo(page, 'Held by');
    await page.keyboard.type('Orla');
    await status(page, '1 of 12 roles have a holder.');
  });

  await t.test('the scope is written', async () => {
    await press(page, 'Next: set the scope');
    await arrive(page, 'Set the scope');
    await tabTo(page, 'Yes, it is relevant');
    await page.keyboard.press('ArrowDown');
    await type(page, 'Why', 'One office on high ground, no cooling of our own.');
    await type(page, 'Scope statement', 'Design and service of measuring instruments in Sligo.');
    await press(page, 'Add an interface');
    await type(page, 'The other side', 'Casting supplier');
    await type(page, /^Processes of the management system/, 'Risk assessment');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Internal audit');
    const scope = await page.evaluate(() => document.querySelector('annexa-workbench').app.get('scope'));
    assert.deepEqual(scope.processes, ['Risk assessment', 'Internal audit']);
    assert.equal(scope.climate.relevant, false);
    assert.equal(scope.interfaces[0].with, 'Casting supplier');
  });

  await t.test('a question without an answer is not passed by silently', async () => {
    await press(page, 'Next: answer the questions');
    await arrive(page, 'Do people work for you within the scope?');
    await press(page, 'Continue');
    assert.match((await focused(page)).name, /^There is a problem/);
    await press(page, 'Choose yes, no or don’t know, or skip the question.');
    assert.equal((await focused(page)).name, 'Yes');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
  });

  await t.test('each question is answered with Space and Enter, and says what it changes', async () => {
    for (let answered = 1; answered < 45; answered += 1) {
      const heading = await page.getByRole('heading', { level: 1 }).innerText();
      await tabTo(page, 'Yes');
      // Every third is "no": one arrow key further.
      await page.keyboard.press(answered % 3 ? 'Space' : 'ArrowDown');
      if (heading === 'Does anyone work outside your premises?') {
        await status(page, '1 control out and 1 document less');
        await page.getByRole('link', { name: 'A.6.7 Remote working' }).waitFor();
      }
      await page.keyboard.press('Enter');
      await page.waitForFunction(
        (before) => document.querySelector('annexa-workbench').shadowRoot.querySelector('h1').innerText !== before,
        heading,
      );
      await page.waitForFunction(() => document.querySelector('annexa-workbench').shadowRoot.activeElement?.localName === 'h1');
    }
    assert.match(await counts(page), /45 of 46/);
  });

  await t.test('the last answer is “don’t know”, which keeps controls in', async () => {
    await tabTo(page, 'Yes');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await arrive(page, 'Check answers');
    assert.match(await page.getByText('1 answer is “don’t know”.').innerText(), /Every question has an answer/);
  });

  await t.test('“change” leads from the check to the question', async () => {
    await press(page, /^Change Does anyone work outside your premises/);
    await arrive(page, 'Does anyone work outside your premises?');
    const chosen = page.getByRole('radio', { name: 'No', exact: true });
    assert.equal(await chosen.isChecked(), true);
  });

  await t.test('undo and redo say what they do, by button and by key', async () => {
    await tabTo(page, 'No');
    await page.keyboard.press('ArrowUp');
    const undo = 'Undo: changed the answer to Does anyone work outside your premises?';
    await page.getByRole('button', { name: undo }).waitFor();
    await page.keyboard.press('Control+z');
    assert.equal(await page.getByRole('radio', { name: 'No', exact: true }).isChecked(), true);
    const redo = 'Redo: changed the answer to Does anyone work outside your premises?';
    await press(page, redo);
    assert.equal(await page.getByRole('radio', { name: 'Yes', exact: true }).isChecked(), true);
    await page.keyboard.press('Control+z');
    await page.keyboard.press('Control+Shift+z');
    assert.equal(await page.getByRole('radio', { name: 'Yes', exact: true }).isChecked(), true);
  });

  await t.test('in a text field, Ctrl+Z belongs to the typing', async () => {
    await type(page, 'Note (optional)', 'abc');
    const before = await page.getByRole('button', { name: /^Undo: / }).getAttribute('aria-label');
    await page.keyboard.press('Control+z');
    assert.equal(await page.getByRole('button', { name: /^Undo: / }).getAttribute('aria-label'), before);
  });

  const last = await counts(page);
  await status(page, 'Saved on this device');

  await t.test('everything is there again in a new tab, undo included', async () => {
    await page.close();
    const again = await context.newPage();
    await again.goto(seen.requests[0]);
    await again.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await again.locator('.subject', { hasText: 'Quillmoor Instruments Ltd' }).waitFor();
    assert.equal(await counts(again), last);
    await again.getByRole('button', { name: /^Undo: changed the answer to Does anyone work/ }).waitFor();
    const { local, databases } = await stored(again);
    assert.ok(local.every((key) => key.startsWith('annexa:')), local.join());
    assert.deepEqual(databases, ['annexa']);
  });

  assertClean(seen);
});

test('the table of all questions is answered with letters', TIMEOUT, async () => {
  const { page, seen } = await freshPage();
  await press(page, 'Start a new workspace');
  await arrive(page, 'Overview');
  await press(page, /^Questions/, { tag: 'a' });
  await arrive(page, 'Questions');
  await tabTo(page, /^Do people work for you within the scope\? Yes/);
  for (const key of 'ynd') {
    await page.keyboard.press(key);
    await page.keyboard.press('Enter');
  }
  const values = await page.evaluate(() => document.querySelector('annexa-workbench').app.workspace.questions());
  assert.deepEqual(values.slice(0, 4).map(({ value }) => value ?? ''), ['yes', 'no', 'unknown', '']);
  assert.match((await focused(page)).name, /^Does anyone work outside your premises\? Yes/);
  assertClean(seen);
});

test('a backup opens again elsewhere to the same state, and a bad file changes nothing', TIMEOUT, async () => {
  const { page } = await freshPage();
  await page.getByRole('button', { name: 'Open Clinic' }).click();
  await arrive(page, 'Overview');
  const before = await counts(page);
  await page.goto(`${page.url().split('#')[0]}#/data`);
  const sent = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save a backup' }).click();
  const file = await (await sent).path();
  await status(page, 'Last sent to your downloads');

  const other = await freshPage();
  const input = other.page.getByLabel('Backup file');
  await input.setInputFiles({ name: 'broken.json', mimeType: 'application/json', buffer: Buffer.from('{"format":') });
  await other.page.getByRole('alert').filter({ hasText: 'There is a problem' }).waitFor();
  assert.deepEqual((await stored(other.page)).local, []);
  await input.setInputFiles(file);
  await arrive(other.page, 'Overview');
  assert.equal(await counts(other.page), before);
});

test('a second tab is read only until it takes over', TIMEOUT, async () => {
  const { page, context } = await freshPage();
  await page.getByRole('button', { name: 'Open Consultancy' }).click();
  await status(page, 'Saved on this device');
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByRole('heading', { name: 'This tab is read only' }).waitFor();
  await second.goto(`${second.url().split('#')[0]}#/organisation`);
  assert.equal(await second.getByLabel('Country of registration').isDisabled(), true);
  await second.getByRole('button', { name: 'Edit here' }).click();
  await page.getByRole('heading', { name: 'This tab is read only' }).waitFor();
  await second.getByLabel('Country of registration').fill('Malta');
  await status(second, 'Saved on this device');
  await page.goto(`${page.url().split('#')[0]}#/organisation`);
  await page.waitForFunction(() => document.querySelector('annexa-workbench').app.get('organisation').country === 'Malta');
});

test('a fault of the module restarts the page from what is stored, with a word about it', TIMEOUT, async () => {
  const { page } = await freshPage();
  await page.getByRole('button', { name: 'Open Software company' }).click();
  await status(page, 'Saved on this device');
  const before = await counts(page);
  await page.goto(`${page.url().split('#')[0]}#/questions/remote_work`);
  await page.getByRole('radio', { name: 'No', exact: true }).waitFor();
  await page.evaluate(() => {
    document.querySelector('annexa-workbench').app.workspace.dispatch = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
  });
  await page.getByRole('radio', { name: 'No', exact: true }).click();
  await page.getByText('The last step hit a fault in Annexa').waitFor();
  assert.equal(await page.getByRole('radio', { name: 'Yes', exact: true }).isChecked(), true);
  assert.equal(await counts(page), before);
});

test('deleting everything leaves nothing', TIMEOUT, async () => {
  const { page } = await freshPage();
  await page.getByRole('button', { name: 'Open Manufacturer' }).click();
  await status(page, 'Saved on this device');
  await page.evaluate(() => localStorage.setItem('host:key', 'kept'));
  await page.goto(`${page.url().split('#')[0]}#/data`);
  await page.getByRole('button', { name: 'Delete everything…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByText('0 items are left').waitFor();
  assert.deepEqual(await stored(page), { local: ['host:key'], databases: [] });
});
