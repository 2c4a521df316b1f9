import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { AnswerValue, QuestionRow, SectionLabel } from '../api.ts';
import { countsBar } from '../frame.ts';
import { textOf } from '../forms.ts';
import type texts from '../i18n/en/questions.ts';
import { heading } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { changes, summary } from './consequence.ts';

type Texts = typeof texts;

const VALUES: readonly AnswerValue[] = ['yes', 'no', 'unknown'];

/** All questions in one table, for answering many in a row by keyboard. */
export function questionsTableView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('questions');
  // A row does not vanish while one answers it: what is open is decided when the box is ticked.
  const state = app.state('questions', () => ({ open: undefined as ReadonlySet<string> | undefined }));
  const rows = app.workspace.questions();
  const shown = rows.filter(({ id }) => state.open?.has(id) ?? true);
  const first = rows.find(({ value }) => !value) ?? rows[0];
  const filter = (event: Event) => {
    const { checked } = event.target as HTMLInputElement;
    state.open = checked ? new Set(rows.filter(({ value }) => !value).map(({ id }) => id)) : undefined;
    app.update();
  };
  return html`${heading(t.table.title)}
    <p>${t.table.lead} <a href=${link('questions', first?.id ?? '')}>${t.table.one}</a></p>
    ${countsBar(app)}
    <p role="status" class="muted">${app.effect ? summary(t, changes(app, t, app.effect)) : nothing}</p>
    <div class="choice">
      <input type="checkbox" id="only-open" .checked=${live(Boolean(state.open))} @change=${filter} />
      <label for="only-open">${t.table.only}</label>
    </div>
    ${shown.length === 0 ? html`<p>${t.table.allAnswered}</p>` : table(app, t, shown)}`;
}

function table(app: App, t: Texts, rows: QuestionRow[]): TemplateResult {
  const sections = app.labels.sections.filter(({ id }) => rows.some(({ section }) => section === id));
  return html`<div class="scroll"><table class="dense" @keydown=${(event: KeyboardEvent) => press(t, event)}>
    <caption>${t.table.caption}</caption>
    <thead><tr>
      <th scope="col">${t.table.question}</th>
      ${VALUES.map((value) => html`<th scope="col" id="head-${value}">${app.t[value]}</th>`)}
      <th scope="col">${t.table.note}</th>
    </tr></thead>
    ${sections.map((section) => body(app, t, section, rows))}
  </table></div>`;
}

function body(app: App, t: Texts, { id, title }: SectionLabel, rows: QuestionRow[]): TemplateResult {
  return html`<tbody>
    <tr class="section"><th scope="rowgroup" colspan="5">${title}</th></tr>
    ${rows.filter(({ section }) => section === id).map((question) => row(app, t, question))}
  </tbody>`;
}

function row(app: App, t: Texts, { id, text, value, note }: QuestionRow): TemplateResult {
  const put = (change: { value?: AnswerValue; note?: string }) =>
    app.put({ answer: { question: id, value: value ?? 'unknown', note, ...change } });
  const cell = (option: AnswerValue) => html`<td class="pick"><label>
    <input type="radio" name="answer-${id}" value=${option} .checked=${live(value === option)} ?disabled=${app.readonly}
      aria-labelledby="question-${id} head-${option}" @change=${() => put({ value: option })} />
  </label></td>`;
  return html`<tr>
    <th scope="row" id="question-${id}"><a href=${link('questions', id)}>${text}</a></th>
    ${VALUES.map(cell)}
    <td><input type="text" aria-label=${t.table.noteFor(text)} maxlength="20000" .value=${live(note)}
      ?disabled=${app.readonly || !value} @input=${(event: Event) => put({ note: textOf(event) })} /></td>
  </tr>`;
}

/** Letters answer the question whose radio has the focus; Enter goes to the next question. */
function press(t: Texts, event: KeyboardEvent): void {
  const radio = event.composedPath()[0];
  if (!(radio instanceof HTMLInputElement) || radio.type !== 'radio') return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const value = VALUES.find((value) => t.table.keys[value] === event.key.toLowerCase());
  const row = radio.closest('tr');
  if (value) row?.querySelector<HTMLInputElement>(`input[value="${value}"]`)?.click();
  if (value || event.key === 'Enter') {
    event.preventDefault();
    focusAnswer(value ? row : nextQuestion(row), value);
  }
}

function nextQuestion(row: Element | null): Element | null {
  const rows = [...(row?.closest('table')?.querySelectorAll('tr:has(input)') ?? [])];
  return rows[rows.indexOf(row as Element) + 1] ?? null;
}

function focusAnswer(row: Element | null, value?: AnswerValue): void {
  const wanted = value ? `input[value="${value}"]` : 'input[type="radio"]:checked';
  const radio = row?.querySelector<HTMLInputElement>(wanted) ?? row?.querySelector<HTMLInputElement>('input');
  radio?.focus();
}
