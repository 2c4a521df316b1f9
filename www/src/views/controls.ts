import { html, type TemplateResult } from 'lit';
import type { ControlRow, Group, Status } from '../api.ts';
import { field, select, textOf, type Option } from '../forms.ts';
import type texts from '../i18n/en/controls.ts';
import { badge, heading, scrolling } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { refine } from './address.ts';

type Texts = typeof texts;
type Decision = 'included' | 'toConfirm' | 'excluded';

export const statuses: readonly Status[] = ['planned', 'partly', 'implemented'];

const decisionOf = ({ verdict }: Pick<ControlRow, 'verdict'>): Decision =>
  verdict.toConfirm ? 'toConfirm' : verdict.outcome;

/** The Statement of Applicability on screen: every control with its decision and its reasons. */
export function controlsView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('controls');
  const filter = filterOf(app);
  const rows = app.workspace.controls();
  const shown = rows.filter((row) => matches(row, filter));
  const { included, toConfirm, excluded } = app.counts;
  return html`${heading(t.controls.title)}
    <p>${t.controls.intro(app.labels.edition)}</p>
    <p><strong>${t.controls.counts(included, toConfirm, excluded)}</strong></p>
    <p><a href=${link('import')}>${app.t.screens.import}</a></p>
    ${filters(app, t, filter)}
    <p role="status">${shown.length ? t.controls.shown(shown.length, rows.length) : t.controls.nothing}</p>
    ${themes(shown).map((theme) => themeTable(app, t, theme, shown.filter((row) => row.theme === theme)))}`;
}

interface Filter {
  q: string;
  decision: Decision | '';
  status: Status | 'none' | '';
  reason: Group | '';
}

const decisions: readonly Decision[] = ['included', 'toConfirm', 'excluded'];
const groups: readonly Group[] = ['risk', 'legal', 'contractual', 'business', 'person'];

/** What the address asks for. */
function filterOf(app: App): Filter {
  const { query } = app.route;
  const one = <T extends string>(list: readonly T[], name: string) => list.find((word) => word === query.get(name)) ?? '';
  return {
    q: query.get('q') ?? '',
    decision: one(decisions, 'decision'),
    status: one([...statuses, 'none' as const], 'status'),
    reason: one(groups, 'reason'),
  };
}

function filters(app: App, t: Texts, filter: Filter): TemplateResult {
  const words = t.controls;
  const choice = <T extends string>(name: keyof Filter, label: string, options: Option<T>[]) =>
    select(app, { name, label, value: filter[name] as T | '', empty: words.all, options, set: (value) => refine(app, { [name]: value }) });
  return html`<search class="filters">
    ${field(app, {
      name: 'search',
      label: words.search,
      hint: words.searchHint,
      value: filter.q,
      type: 'search',
      set: (q) => refine(app, { q }),
    })}
    ${choice('decision', words.decision, decisions.map((value) => ({ value, label: words[value] })))}
    ${choice('status', words.status, [...statusOptions(t), { value: 'none', label: words.noStatus }])}
    ${choice('reason', words.reasons, groups.map((value) => ({ value, label: words.groups[value] })))}
  </search>`;
}

function matches(row: ControlRow, { q, decision, status, reason }: Filter): boolean {
  const spoken = `${row.id} ${row.title}`.toLowerCase();
  const counted = row.verdict.outcome === 'included';
  return (
    spoken.includes(q.trim().toLowerCase()) &&
    (!decision || decisionOf(row) === decision) &&
    (!status || (counted && (row.status ?? 'none') === status)) &&
    (!reason || row.groups.includes(reason))
  );
}

const themes = (rows: readonly ControlRow[]) => [...new Set(rows.map(({ theme }) => theme))];

function themeTable(app: App, t: Texts, theme: string, rows: readonly ControlRow[]): TemplateResult {
  const { columns } = t.controls;
  const caption = t.controls.theme(theme, rows.length);
  return scrolling(caption, html`<table>
    <caption>${caption}</caption>
    <thead><tr>${Object.values(columns).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
    <tbody>${rows.map((row) => controlRow(app, t, row))}</tbody>
  </table>`);
}

function controlRow(app: App, t: Texts, row: ControlRow): TemplateResult {
  const out = row.verdict.outcome === 'excluded';
  return html`<tr>
    <th scope="row"><a href=${link('controls', row.id)}>${row.id}</a></th>
    <td>${row.title}</td>
    <td>${decisionBadge(t, row)}</td>
    <td class="small">${row.groups.map((group) => t.controls.groups[group]).join(', ')}</td>
    <td>${out ? html`<span class="muted">${t.controls.notApplicable}</span>` : statusSelect(app, t, row)}</td>
    <td class="small">${app.ownerName(row.owner)}</td>
  </tr>`;
}

export function decisionBadge(t: Texts, row: Pick<ControlRow, 'verdict'>): TemplateResult {
  const decision = decisionOf(row);
  return badge(t.controls[decision], decision === 'included' ? 'good' : decision === 'toConfirm' ? 'warn' : '');
}

function statusSelect(app: App, t: Texts, { id, status }: ControlRow): TemplateResult {
  const choose = (event: Event) => {
    const value = textOf(event) as Status | '';
    app.put({ control: { ...(app.get('control', id) ?? { control: id }), status: value || undefined } });
  };
  return html`<select aria-label=${t.controls.statusOf(id)} ?disabled=${app.readonly} @change=${choose}>
    <option value="" ?selected=${!status}>${t.controls.noStatus}</option>
    ${statuses.map((one) => html`<option value=${one} ?selected=${one === status}>${t.controls.statuses[one]}</option>`)}
  </select>`;
}

/** Words for the status of a control, for `select`. */
export const statusOptions = (t: Texts) => statuses.map((value) => ({ value, label: t.controls.statuses[value] }));
