import { html, nothing, type TemplateResult } from 'lit';
import type { ColumnView, RegisterView, RowView } from '../api.ts';
import { checkbox, field } from '../forms.ts';
import { day, today } from '../format.ts';
import type texts from '../i18n/en/registers.ts';
import { backLink, badge, heading, notice, scrolling } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { refine } from './address.ts';
import { fileButton, fileStatus } from './document-files.ts';
import { rowForm } from './register-form.ts';
import { starters } from './register-starters.ts';

export type Texts = typeof texts;

/** One register: its rows, or the form for one of them. */
export function registerView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('registers');
  // Without the texts a form has no help, and a proposal no words.
  if (!app.hasTexts) return html`<p role="status">${app.t.loading}</p>`;
  const view = registerOf(app);
  const row = app.route.query.get('row');
  return row ? rowForm(app, t, view, row) : table(app, t, view);
}

/** Asked for once after each step: a register may be long. */
function registerOf(app: App): RegisterView {
  const { id } = app.route;
  const slot = app.state(`register ${id}`, () => ({ revision: -1, view: undefined as RegisterView | undefined }));
  if (!slot.view || slot.revision !== app.revision) {
    slot.view = app.workspace.register(id);
    slot.revision = app.revision;
  }
  return slot.view;
}

/** The address of a row's form; `new` is a row that is not there yet. */
export const rowLink = (register: string, row: string) => link('register', register, { row });

function table(app: App, t: Texts, view: RegisterView): TemplateResult {
  const { row, purpose } = view.document;
  return html`${backLink(link('registers'), t.list.title)}
    ${heading(row.title)}
    <p>${purpose}</p>
    ${row.status === 'elsewhere' ? notice('', '', html`<p>${t.elsewhere}</p>`) : nothing}
    <p class="actions">
      <a class="button primary" href=${rowLink(row.id, 'new')}>${t.add(view.noun)}</a>
      ${fileButton(app, row.id, row.title, 'xlsx')}
      <a href=${link('documents', row.id)}>${t.document}</a>
      <a href=${link('import')}>${app.t.screens.import}</a>
    </p>
    ${fileStatus(app)}
    ${view.rows.length ? rows(app, t, view) : html`<p>${t.empty(view.noun)}</p>`}
    ${starters(app, t, view)}`;
}

/** The columns beside the title, the status first. Long texts, places and what no row has are in the form. */
function placesOf(view: RegisterView, all: boolean): number[] {
  const wanted = ({ id, kind }: ColumnView, at: number) =>
    id !== view.title && (all || (kind !== 'text' && kind !== 'link' && view.rows.some(({ cells }) => cells[at])));
  const places = view.columns.flatMap((column, at) => (wanted(column, at) ? [at] : []));
  const status = view.columns.findIndex(({ id }) => id === view.status);
  return places.includes(status) ? [status, ...places.filter((at) => at !== status)] : places;
}

function rows(app: App, t: Texts, view: RegisterView): TemplateResult {
  const { query } = app.route;
  const words = (query.get('q') ?? '').trim().toLowerCase().split(/\s+/);
  const matches = ({ reference, cells, closed }: RowView) => {
    const text = `${reference} ${cells.join(' ')}`.toLowerCase();
    return words.every((word) => text.includes(word)) && (!query.has('open') || closed !== true);
  };
  const found = sorted(app, view, view.rows.filter(matches));
  const all = query.has('all');
  const places = placesOf(view, all);
  return html`<search class="filters">
      ${field(app, {
        name: 'search',
        type: 'search',
        label: t.search,
        value: query.get('q') ?? '',
        set: (q) => refine(app, { q }),
      })}
      ${view.status
        ? checkbox(app, {
            name: 'open',
            label: t.onlyOpen,
            value: query.has('open'),
            set: (on) => refine(app, { open: on ? '1' : '' }),
          })
        : nothing}
      ${checkbox(app, { name: 'all', label: t.allColumns, value: all, set: (on) => refine(app, { all: on ? '1' : '' }) })}
    </search>
    <p role="status">${t.shown(found.length, view.rows.length)}</p>
    ${found.length
      ? scrolling(view.document.row.title, html`<table class="register rows">
          <caption class="visually-hidden">${view.document.row.title}</caption>
          <thead><tr>
            ${sortable(app, 'number', t.number)}
            ${sortable(app, view.title, titleOf(view))}
            ${places.map((at) => sortable(app, view.columns[at]?.id ?? '', view.columns[at]?.title ?? ''))}
          </tr></thead>
          <tbody>${found.map((row) => line(app, t, view, row, places))}</tbody>
        </table>`)
      : nothing}`;
}

const titleOf = (view: RegisterView) => view.columns.find(({ id }) => id === view.title)?.title ?? '';

/** The words of a row's title. */
export const nameOf = (view: RegisterView, row: RowView) =>
  row.cells[view.columns.findIndex(({ id }) => id === view.title)] ?? '';

function sorted(app: App, view: RegisterView, rows: RowView[]): RowView[] {
  const { query } = app.route;
  const at = view.columns.findIndex(({ id }) => id === query.get('sort'));
  const column = view.columns[at];
  if (column) {
    const { compare } = new Intl.Collator(app.texts.locale, { numeric: true });
    const number = ({ row }: RowView) => Number(row.values?.[column.id] ?? Number.NaN);
    const cell = ({ cells }: RowView) => cells[at] ?? '';
    rows.sort((a, b) => (column.kind === 'number' ? number(a) - number(b) || 0 : compare(cell(a), cell(b))));
  }
  return query.has('down') ? rows.reverse() : rows;
}

function sortable(app: App, sort: string, label: string): TemplateResult {
  const { query } = app.route;
  const active = (query.get('sort') ?? 'number') === sort;
  const descending = query.has('down');
  const order = !active ? nothing : descending ? 'descending' : 'ascending';
  const down = active && !descending;
  return html`<th scope="col" aria-sort=${order}>
    <button type="button" class="sort" @click=${() => refine(app, { sort, down: down ? '1' : '' })}>
      ${label}<span aria-hidden="true">${!active ? '↕' : descending ? '↓' : '↑'}</span></button>
  </th>`;
}

function line(app: App, t: Texts, view: RegisterView, row: RowView, places: number[]): TemplateResult {
  const late = row.due && row.due < today();
  const cell = (at: number) => shown(app, t, view.columns[at], row.cells[at] ?? '');
  return html`<tr>
    <td>${row.reference}</td>
    <th scope="row"><a href=${rowLink(view.document.row.id, row.row.id)}>${nameOf(view, row) || t.unnamed}</a>
      ${late ? html`<br />${badge(t.overdue(day(row.due ?? '', app.texts.locale)), 'bad')}` : nothing}</th>
    ${places.map((at) => html`<td class="small">${cell(at)}</td>`)}
  </tr>`;
}

/** A cell as the visitor's language writes it. */
export function shown(app: App, t: Texts, column: ColumnView | undefined, text: string): unknown {
  if (!text) return '';
  switch (column?.kind) {
    case 'date':
      return day(text, app.texts.locale);
    case 'yes-no':
      return text === 'yes' ? t.yes : t.no;
    case 'link':
      return /^https?:\/\//.test(text) ? html`<a href=${text} rel="noreferrer" target="_blank">${text}</a>` : text;
    default:
      return html`<span class="pre">${text}</span>`;
  }
}
