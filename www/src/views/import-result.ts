import { html, nothing, type TemplateResult } from 'lit';
import { download } from '../files.ts';
import { radios, select } from '../forms.ts';
import { badge, notice, scrolling, sentence, type Tone } from '../parts.ts';
import type { App } from '../store.ts';
import { ask, isRemarkable, planOf, propose, type Proposal, type State, type Texts } from './import-state.ts';

type Row = Proposal['rows'][number];
type Outcome = Row['outcome'];

const tones: Record<Outcome, Tone> = { new: 'good', changed: 'accent', unchanged: '', refused: 'bad' };
const outcomes = Object.keys(tones) as Outcome[];

/** What reading the table in would do, and the button that does it. */
export function resultView(app: App, t: Texts, state: State, proposal: Proposal): TemplateResult {
  return html`<h2>${t.result}</h2>
    <p role="status">${outcomes.map((outcome) => html`${badge(t.counts[outcome](proposal[outcome]), proposal[outcome] ? tones[outcome] : '')} `)}</p>
    ${order(app, t, state, proposal)}
    ${actions(app, t, state, proposal)}
    ${proposal.notes.length ? notes(t, proposal) : nothing}
    ${rows(app, t, state, proposal)}
    ${proposal.differences.length ? differences(t, proposal) : nothing}`;
}

function actions(app: App, t: Texts, state: State, proposal: Proposal): TemplateResult {
  const { command } = proposal;
  const count = proposal.new + proposal.changed;
  const apply = () => {
    if (command && app.dispatch(command)) app.go('#/import', { kind: 'good', text: t.done(count) });
  };
  return html`${command ? nothing : notice('', '', html`<p>${t.nothing}</p>`)}
    <p class="actions">
      ${command ? html`<button type="button" class="primary" ?disabled=${app.readonly || state.busy} @click=${apply}>${t.apply(count)}</button>` : nothing}
      <button type="button" ?disabled=${state.busy} @click=${() => report(app, t, state)}>${t.report}</button>
    </p>`;
}

function report(app: App, t: Texts, state: State): Promise<void> {
  return ask(app, state, async () => {
    const { file } = state;
    if (!file) return;
    const bytes = await app.documents.ask('importReport', app.workspace.save(), file.bytes, file.name, planOf(app, t, state));
    download('import-report.csv', bytes, 'text/csv');
  });
}

/** Asked only where days could be read in two ways. */
function order(app: App, t: Texts, state: State, proposal: Proposal): unknown {
  if (!proposal.notes.some(({ code }) => code === 'date-order')) return nothing;
  return radios(app, {
    name: 'import.order',
    label: t.order,
    value: state.monthFirst ? 'month' : 'day',
    options: (['day', 'month'] as const).map((value) => ({ value, label: t.orders[value] })),
    set: (value) => {
      state.monthFirst = value === 'month';
      void propose(app, t, state);
    },
  });
}

function notes(t: Texts, { notes }: Proposal): TemplateResult {
  return html`<h3>${t.notes}</h3>
    <ul>${notes.map(({ code, column, cells, value }) => html`<li>${t.note[code]?.(column, cells, value)}</li>`)}</ul>`;
}

function rows(app: App, t: Texts, state: State, proposal: Proposal): TemplateResult {
  const wanted = (row: Row) => state.shown === 'all' || (state.shown === 'remarked' ? isRemarkable(row) : row.outcome === state.shown);
  const found = proposal.rows.filter(wanted);
  const several = new Set(proposal.rows.map(({ sheet }) => sheet)).size > 1;
  const more = () => {
    state.most += 100;
    app.update();
  };
  const left = Math.min(100, found.length - state.most);
  const options = [
    { value: 'remarked', label: t.remarked },
    { value: 'all', label: t.all },
    ...outcomes.map((value) => ({ value, label: t.outcome[value] })),
  ];
  return html`${select(app, {
      name: 'import.shown',
      label: t.show,
      value: state.shown,
      required: true,
      options,
      set: (shown) => {
        Object.assign(state, { shown, most: 100 });
        app.update();
      },
    })}
    ${scrolling(t.result, html`<table>
      <caption class="visually-hidden">${t.result}</caption>
      <thead><tr>${Object.values(t.rowHeads).map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${found.slice(0, state.most).map((row) => line(t, row, several))}</tbody>
    </table>`)}
    ${left > 0 ? html`<p><button type="button" @click=${more}>${t.more(left)}</button></p>` : nothing}`;
}

function line(t: Texts, { sheet, row, title, outcome, changes, remarks }: Row, several: boolean): TemplateResult {
  return html`<tr>
    <th scope="row">${several ? `${sheet} ` : ''}${row}</th>
    <td>${title}</td>
    <td>${badge(t.outcome[outcome], tones[outcome])}</td>
    <td class="small"><ul class="plain">
      ${changes.map(({ field, from, to }) => html`<li>${t.change(field, from, to)}</li>`)}
      ${remarks.map(({ column, message, help }) => html`<li>${column ? `${column}: ` : ''}${sentence(message)} ${sentence(help)}</li>`)}
    </ul></td>
  </tr>`;
}

function differences(t: Texts, { differences }: Proposal): TemplateResult {
  return html`<h3>${t.differences}</h3>
    <p>${t.differencesIntro}</p>
    ${scrolling(t.differences, html`<table>
      <caption class="visually-hidden">${t.differences}</caption>
      <thead><tr>${Object.values(t.differenceHeads).map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${differences.slice(0, 200).map(({ row, title, column, theirs, ours }) => html`<tr>
        <th scope="row">${row}</th><td>${title}</td><td>${column}</td><td>${theirs}</td><td>${ours || t.noLevel}</td>
      </tr>`)}</tbody>
    </table>`)}`;
}
