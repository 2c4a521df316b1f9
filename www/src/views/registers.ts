import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentReason, RegisterLine } from '../api.ts';
import { day, today } from '../format.ts';
import type texts from '../i18n/en/registers.ts';
import { badge, heading, scrolling } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** Registers whose rows have screens of their own. */
const screens: Record<string, string> = {
  'asset-inventory': 'assets',
  'context-and-interested-parties': 'parties',
  'legal-requirements-register': 'obligations',
  'risk-register': 'risks',
  'supplier-register': 'suppliers',
};

/** Whether a document is a table of rows: a register or record that is neither kept otherwise nor a report. */
export function isRegister(app: App, id: string): boolean {
  const label = app.labels.documents.find((document) => document.id === id);
  const table = label?.kind === 'register' || label?.kind === 'record';
  return table && !label.merged && !screens[id] && id !== 'risk-assessment-report';
}

/** Everything that has to be kept, with what is open and overdue. */
export function registersView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('registers');
  const lines = app.workspace.registers(today());
  const { columns } = t.list;
  return html`${heading(t.list.title)}
    <p>${t.list.intro}</p>
    <p role="status">${t.list.sum(lines.length, sum(lines, 'open'), sum(lines, 'overdue'))}</p>
    <p><a href=${link('import')}>${app.t.screens.import}</a></p>
    ${scrolling(t.list.title, html`<table class="register">
      <caption class="visually-hidden">${t.list.title}</caption>
      <thead><tr>${Object.values(columns).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${lines.map((line) => row(app, t, line))}</tbody>
    </table>`)}`;
}

const sum = (lines: RegisterLine[], part: 'open' | 'overdue') => lines.reduce((n, line) => n + line[part], 0);

function row(app: App, t: Texts, { document, rows, open, overdue, nextDue }: RegisterLine): TemplateResult {
  const { id, title, status } = document.row;
  const screen = screens[id];
  const elsewhere = status === 'elsewhere';
  return html`<tr>
    <th scope="row"><a href=${screen ? link(screen) : link('register', id)}>${title}</a>
      ${elsewhere ? html`<br />${badge(t.list.elsewhere)}` : nothing}</th>
    <td class="small">${document.purpose}</td>
    <td class="small"><a href=${link('documents', id)}>${app.t.needs[document.row.need]}<span
      class="visually-hidden">: ${title}</span></a>
      ${because(document.requirement.reasons)}</td>
    <td>${rows}</td>
    <td>${open}</td>
    <td>${overdue ? badge(String(overdue), 'bad') : 0}</td>
    <td>${nextDue ? day(nextDue, app.texts.locale) : nothing}</td>
  </tr>`;
}

/** The numbers of the clauses and controls that call for it. */
function because(reasons: DocumentReason[]): string {
  const names = reasons.map((reason) =>
    reason.kind === 'clause' ? reason.clause : reason.kind === 'control' ? reason.control : '');
  return names.filter(Boolean).join(', ');
}
