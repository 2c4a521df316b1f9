import { html, nothing, type TemplateResult } from 'lit';
import type { Change, Entry, Kind } from '../api.ts';
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

function what(app: App, t: Texts, entry: Entry): TemplateResult {
  const words = describe(entry, app.t);
  const text = entry.undoes ? t.undid(entry.undoes, words) : entry.redoes ? t.redid(entry.redoes, words) : words;
  const [only, second] = entry.changes;
  if (!second) return html`${text}${only ? place(t, only) : nothing}`;
  return html`<details><summary>${text}</summary><ul>${entry.changes.map((change) => html`<li>
      ${[app.t.deeds[change.deed], app.t.kinds[change.kind], change.title].join(' ')}${place(t, change)}</li>`)}
      ${entry.more ? html`<li>${t.more(entry.more)}</li>` : nothing}</ul></details>`;
}

const screens: Partial<Record<Kind, string>> = {
  answer: 'questions',
  asset: 'assets',
  control: 'controls',
  document: 'documents',
  issue: 'issues',
  obligation: 'obligations',
  party: 'parties',
  person: 'people',
  risk: 'risks',
  site: 'sites',
  supplier: 'suppliers',
};

/** The way to what was changed, where it has a page of its own and is still there. */
function place(t: Texts, { kind, id, deed, title }: Change): unknown {
  const screen = screens[kind];
  if (!screen || deed === 'removed') return nothing;
  return html` <a href=${link(screen, id)}>${t.see}<span class="visually-hidden"> ${title}</span></a>`;
}
