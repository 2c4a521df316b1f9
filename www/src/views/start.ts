import { html, nothing, type TemplateResult } from 'lit';
import type { Shelved } from '../api.ts';
import { examples, openExample, openStored, startNew, type Example } from '../boot.ts';
import { moment } from '../format.ts';
import type texts from '../i18n/en/start.ts';
import { errorSummary, heading, type Problem } from '../parts.ts';
import type { App } from '../store.ts';
import { filePicker } from './file-picker.ts';

type Texts = typeof texts;

/** The first visit, and the way to another workspace: nothing is stored before a choice is made here. */
export function startView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('start');
  const state = app.state('start', () => load(app));
  const example = async (name: Example) => {
    state.problems = await openExample(app, name, t.exampleFailed);
    app.update();
  };
  return html`${state.problems.length ? errorSummary(app, state.problems) : nothing}
    ${heading(t.heading)}
    <p class="lead">${t.lead}</p>
    <p>${t.promise}</p>
    ${state.shelved.length ? stored(app, t, state.shelved) : nothing}
    <div class="cards">
      <section class="card">
        <h2>${t.fresh}</h2>
        <p>${t.freshText}</p>
        <p><button type="button" class="primary" @click=${() => startNew(app)}>${t.freshButton}</button></p>
      </section>
      <section class="card">
        <h2>${t.file}</h2>
        <p>${t.fileText}</p>
        ${filePicker(app, t, state)}
      </section>
    </div>
    <h2>${t.examples}</h2>
    <p>${t.examplesText}</p>
    <ul class="cards">${examples.map((name) => exampleCard(t, name, () => example(name)))}</ul>`;
}

function load(app: App) {
  const state = { problems: [] as Problem[], shelved: [] as Shelved[] };
  void app.storage?.workspaces().then((shelved) => {
    state.shelved = shelved;
    app.update();
  });
  return state;
}

function stored(app: App, t: Texts, shelved: readonly Shelved[]): TemplateResult {
  const row = ({ id, name, time }: Shelved) => html`<li>
    <span class="what"><button type="button" class="link" @click=${() => openStored(app, id)}>${name || t.unnamed}</button></span>
    <span class="muted">${time ? t.storedAt(moment(new Date(time).toISOString(), app.texts.locale)) : nothing}</span>
  </li>`;
  return html`<h2>${t.stored}</h2><ul class="tasks">${shelved.map(row)}</ul>`;
}

function exampleCard(t: Texts, name: Example, open: () => void): TemplateResult {
  const example = t.example[name];
  return html`<li class="card">
    <h3>${example.name}</h3>
    <p>${example.text}</p>
    <button type="button" @click=${open}>${t.open(example.name)}</button>
  </li>`;
}
