import { html, nothing, type TemplateResult } from 'lit';
import { field } from '../forms.ts';
import type texts from '../i18n/en/risks.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

const SHOWN = 8;

/** Chosen controls with their titles, suggested ones, and a search over those of the edition. */
export function controlPicker(
  app: App,
  t: Texts,
  chosen: readonly string[],
  suggested: readonly string[],
  set: (controls: string[]) => void,
): TemplateResult {
  const find = app.state('control-picker', () => ({ words: '' }));
  const title = (id: string) => app.labels.controls.find((control) => control.id === id)?.title ?? '';
  const add = (id: string) => html`<li><button type="button" ?disabled=${app.readonly}
    aria-label=${t.risk.addThis(id, title(id))} @click=${() => set([...chosen, id])}>+ ${id} ${title(id)}</button></li>`;
  const found = matching(app, find.words, chosen);
  return html`
    <ul class="plain chosen">${chosen.map((id) => html`<li>
      <a href=${link('controls', id)}>${id}</a> <span>${title(id)}</span>
      <button type="button" class="link" ?disabled=${app.readonly} aria-label=${t.risk.removeThis(id)}
        @click=${() => set(chosen.filter((other) => other !== id))}>${t.risk.remove}</button>
    </li>`)}</ul>
    ${suggested.length
      ? html`<p class="hint" id="suggested">${t.risk.suggested}</p>
          <ul class="plain picks" aria-labelledby="suggested">${suggested.map(add)}</ul>`
      : nothing}
    ${field(app, {
      name: 'risk.controls',
      type: 'search',
      label: t.risk.addControl,
      hint: t.risk.addControlHint,
      value: find.words,
      set: (words) => {
        find.words = words;
        app.update();
      },
    })}
    <div role="status">${found.length === 0 && find.words.trim() ? t.risk.noControlFound : nothing}</div>
    <ul class="plain picks">${found.slice(0, SHOWN).map(add)}</ul>
    ${found.length > SHOWN ? html`<p class="hint">${t.risk.moreControls(found.length - SHOWN)}</p>` : nothing}`;
}

/** The controls that hold every word and are not chosen yet. */
function matching(app: App, text: string, chosen: readonly string[]): string[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return app.labels.controls
    .filter(({ id, title }) => {
      const spoken = `${id} ${title}`.toLowerCase();
      return !chosen.includes(id) && words.every((word) => spoken.includes(word));
    })
    .map(({ id }) => id);
}
