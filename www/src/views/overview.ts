import { html, nothing, type TemplateResult } from 'lit';
import type { Task } from '../api.ts';
import { countsBar } from '../frame.ts';
import type texts from '../i18n/en/overview.ts';
import { badge, heading } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** The task list: what there is to do, how far it is, and what it unlocks. */
export function overviewView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('overview');
  const { tasks, edition, nextQuestion } = app.workspace.overview();
  const sections = new Set(app.labels.sections.map(({ id }) => id));
  const pick = (...ids: string[]) => tasks.filter(({ id }) => ids.includes(id));
  const done = tasks.filter(({ state }) => state === 'complete').length;
  return html`${heading(t.title)}
    <p class="muted">${t.edition(edition)} · ${t.complete(done, tasks.length)}</p>
    ${countsBar(app)}
    ${nextQuestion ? proceed(app, t, nextQuestion) : html`<p>${t.allAnswered}</p>`}
    ${group(app, t, t.groups.prepare, pick('organisation', 'people', 'scope'))}
    ${group(app, t, t.groups.questions, tasks.filter(({ id }) => sections.has(id)))}
    ${group(app, t, t.groups.decide, pick('risks', 'controls'))}
    ${group(app, t, t.groups.write, pick('documents'))}`;
}

function proceed(app: App, t: Texts, question: string): TemplateResult {
  const words = app.counts.answered ? t.continueQuestions : t.startQuestions;
  return html`<p><a class="button primary" href=${link('questions', question)}>${words}</a></p>`;
}

function group(app: App, t: Texts, title: string, tasks: Task[]): TemplateResult {
  return html`<h2>${title}</h2><ul class="tasks">${tasks.map((task) => row(app, t, task))}</ul>`;
}

function row(app: App, t: Texts, task: Task): TemplateResult {
  const section = app.labels.sections.find(({ id }) => id === task.id);
  const href = section ? link('questions', firstOpen(app, section.questions)) : link(task.id);
  const about = section?.intro ?? t.about[task.id];
  return html`<li>
    <div class="what">
      <a href=${href}>${section?.title ?? t.tasks[task.id]}</a>
      <p class="hint">${about}${section ? html` ${unlocks(app, t, task)}` : nothing}</p>
    </div>
    <span class="muted small">${task.total ? t.progress(task.done, task.total) : nothing}</span>
    <span><span class="visually-hidden">${t.status} </span>${badge(app.t.states[task.state], t.tones[task.state])}</span>
  </li>`;
}

function unlocks(app: App, t: Texts, task: Task): string {
  return t.decides(app.t.controls(task.controls), app.t.documents(task.documents));
}

/** The first question of a section that has no answer, or its first. */
function firstOpen(app: App, questions: readonly string[]): string {
  const open = new Set(app.workspace.questions().filter(({ value }) => !value).map(({ id }) => id));
  return questions.find((id) => open.has(id)) ?? questions[0] ?? '';
}
