import { html, nothing, type TemplateResult } from 'lit';
import type { Entry } from '../api.ts';
import { describe, moment } from '../format.ts';
import type texts from '../i18n/en/history.ts';
import { heading, scrolling } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;
const PAGE = 50;

/** Who changed what, and when. */
export function historyView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('history');
  const skip = Math.max(0, Number(app.route.query.get('skip')) || 0);
  const entries = app.workspace.history(skip, PAGE);
  const at = (from: number) => link('history', '', from > 0 ? { skip: String(from) } : {});
  return html`${heading(t.title)}<p>${t.intro}</p>
    ${entries.length ? table(app, t, entries) : html`<p>${t.empty}</p>`}
    <p class="actions">
      ${skip > 0 ? html`<a href=${at(skip - PAGE)}>${t.later}</a>` : nothing}
      ${entries.length === PAGE ? html`<a href=${at(skip + PAGE)}>${t.earlier}</a>` : nothing}
    </p>`;
}

function table(app: App, t: Texts, entries: readonly Entry[]): TemplateResult {
  const row = (entry: Entry) => html`<tr>
    <td>${entry.n}</td>
    <td>${moment(entry.at, app.texts.locale)}</td>
    <td>${entry.by || html`<span class="muted">${t.nobody}</span>`}</td>
    <td>${what(app, t, entry)}</td>
  </tr>`;
  return scrolling(t.caption, html`<table>
    <caption>${t.caption}</caption>
    <thead><tr>${Object.values(t.columns).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>${entries.map(row)}</tbody>
  </table>`);
}

function what(app: App, t: Texts, entry: Entry): string {
  const words = describe(entry, app.t);
  if (entry.undoes) return t.undid(entry.undoes, words);
  return entry.redoes ? t.redid(entry.redoes, words) : words;
}
