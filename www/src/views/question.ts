import { html, nothing, type TemplateResult } from 'lit';
import type { Answer, AnswerValue, QuestionView } from '../api.ts';
import { countsBar } from '../frame.ts';
import { radios, textarea } from '../forms.ts';
import type texts from '../i18n/en/questions.ts';
import { errorSummary, heading, type Problem } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';
import { changeLists, changes, summary } from './consequence.ts';

type Texts = typeof texts;

/** One question: why it is asked, the answer, and what the answer changed. */
export function questionView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('questions');
  const question = app.workspace.question(app.route.id);
  const state = app.state('question', () => ({ tried: false }));
  const missing = state.tried && !question.answer;
  const problems: Problem[] = missing ? [{ name: 'answer.value', message: t.choose }] : [];
  const proceed = (event: Event) => {
    event.preventDefault();
    state.tried = true;
    if (question.answer) app.go(nextAddress(question));
    else app.update();
  };
  return html`${missing ? errorSummary(app, problems) : nothing}
    ${place(app, t, question)}
    ${heading(question.text)}
    <div class="with-aside">
      <form @submit=${proceed} novalidate>
        <p class="why">${question.why}</p>
        ${explanation(t, question)}
        ${answerForm(app, t, question, missing)}
        <p class="actions">
          <button type="submit" class="primary">${t.next}</button>
          ${question.answer ? nothing : html`<a href=${nextAddress(question)}>${t.skip}</a>`}
          ${question.previous ? html`<a href=${link('questions', question.previous)}>${t.previous}</a>` : nothing}
        </p>
      </form>
      <aside>${consequence(app, t, question)}</aside>
    </div>
    ${countsBar(app)}`;
}

const nextAddress = ({ next }: QuestionView) => (next ? link('questions', next) : link('answers'));

function place(app: App, t: Texts, { id, section }: QuestionView): TemplateResult {
  const order = app.labels.sections.flatMap(({ questions }) => questions);
  const title = app.labels.sections.find((label) => label.id === section)?.title;
  return html`<p class="breadcrumb"><a href="#/">${t.toOverview}</a> · ${title} ·
    ${t.place(order.indexOf(id) + 1, order.length)}</p>`;
}

function explanation(t: Texts, question: QuestionView): TemplateResult {
  return html`<details>
    <summary>${t.more}</summary>
    <h3>${t.countsAsYes}</h3>
    <p>${question.countsAsYes}</p>
    <h3>${t.evidence}</h3>
    <p>${question.evidence}</p>
  </details>`;
}

function answerForm(app: App, t: Texts, question: QuestionView, missing: boolean): TemplateResult {
  const { id, answer } = question;
  const put = (change: Partial<Answer>) =>
    app.put({ answer: { question: id, value: answer?.value ?? 'unknown', note: answer?.note ?? '', ...change } });
  return html`${radios<AnswerValue>(app, {
      name: 'answer.value',
      label: html`<span class="visually-hidden">${question.text}</span>`,
      value: answer?.value,
      error: missing ? t.choose : undefined,
      boxed: true,
      options: [
        { value: 'yes', label: app.t.yes },
        { value: 'no', label: app.t.no },
        { value: 'unknown', label: app.t.unknown, hint: t.unknownHint },
      ],
      set: (value) => put({ value }),
    })}
    ${answer
      ? textarea(app, {
          name: 'answer.note',
          label: t.note,
          hint: t.noteHint,
          optional: true,
          value: answer.note ?? '',
          set: (note) => put({ note }),
        })
      : nothing}
    ${answer
      ? html`<p><button type="button" class="link" ?disabled=${app.readonly}
          @click=${() => app.remove('answer', id)}>${t.clear}</button></p>`
      : nothing}`;
}

/** The effect of the last answer, also of the one before this question: Enter leads on at once. */
function consequence(app: App, t: Texts, question: QuestionView): TemplateResult {
  const { effect } = app;
  const [change] = effect?.entry.changes ?? [];
  const answered = effect && change?.kind === 'answer' ? effect : undefined;
  const list = answered ? changes(app, t, answered) : [];
  return html`<section class="card">
    <h2>${t.changedTitle}</h2>
    <div role="status">
      ${change && answered && change.id !== question.id ? html`<p class="muted small">${t.of(change.title)}</p>` : nothing}
      <p>${answered ? summary(t, list) : t.notYet}</p>
    </div>
    ${changeLists(list)}
    ${decides(app, t, question)}
  </section>`;
}

function decides(app: App, t: Texts, { controls, documents }: QuestionView): TemplateResult {
  if (controls.length === 0) return html`<p class="muted">${t.decidesNothing}</p>`;
  const title = (id: string) => app.labels.controls.find((label) => label.id === id)?.title;
  const name = (id: string) => app.labels.documents.find((label) => label.id === id)?.name;
  return html`<details>
    <summary>${t.decides(app.t.controls(controls.length), app.t.documents(documents.length))}</summary>
    <ul class="plain">
      ${controls.map((id) => html`<li><a href=${link('controls', id)}>${id} ${title(id)}</a></li>`)}
      ${documents.map((id) => html`<li><a href=${link('documents', id)}>${name(id)}</a></li>`)}
    </ul>
  </details>`;
}
