import { html, nothing, type TemplateResult } from 'lit';
import type { DocumentRow, DocumentStatus, Need, SetKind } from '../api.ts';
import { field, radios, select } from '../forms.ts';
import type texts from '../i18n/en/documents.ts';
import { badge, heading, scrolling, type Tone } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { refine } from './address.ts';
import { answered } from './answers.ts';
import { chaptersOf } from './document-files.ts';

type Texts = typeof texts;

const needs: readonly Need[] = ['always', 'called', 'recommended', 'notNeeded'];
const states: readonly DocumentStatus[] = ['draft', 'approved', 'elsewhere', 'notNeeded'];
const tones: Record<DocumentStatus, Tone> = { draft: 'warn', approved: 'good', elsewhere: 'good', notNeeded: '' };

/** Which documents are needed, why, and how far each is. */
export function documentsView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('documents');
  const { query } = app.route;
  const words = (query.get('q') ?? '').trim().toLowerCase();
  const state = states.find((one) => one === query.get('state')) ?? '';
  const all = app.workspace.documents();
  const names = (row: DocumentRow) => [row, ...chaptersOf(app.workspace.document(row.id))].map(({ title }) => title.toLowerCase());
  const shown = all.filter((row) => (!words || names(row).some((name) => name.includes(words))) && (!state || row.status === state));
  const written = answered(app, 'templates').value;
  const missing = written ? all.filter(({ id }) => !written.includes(id)).length : 0;
  return html`${heading(t.documents.title)}
    <p>${t.documents.intro}</p>
    <p class="actions">
      <a class="button primary" href=${link('download')}>${t.documents.download}</a>
      <a href=${link('parameters')}>${t.documents.parameters}</a>
    </p>
    ${missing ? html`<p>${t.documents.unwrittenHelp(missing, all.length)}</p>` : nothing}
    ${choice(app, t)}
    <search class="filters">
      ${field(app, {
        name: 'search',
        type: 'search',
        label: t.documents.search,
        value: query.get('q') ?? '',
        set: (q) => refine(app, { q }),
      })}
      ${select(app, {
        name: 'state',
        label: t.documents.state,
        value: state,
        empty: t.documents.all,
        set: (state) => refine(app, { state }),
        options: states.map((value) => ({ value, label: t.documents.status[value] })),
      })}
    </search>
    <p role="status">${shown.length ? t.documents.shown(shown.length, all.length) : t.documents.nothing}</p>
    ${needs.map((need) => group(t, need, shown.filter((row) => row.need === need), written))}`;
}

/** How the set is cut. Both say how many documents they make before one is chosen. */
function choice(app: App, t: Texts): TemplateResult {
  const { chosen, topic, compact } = app.workspace.documentSets();
  const { sets } = t.documents;
  return radios<SetKind>(app, {
    name: 'organisation.documentSet',
    label: sets.title,
    hint: sets.hint,
    value: chosen,
    boxed: true,
    set: (documentSet) => void app.put({ organisation: { ...app.get('organisation'), documentSet } }),
    options: [
      { value: 'topic', label: sets.topic(topic), hint: sets.topicHint },
      { value: 'compact', label: sets.compact(compact), hint: sets.compactHint },
    ],
  });
}

function group(t: Texts, need: Need, rows: DocumentRow[], written?: readonly string[]): unknown {
  if (rows.length === 0) return nothing;
  const { columns } = t.documents;
  return html`<h2>${t.documents.groups[need]} (${rows.length})</h2>
    <p>${t.documents.groupIntro[need]}</p>
    ${scrolling(t.documents.groups[need], html`<table>
      <caption class="visually-hidden">${t.documents.groups[need]}</caption>
      <thead><tr>${Object.values(columns).map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
      <tbody>${rows.map((row) => line(t, row, written))}</tbody>
    </table>`)}`;
}

function line(t: Texts, row: DocumentRow, written?: readonly string[]): TemplateResult {
  const ours = written?.includes(row.id);
  return html`<tr>
    <th scope="row"><a href=${link('documents', row.id)}>${row.title}</a></th>
    <td>${t.documents.kinds[row.kind]}</td>
    <td>${row.need === 'notNeeded' && row.status === 'draft' ? nothing : statusBadge(t, row.status, ours)}</td>
    <td>${row.version}</td>
    <td>${ours === undefined ? nothing : ours ? t.documents.written : t.documents.unwritten}</td>
  </tr>`;
}

/** A draft that Annexa does not write is still to be written by somebody. */
export function statusBadge(t: Texts, status: DocumentStatus, ours = true): TemplateResult {
  return badge(t.documents.status[status === 'draft' && !ours ? 'missing' : status], tones[status]);
}
