/** Using the page with the keyboard alone: what has the focus, and how to get it somewhere. */
import assert from 'node:assert/strict';

/** What has the focus, inside the shadow root too: its element's name, type, and what a screen reader calls it. */
export function focused(page) {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element) return undefined;
    const root = element.getRootNode();
    const by = element.getAttribute('aria-labelledby')?.split(' ') ?? [];
    const words = [
      ...by.map((id) => root.getElementById(id)?.textContent),
      by.length ? '' : (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent),
    ];
    const name = words.join(' ').replace(/\s+/g, ' ').trim();
    return { name, tag: element.localName, type: element.type ?? '', id: element.id, visible: element.matches(':focus-visible') };
  });
}

/** Presses Tab until something of that name has the focus, as a person would; fails after a full round. */
export async function tabTo(page, name, { tag, back = false, limit = 400 } = {}) {
  const passed = [];
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    const found = await focused(page);
    if (found && matches(found.name, name) && (!tag || found.tag === tag)) {
      assert.ok(found.visible, `the focus on \`${found.name}\` cannot be seen`);
      return found;
    }
    if (found) passed.push(found.name);
  }
  throw new Error(`Tab does not reach ${name}; it passed: ${[...new Set(passed)].slice(-30).join(' | ')}`);
}

/** Goes to a control by Tab and presses Enter on it. */
export async function press(page, name, options) {
  await tabTo(page, name, options);
  await page.keyboard.press('Enter');
}

/** Goes to a field by Tab and types into it. */
export async function type(page, name, text) {
  await tabTo(page, name);
  await page.keyboard.type(text);
}

const matches = (found, name) => (name instanceof RegExp ? name.test(found) : found === name);

/** Waits until the page shows this heading, and it has the focus: so a screen reader reads it. */
export async function arrive(page, heading) {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  await page.waitForFunction(() => {
    const title = document.querySelector('annexa-workbench')?.shadowRoot?.querySelector('h1');
    return title && title === title.getRootNode().activeElement;
  });
}
