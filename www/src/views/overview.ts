import { html, nothing, type TemplateResult } from 'lit';
import type { Task } from '../api.ts';
import { countsBar } from '../frame.ts';
import type texts from '../i18n/en/overview.ts';
import { backupState, saveFile } from '../files.ts';
import { day, today } from '../format.ts';
import { badge, heading, notice } from '../parts.ts';
import { link } from '../router.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** The task list: what there is to do, how far it is, and what it unlocks. */
export function overviewView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('overview');
  const { tasks, edition, nextQuestion } = app.workspace.overview();
  // A section of questions may be called like a task, so tasks are told apart by their place.
  const [prepare, sections, decide, write] = [tasks.slice(0, 3), tasks.slice(3, -3), tasks.slice(-3, -1), tasks.slice(-1)];
  const done = tasks.filter(({ state }) => state === 'complete').length;
  return html`${heading(t.title)}
    <p class="muted">${t.edition(edition)} · ${t.complete(done, tasks.length)}</p>
    ${countsBar(app)}
    ${reminder(app, t)}
    ${nextQuestion ? proceed(app, t, nextQuestion) : html`<p>${t.allAnswered}</p>`}
    ${group(t.groups.prepare, prepare.map((task) => taskRow(app, t, task)))}
    ${group(t.groups.questions, sections.map((task) => sectionRow(app, t, task)))}
    ${group(t.groups.decide, decide.map((task) => taskRow(app, t, task)))}
    ${group(t.groups.write, write.map((task) => taskRow(app, t, task)))}`;
}

/** Asks for a file in time; it can be put off until the page is opened again. */
function reminder(app: App, t: Texts): unknown {
  const { last, changes, due } = backupState(app);
  if (!due || app.putOff) return nothing;
  const since = last ? t.backup.last(day(today(last), app.texts.locale), changes) : t.backup.never(changes);
  const putOff = () => {
    app.putOff = true;
    app.update();
  };
  return notice('', t.backup.title, html`<p>${since} ${t.backup.why}</p>
    <p class="actions">
      <button type="button" @click=${() => saveFile(app)}>${t.backup.save}</button>
      <button type="button" class="link" @click=${putOff}>${t.backup.later}</button>
    </p>`);
}

function proceed(app: App, t: Texts, question: string): TemplateResult {
  const words = app.counts.answered ? t.continueQuestions : t.startQuestions;
  return html`<p><a class="button primary" href=${link('questions', question)}>${words}</a></p>`;
}

function group(title: string, rows: TemplateResult[]): TemplateResult {
  return html`<h2>${title}</h2><ul class="tasks">${rows}</ul>`;
}

function taskRow(app: App, t: Texts, task: Task): TemplateResult {
  // Roles are what there is to give; people are only who can take them.
  const href = link(task.id === 'people' ? 'roles' : task.id);
  return row(app, t, task, href, t.tasks[task.id] ?? task.id, t.about[task.id]);
}

function sectionRow(app: App, t: Texts, task: Task): TemplateResult {
  const section = app.labels.sections.find(({ id }) => id === task.id);
  const href = link('questions', firstOpen(app, section?.questions ?? []));
  return row(app, t, task, href, section?.title ?? task.id, html`${section?.intro} ${unlocks(app, t, task)}`);
}

function row(app: App, t: Texts, task: Task, href: string, title: string, about: unknown): TemplateResult {
  return html`<li>
    <div class="what"><a href=${href}>${title}</a><p class="hint">${about}</p></div>
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
