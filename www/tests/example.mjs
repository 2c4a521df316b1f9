/** Steps that several tests take on an example organisation. */
import { readFileSync } from 'node:fs';
import { freshPage } from './harness.mjs';

/** A page that shows an example; `name` is that of its button. */
export async function openExample(name = 'Software company', options = {}) {
  const opened = await freshPage(options);
  await opened.page.getByRole('button', { name: `Open ${name}` }).click();
  await opened.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
  return opened;
}

/** Goes to an address and waits for its heading. */
export async function show(page, hash, heading) {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, hash);
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
}

/** Clicks, and gives the bytes and the name of the file that the browser then downloads. */
export async function downloaded(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}


/** The SHA-256 sum of what a backup would hold now. */
export function sum(page) {
  return page.evaluate(async () => {
    const { app } = document.querySelector('annexa-workbench');
    const hash = await crypto.subtle.digest('SHA-256', app.workspace.save());
    return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
}

/** Waits until the page says that both copies are stored. */
export const saved = (page) => page.getByRole('status').filter({ hasText: 'Saved on this device' }).first().waitFor();
