import { html, nothing, type TemplateResult } from 'lit';
import type { Command, Sector, StarterRow } from '../api.ts';
import { field, select } from '../forms.ts';
import { newId } from '../format.ts';
import type texts from '../i18n/en/risks.ts';
import type sectorNames from '../i18n/en/sectors.ts';
import { backLink, badge, heading, scrolling } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { go } from './address.ts';

type Texts = typeof texts;
/** `any` stands for starters that fit every sector. */
type Group = Sector | 'any';

interface State {
  words: string;
  sector: Group | '';
  chosen: Set<string>;
}

/** The starter scenarios: choose several, add them as one step. */
export function startersView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('risks');
  const state = app.state<State>('starters', () => ({ words: '', sector: '', chosen: new Set() }));
  // A risk that is made without the scenario's words would count as the organisation's own.
  if (!app.hasTexts) return html`<p role="status">${app.t.loading}</p>`;
  const all = app.workspace.starters();
  const shown = all.filter((row) => matches(row, state));
  return html`${backLink(link('risks'), t.risk.back)}
    ${heading(t.starters.title)}
    <p>${t.starters.intro}</p>
    ${filters(app, t, state, all)}
    <p role="status">${t.starters.shown(shown.length)}</p>
    ${table(app, t, state, shown)}
    ${submit(app, t, state, all)}`;
}

function matches(row: StarterRow, { words, sector }: State): boolean {
  const spoken = `${row.title} ${row.threat} ${row.vulnerability}`.toLowerCase();
  return (!sector || group(row) === sector) && words.toLowerCase().split(/\s+/).every((word) => spoken.includes(word));
}

function group({ sector }: StarterRow): Group {
  return sector ?? 'any';
}

function groupName(app: App, t: Texts, group: Group): string {
  return group === 'any' ? t.starters.everySector : app.texts.area<typeof sectorNames>('sectors')[group];
}

function filters(app: App, t: Texts, state: State, all: StarterRow[]): TemplateResult {
  const set = (part: Partial<State>) => {
    Object.assign(state, part);
    app.update();
  };
  // In the order of the rows: the organisation's own sector comes first.
  const groups = [...new Set(all.map(group))];
  return html`<search class="filters">
    ${field(app, {
      name: 'filter',
      type: 'search',
      label: t.starters.filter,
      hint: t.starters.filterHint,
      value: state.words,
      set: (words) => set({ words }),
    })}
    ${select(app, {
      name: 'sector',
      label: t.starters.sector,
      value: state.sector,
      empty: t.starters.allSectors,
      set: (sector) => set({ sector }),
      options: groups.map((value) => ({ value, label: groupName(app, t, value) })),
    })}
  </search>`;
}

function table(app: App, t: Texts, state: State, rows: StarterRow[]): TemplateResult {
  const { columns } = t.starters;
  return scrolling(t.starters.caption, html`<table>
    <caption class="visually-hidden">${t.starters.caption}</caption>
    <thead><tr>
      <th scope="col">${columns.choose}</th><th scope="col">${columns.title}</th><th scope="col">${columns.threat}</th>
      <th scope="col">${columns.vulnerability}</th><th scope="col">${columns.sector}</th>
    </tr></thead>
    <tbody>${rows.map((row) => starter(app, t, state, row))}</tbody>
  </table>`);
}

function starter(app: App, t: Texts, state: State, row: StarterRow): TemplateResult {
  const toggle = (event: Event) => {
    if ((event.target as HTMLInputElement).checked) state.chosen.add(row.id);
    else state.chosen.delete(row.id);
    app.update();
  };
  return html`<tr>
    <td><input type="checkbox" aria-label=${t.starters.choose(row.title)} .checked=${state.chosen.has(row.id)}
      ?disabled=${row.used || app.readonly} @change=${toggle} /></td>
    <th scope="row">${row.title}${row.used ? html`<br />${badge(t.starters.used, 'good')}` : nothing}</th>
    <td>${row.threat}</td>
    <td>${row.vulnerability} ${ruledOut(t, row)}</td>
    <td>${groupName(app, t, group(row))}</td>
  </tr>`;
}

/** Why a starter does not fit, with the way to the answers that say so. */
function ruledOut(t: Texts, { ruledOut }: StarterRow): unknown {
  if (ruledOut.length === 0) return nothing;
  const reasons = ruledOut.map(({ id, text }) => html` <a href=${link('questions', id)}>${t.starters.answeredNo(text)}</a>`);
  return html`<p class="muted small">${t.starters.ruledOut}${reasons}</p>`;
}

function submit(app: App, t: Texts, { chosen }: State, all: StarterRow[]): TemplateResult {
  const add = () => {
    const commands = all.filter(({ id }) => chosen.has(id)).flatMap(put);
    if (app.dispatch({ batch: { name: t.starters.batch(commands.length), commands } })) go('risks');
  };
  return html`<p class="actions sticky">
    <button type="button" class="primary" ?disabled=${chosen.size === 0 || app.readonly} @click=${add}>
      ${t.starters.add(chosen.size)}</button>
  </p>`;
}

/** The risk that a starter becomes, under an id of its own. */
function put({ risk }: StarterRow): Command[] {
  return risk ? [{ put: { risk: { ...risk, id: newId('r') } } }] : [];
}
