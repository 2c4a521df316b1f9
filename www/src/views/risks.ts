import { html, nothing, type TemplateResult } from 'lit';
import type { HeatCell, HeatMap, RiskColumn, RiskFilter, RiskPage, RiskQuery, RiskRow, Score } from '../api.ts';
import { checkbox, field } from '../forms.ts';
import { today } from '../format.ts';
import type texts from '../i18n/en/risks.ts';
import { badge, heading, scrolling } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { refine } from './address.ts';
import { cellClass, levelBadge } from './level.ts';

type Texts = typeof texts;
/** What the address asks for; the cell and the line are filters of the query. */
type Query = Required<RiskQuery> & { cell: Score | undefined; after: boolean; over: boolean };

const PAGE = 50;
const CONTROLS_SHOWN = 4;
const columns = [
  'number', 'title', 'asset', 'owner', 'inherent', 'current', 'residual', 'treatment', 'controls', 'plan', 'acceptance',
] as const satisfies readonly RiskColumn[];
type Column = (typeof columns)[number];
/** First wanted from the highest down. */
const highFirst: readonly Column[] = ['inherent', 'current', 'residual', 'controls', 'plan'];

/** The risk register. */
export function risksView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('risks');
  const query = queryOf(app);
  const { cell, after, over, ...asked } = query;
  const page = app.workspace.risks(asked);
  return html`${heading(t.risks.title)}
    <p>${t.risks.intro}</p>
    <p class="actions">
      <a class="button primary" href=${link('starters')}>${t.risks.starters}</a>
      <a class="button" href=${link('risks', 'new')}>${t.risks.add}</a>
      <a href=${link('method')}>${t.risks.method}</a>
      <a href=${link('import')}>${app.t.screens.import}</a>
    </p>
    ${page.total ? register(app, t, query, page) : html`<p>${t.risks.empty}</p>`}`;
}

function register(app: App, t: Texts, query: Query, page: RiskPage): TemplateResult {
  return html`${heatMap(app, t, query)}
    <h2>${t.risks.list}</h2>
    ${filters(app, t, query)}
    <p><span role="status">${t.risks.count(page.matching, page.total)}</span>
      <span class="muted small"><span class="over" aria-hidden="true">▲</span> ${t.level.unacceptable}</span></p>
    ${page.rows.length ? table(app, t, query, page) : html`<p>${t.risks.nothing}</p>`}
    ${page.matching > PAGE ? paging(app, t, query, page) : nothing}`;
}

/** What the address asks for. */
function queryOf(app: App): Query {
  const { query } = app.route;
  const [, likelihood, impact] = /^(\d)-(\d)$/.exec(query.get('cell') ?? '') ?? [];
  const cell = likelihood && impact ? { likelihood: Number(likelihood), impact: Number(impact) } : undefined;
  const after = query.has('after');
  const over = query.has('over');
  const filters: RiskFilter[] = [];
  if (cell) filters.push({ column: after ? 'residual' : 'inherent', any: [`${likelihood}-${impact}`] });
  if (over) filters.push({ column: 'standing', any: ['unacceptable'] });
  return {
    cell,
    after,
    over,
    filters,
    search: query.get('q') ?? '',
    sort: columns.find((column) => column === query.get('sort')) ?? 'number',
    descending: query.has('down'),
    today: today(),
    skip: (Math.max(1, Number(query.get('page')) || 1) - 1) * PAGE,
    take: PAGE,
  };
}

function filters(app: App, t: Texts, query: Query): TemplateResult {
  const filtered = query.search || query.filters.length;
  return html`<search class="filters">
    ${field(app, {
      name: 'search',
      type: 'search',
      label: t.risks.search,
      hint: t.risks.searchHint,
      value: query.search,
      set: (q) => refine(app, { q, page: '' }),
    })}
    ${checkbox(app, {
      name: 'over',
      label: t.risks.unacceptable,
      value: query.over,
      set: (on) => refine(app, { over: on ? '1' : '', page: '' }),
    })}
    ${query.cell ? html`<p>${badge(cellName(app, t, query), 'accent')}</p>` : nothing}
    ${filtered
      ? html`<button type="button" class="link"
          @click=${() => refine(app, { q: '', over: '', cell: '', page: '' })}>${t.risks.clear}</button>`
      : nothing}
  </search>`;
}

function cellName(app: App, t: Texts, { cell, after }: Query): string {
  const { likelihood, impact } = app.workspace.heatMap();
  const name = (names: string[], step = 1) => names[step - 1] ?? String(step);
  return t.risks.cell(name(likelihood, cell?.likelihood), name(impact, cell?.impact), after);
}

function table(app: App, t: Texts, query: Query, page: RiskPage): TemplateResult {
  return scrolling(t.risks.caption, html`<table class="register">
    <caption class="visually-hidden">${t.risks.caption}</caption>
    <thead><tr>${columns.map((column) => sortable(app, query, column, t.risks.columns[column]))}</tr></thead>
    <tbody>${page.rows.map((row) => riskRow(app, t, row))}</tbody>
  </table>`);
}

function sortable(app: App, query: Query, sort: Column, label: string): TemplateResult {
  const active = query.sort === sort;
  const order = !active ? nothing : query.descending ? 'descending' : 'ascending';
  const down = active ? !query.descending : highFirst.includes(sort);
  return html`<th scope="col" aria-sort=${order}>
    <button type="button" class="sort" @click=${() => refine(app, { sort, down: down ? '1' : '', page: '' })}>
      ${label}<span aria-hidden="true">${!active ? '↕' : query.descending ? '↓' : '↑'}</span></button>
  </th>`;
}

