/** The seven steps on the example software company, in one journey. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertClean } from '../harness.mjs';
import { openExample, saved, show, sum } from '../example.mjs';

test('the example software company, from the questions to the next day', { timeout: 300_000 }, async (t) => {
  const { page, context, seen } = await openExample();
  const decision = (control) =>
    page.evaluate((id) => document.querySelector('annexa-workbench').app.workspace.control(id).explanation, control);
  const main = page.getByRole('main');

  await t.test('an answer “don’t know” keeps a control in, to be confirmed', async () => {
    await show(page, '#/questions/outsources_development', 'Do outside parties develop software or systems for you?');
    await page.getByRole('radio', { name: 'Don’t know' }).check();
    await show(page, '#/controls/A.8.30', 'A.8.30 Outsourced development');
    await main.getByText('This control is excluded.').waitFor();
    await page.getByRole('button', { name: 'Withdraw the decision' }).click();
    await main.getByText('This control is applicable until confirmed').waitFor();
    await main.getByRole('link', { name: 'Do outside parties develop software or systems for you?' }).first().waitFor();
    await show(page, '#/controls?decision=toConfirm', 'Controls');
    await main.getByRole('row', { name: /A\.8\.30.*To be confirmed/ }).waitFor();
    await page.getByRole('button', { name: /^Undo: .*A\.8\.30/ }).click();
    await main.getByText('No control matches the filters.').waitFor();
    await page.getByRole('button', { name: /^Undo: changed the answer/ }).click();
  });

  await t.test('starter risks are added as one step, and count only when edited', async () => {
    await show(page, '#/starters', 'Starter risks');
    const boxes = main.getByRole('checkbox', { disabled: false });
    const titles = [];
    for (const at of [0, 1]) {
      titles.push((await boxes.nth(at).getAttribute('aria-label')).replace('Choose: ', ''));
      await boxes.nth(at).check();
    }
    await page.getByRole('button', { name: 'Add 2 risks to the register' }).click();
    await page.getByRole('heading', { level: 1, name: 'Risk register' }).waitFor();
    await page.getByRole('button', { name: 'Undo: 2 starter risks added' }).waitFor();
    await page.getByLabel('Search').fill(titles[0]);
    const row = main.getByRole('row', { name: titles[0] });
    await row.getByText('Starter: edit before it counts').waitFor();
    await row.getByRole('link', { name: titles[0] }).click();
    await page.getByRole('heading', { level: 1, name: titles[0] }).waitFor();
    await main.getByRole('heading', { name: 'Starter: edit before it counts' }).waitFor();
    await page.getByLabel('Asset', { exact: true }).fill('Staging database');
    await main.getByRole('heading', { name: 'Starter: edit before it counts' }).waitFor({ state: 'detached' });
  });

  let risk;
  await t.test('the level is shown at once, and the treatment brings a control in', async () => {
    risk = await page.evaluate(() => location.hash.split('/').at(-1));
    const after = main.getByRole('group', { name: 'With the planned controls too' });
    await after.getByLabel('Likelihood').selectOption('4');
    await after.getByRole('status').filter({ hasText: 'Not rated' }).waitFor();
    await after.getByLabel('Impact').selectOption('5');
    await after.getByRole('status').filter({ hasText: '20 Critical' }).waitFor();
    await main.getByText('The level after treatment is higher than before.').waitFor();
    await after.getByLabel('Impact').selectOption('1');
    await after.getByRole('status').filter({ hasText: '4 Low' }).waitFor();
    await page.getByRole('radio', { name: 'Reduce' }).check();
    assert.equal((await decision('A.7.6')).outcome, 'excluded');
    assert.equal((await decision('A.5.10')).reasons.some((reason) => reason.id === risk), false);
    await page.getByLabel('Find a control').fill('acceptable use');
    await page.getByRole('button', { name: 'Add A.5.10 Acceptable use of information and other associated assets' }).click();
    assert.equal((await decision('A.5.10')).reasons.some((reason) => reason.id === risk), true);
  });

  await t.test('what is left is accepted by name, not without one', async () => {
    await page.getByRole('button', { name: 'Record the acceptance' }).click();
    await page.getByLabel('Accepted by').fill(' ');
    await page.getByRole('button', { name: 'Record the acceptance' }).click();
    await main.getByText('Say who accepts the risk.').first().waitFor();
    await page.getByLabel('Accepted by').fill('Orla Keaveney');
    await page.getByRole('button', { name: 'Record the acceptance' }).click();
    await page.getByRole('button', { name: 'Withdraw the acceptance' }).waitFor();
  });

  await t.test('a cell of the heat map filters the register', async () => {
    await show(page, '#/risks?map=1&after=1', 'Risk register');
    await main.getByRole('link', { name: '1 risk: Likely, Negligible' }).click();
    await main.getByText('1 risk of 23').waitFor();
    await main.getByRole('link', { name: 'Staging database' }).or(main.getByText('Staging database')).first().waitFor();
    await page.getByRole('button', { name: 'Show all risks' }).click();
    await main.getByText('23 risks', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^Before treatment/ }).last().click();
    const levels = await main.locator('.register tbody tr td:nth-of-type(4)').allInnerTexts();
    const points = levels.map((text) => Number.parseInt(text, 10) || 0);
    assert.deepEqual(points, [...points].sort((a, b) => b - a), 'sorted from the highest level down');
    assert.equal(await main.getByRole('columnheader', { name: 'Before treatment' }).getAttribute('aria-sort'), 'descending');
  });

  await t.test('a method that contradicts itself is refused beside what is wrong', async () => {
    await show(page, '#/method', 'Risk method');
    const before = await sum(page);
    await page.getByLabel('From level, Band 2').fill('30');
    await page.getByLabel('From level, Band 2').press('Tab');
    await page.getByRole('alert').filter({ hasText: 'bands' }).waitFor();
    assert.equal(await sum(page), before, 'nothing was changed');
    await page.getByLabel('From level, Band 2').fill('5');
    await page.getByLabel('From level, Band 2').press('Tab');
    await main.getByRole('cell', { name: '5 Medium' }).first().waitFor();
    await page.getByRole('button', { name: 'Undo: changed the risk method' }).click();
    await main.getByRole('cell', { name: '5 Low' }).first().waitFor();
  });

  await t.test('“why?” leads down to the risk, and a person may decide otherwise', async () => {
    await show(page, '#/controls/A.5.10', /^A\.5\.10/);
    await main.getByRole('heading', { name: 'Why?' }).waitFor();
    assert.ok(await main.locator(`a[href="#/risks/${risk}"]`).count(), 'the risk is named');
    await main.getByRole('heading', { name: 'What would change it?' }).waitFor();
    await page.getByRole('radio', { name: 'Exclude it' }).check();
    await main.getByText('Risks or obligations call for this control.').waitFor();
    await page.getByLabel('Name').fill('Maeve Rafferty');
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await page.getByRole('alert').filter({ hasText: 'reason' }).waitFor();
    assert.equal((await decision('A.5.10')).outcome, 'included');
    await page.getByLabel('Reason', { exact: true }).fill('Tried out in a test.');
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await main.getByText('This control is excluded.').waitFor();
    await main.getByRole('heading', { name: 'What speaks against it' }).waitFor();
    await page.getByRole('button', { name: 'Undo: excluded A.5.10' }).waitFor();
    await page.getByRole('button', { name: 'Withdraw the decision' }).click();
    await main.getByText('This control is applicable.').waitFor();
  });

  await t.test('the status of a control is set in the list', async () => {
    await show(page, '#/controls?status=implemented', 'Controls');
    const select = main.getByLabel('Status of A.5.10', { exact: true });
    await select.selectOption('planned');
    await select.waitFor({ state: 'detached' });
    await show(page, '#/controls?status=planned', 'Controls');
    await select.waitFor();
  });

  await t.test('a document exists elsewhere only with a reference', async () => {
    await show(page, '#/documents', 'Documents');
    await main.getByRole('link', { name: 'Clear desk and clear screen policy' }).click();
    await main.getByRole('link', { name: 'A.7.7' }).waitFor();
    await page.getByRole('radio', { name: 'It exists elsewhere' }).check();
    await page.getByRole('button', { name: 'Record this' }).click();
    await page.getByRole('alert').filter({ hasText: 'reference' }).waitFor();
    await page.getByLabel('Where it is found').fill('Wiki, People, Desk rules');
    await page.getByRole('button', { name: 'Record this' }).click();
    await main.getByText('Exists elsewhere', { exact: true }).waitFor();
  });

  await t.test('the preview follows every edit', async () => {
    await show(page, '#/documents/backup-policy', 'Backup policy');
    const paper = page.getByRole('article');
    await paper.getByRole('heading', { name: 'Purpose' }).waitFor();
    const kept = page.getByRole('spinbutton', { name: 'For how long is a backup kept?' });
    const old = await kept.inputValue();
    await kept.fill('45');
    await paper.getByText(/\b45 days\b/).first().waitFor();
    await kept.fill('1');
    await kept.press('Tab');
    await main.getByText(/^Enter a whole number from 14 to 3650/).waitFor();
    await paper.getByText(/\b45 days\b/).first().waitFor();
    await kept.fill(old);
    await page.locator('summary', { hasText: 'Sections' }).click();
    const section = page.locator('details.section', { hasText: 'Exceptions' });
    await section.locator('summary').click();
    await section.getByLabel('What to do with this section').selectOption('replace');
    await section.getByLabel('Own text').fill('Nobody is **excepted** from this policy.');
    await paper.getByText('Nobody is excepted from this policy.').waitFor();
    await paper.getByText('excepted', { exact: true }).waitFor();
  });

  await t.test('an approval freezes the text, and a later edit is a new draft', async () => {
    await page.evaluate(() => {
      const { app } = document.querySelector('annexa-workbench');
      for (const { id, value } of app.workspace.questions()) {
        if (value !== 'yes' && value !== 'no') app.put({ answer: { question: id, value: 'no' } });
      }
    });
    await page.locator('summary', { hasText: 'Approval' }).click();
    await page.getByRole('button', { name: 'Approve this version' }).click();
    await page.getByRole('alert').filter({ hasText: 'Say who approves it.' }).waitFor();
    await page.getByLabel('Approved by').fill('Orla Keaveney');
    await page.getByLabel('Position').fill('Managing director');
    await page.getByLabel('What is new').fill('First version');
    await page.getByRole('button', { name: 'Approve this version' }).click();
    await main.getByText(/^The text is that of approved version/).waitFor();
    await page.getByRole('button', { name: 'Undo: approved document Backup policy' }).waitFor();
    await page.getByRole('spinbutton', { name: 'For how long is a backup kept?' }).fill('99');
    await main.getByText(/^The text differs from approved version/).waitFor();
    const paper = page.getByRole('article');
    await paper.getByText(/\b99 days\b/).first().waitFor();
    await page.getByRole('button', { name: 'Show the approved text' }).click();
    await paper.getByText(/\b99 days\b/).first().waitFor({ state: 'detached' });
  });

  await t.test('the history says who changed what', async () => {
    await show(page, '#/history', 'Change history');
    const rows = await main.getByRole('row').allInnerTexts();
    assert.ok(rows.some((row) => row.includes('approved document Backup policy')), rows.slice(0, 5).join('\n'));
    assert.ok(rows.some((row) => row.includes('2 starter risks added')));
    assert.ok(rows.some((row) => row.includes('excluded A.5.10')));
  });

  await t.test('after closing the tab everything is there, undo by name included', async () => {
    await saved(page);
    const before = await sum(page);
    await page.close();
    const again = await context.newPage();
    await again.goto(seen.requests[0]);
    await again.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    assert.equal(await sum(again), before);
    await again.getByRole('button', { name: /^Undo: / }).click();
    assert.notEqual(await sum(again), before);
    await again.getByRole('button', { name: /^Redo: / }).waitFor();
  });

  assertClean(seen);
});
