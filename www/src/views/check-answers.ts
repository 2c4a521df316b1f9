import { html, nothing, type TemplateResult } from 'lit';
import type { AnswerValue, ControlRow, QuestionRow } from '../api.ts';
import { countsBar } from '../frame.ts';
import type texts from '../i18n/en/questions.ts';
import type organisation from '../i18n/en/organisation.ts';
import type sectors from '../i18n/en/sectors.ts';
import { badge, heading, summaryList, type Fact } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** All answers with what follows from each, and the way to change it. */
export function checkAnswersView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('questions');
  const rows = app.workspace.questions();
  const controls = new Map(app.workspace.controls().map((row) => [row.id, row]));
  const open = rows.filter(({ value }) => !value).length;
  const unknown = rows.filter(({ value }) => value === 'unknown').length;
  return html`${heading(t.check.title)}
    <p>${t.check.lead}</p>
    <p>${open ? t.check.open(open) : t.check.complete} ${unknown ? t.check.unknown(unknown) : nothing}</p>
    ${countsBar(app)}
    <h2>${t.check.organisation}</h2>
    ${summaryList(app, organisationFacts(app))}
    ${app.labels.sections.map((section) => html`<h2>${section.title}</h2>
      ${summaryList(app, rows.filter((row) => row.section === section.id).map((row) => fact(app, t, row, controls)))}`)}
    <p class="actions"><a class="button primary" href=${link('risks')}>${t.check.risks}</a></p>`;
}

function organisationFacts(app: App): Fact[] {
  const t = app.texts.area<typeof organisation>('organisation');
  const { name, shortName, sector, headcount, country, activities } = app.get('organisation') ?? {};
  const change = link('organisation');
  return [
    { label: t.name, value: name, change },
    { label: t.shortName, value: shortName, change },
    { label: t.sector, value: sector && app.texts.area<typeof sectors>('sectors')[sector], change },
    { label: t.headcount, value: headcount, change },
    { label: t.country, value: country, change },
    { label: t.activities, value: activities, change },
    { label: t.edition, value: app.labels.edition, change },
  ];
}

function fact(app: App, t: Texts, row: QuestionRow, controls: Map<string, ControlRow>): Fact {
  return {
    label: row.text,
    value: row.value ? answer(app, row.value) : html`<span class="muted">${t.check.none}</span>`,
    note: html`${row.note ? html`<p class="pre small">${row.note}</p>` : nothing}${consequence(app, t, row, controls)}`,
    change: link('questions', row.id),
  };
}

const answer = (app: App, value: AnswerValue) =>
  value === 'unknown' ? badge(app.t.unknown, 'warn') : html`<strong>${app.t[value]}</strong>`;

/** The controls that the question bears on, each with where it stands now. */
function consequence(app: App, t: Texts, row: QuestionRow, controls: Map<string, ControlRow>): unknown {
  const question = app.workspace.question(row.id);
  if (question.controls.length === 0) return nothing;
  const standing = (id: string) => {
    const verdict = controls.get(id)?.verdict;
    if (!verdict) return '';
    return verdict.toConfirm ? app.t.toConfirm : app.t.outcomes[verdict.outcome];
  };
  return html`<details class="small">
    <summary>${t.check.bears(question.controls.length)} ${t.check.causes(question.documents.length)}</summary>
    <ul class="plain">${question.controls.map((id) => html`<li>
      <a href=${link('controls', id)}>${id}</a> ${controls.get(id)?.title}: ${standing(id)}</li>`)}</ul>
  </details>`;
}