function riskRow(app: App, t: Texts, row: RiskRow): TemplateResult {
  return html`<tr>
    <td>R-${row.number}</td>
    <th scope="row"><a href=${link('risks', row.id)}>${row.title || t.risks.untitled}</a>
      ${row.own ? nothing : html`<br />${badge(t.risks.starterMark, 'warn')}`}</th>
    <td>${row.asset}</td>
    <td>${app.ownerName(row.owner) || html`<span class="muted">${app.t.nobody}</span>`}</td>
    <td>${levelBadge(t, row.inherent)}</td>
    <td>${levelBadge(t, row.current)}</td>
    <td>${levelBadge(t, row.residual)}</td>
    <td>${row.treatment ? t.treatment[row.treatment] : html`<span class="muted">${t.treatment.none}</span>`}</td>
    <td class="small">${row.controls.slice(0, CONTROLS_SHOWN).map((id) => html`<a href=${link('controls', id)}>${id}</a> `)}
      ${row.controls.length > CONTROLS_SHOWN ? `+${row.controls.length - CONTROLS_SHOWN}` : nothing}</td>
    <td>${plan(t, row)}</td>
    <td>${row.acceptance ? t.risks.acceptances[row.acceptance] : nothing}</td>
  </tr>`;
}

/** How far the plan is, with what is done of it; late in the colour that says so. */
function plan(t: Texts, { plan, done, actions }: RiskRow): unknown {
  if (!plan) return nothing;
  return html`${badge(t.risks.plans[plan], plan === 'overdue' ? 'bad' : '')}
    <span class="muted small">${t.risks.doneOf(done, actions)}</span>`;
}

function paging(app: App, t: Texts, query: Query, page: RiskPage): TemplateResult {
  const number = query.skip / PAGE + 1;
  const last = query.skip + page.rows.length;
  const to = (page: number) => () => refine(app, { page: page > 1 ? String(page) : '' });
  return html`<nav class="actions" aria-label=${t.risks.pages}>
    <button type="button" ?disabled=${number === 1} @click=${to(number - 1)}>${t.risks.previous}</button>
    <span>${t.risks.page(query.skip + 1, last, page.matching)}</span>
    <button type="button" ?disabled=${last >= page.matching} @click=${to(number + 1)}>${t.risks.next}</button>
  </nav>`;
}

/** The map as a table, the highest likelihood on top; its numbers filter the register. */
function heatMap(app: App, t: Texts, query: Query): TemplateResult {
  const map = app.workspace.heatMap();
  const after = query.after;
  const rows = map.rows.map((cells, at) => ({ cells, likelihood: at + 1 })).reverse();
  return html`<details class="heat" ?open=${Boolean(query.cell) || app.route.query.has('map')}
      @toggle=${(event: Event) => rememberOpen(app, event)}>
    <summary>${t.risks.heatMap}</summary>
    <div class="actions" role="group" aria-label=${t.risks.heatMap}>
      ${stage(app, t.risks.before, !after, '')}${stage(app, t.risks.after, after, '1')}
    </div>
    ${scrolling(t.risks.heatMap, html`<table class="heat-map">
      <caption>${t.risks.heatMapCaption(after)}</caption>
      <thead>
        <tr><td></td>${map.impact.map((name) => html`<th scope="col">${name}</th>`)}</tr>
      </thead>
      <tbody>${rows.map(({ cells, likelihood }) => html`<tr>
        <th scope="row">${map.likelihood[likelihood - 1]}</th>
        ${cells.map((cell, at) => heatCell(t, map, cell, likelihood, at + 1, query))}
      </tr>`)}</tbody>
    </table>`)}
    ${map.unrated ? html`<p class="hint">${t.risks.unrated(map.unrated)}</p>` : nothing}
  </details>`;
}

function stage(app: App, label: string, pressed: boolean, after: string): TemplateResult {
  return html`<button type="button" aria-pressed=${pressed}
    @click=${() => refine(app, { after, map: '1', page: '' })}>${label}</button>`;
}

/** The map stays open while its filters change. */
function rememberOpen(app: App, event: Event): void {
  const { open } = event.target as HTMLDetailsElement;
  if (open !== (app.route.query.has('map') || app.route.query.has('cell'))) refine(app, { map: open ? '1' : '' });
}

function heatCell(
  t: Texts,
  map: HeatMap,
  cell: HeatCell,
  likelihood: number,
  impact: number,
  query: Query,
): TemplateResult {
  const count = query.after ? cell.residual : cell.inherent;
  const current = query.cell?.likelihood === likelihood && query.cell.impact === impact;
  const address: Record<string, string> = { cell: `${likelihood}-${impact}`, map: '1' };
  if (query.after) address.after = '1';
  const label = t.risks.cellLabel(count, map.likelihood[likelihood - 1] ?? '', map.impact[impact - 1] ?? '');
  return html`<td class=${cellClass(cell.level)}>
    <span class="points">${cell.level.points} ${cell.level.label}</span>
    ${count
      ? html`<a href=${link('risks', '', address)} aria-label=${label} aria-current=${current ? 'true' : nothing}>${count}</a>`
      : nothing}
  </td>`;
}
