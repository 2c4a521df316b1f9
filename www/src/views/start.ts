import { html, nothing, type TemplateResult } from 'lit';
import { examples, openExample, openFile, startNew, type Example } from '../boot.ts';
import type texts from '../i18n/en/start.ts';
import { errorSummary, heading, type Problem } from '../parts.ts';
import type { App } from '../store.ts';

type Texts = typeof texts;

/** The first visit: nothing is stored before a choice is made here. */
export function startView(app: App): TemplateResult {
  const t = app.texts.area<Texts>('start');
  const state = app.state('start', () => ({ problems: [] as Problem[] }));
  const attempt = async (open: Promise<Problem[]>) => {
    state.problems = await open;
    app.update();
  };
  return html`${state.problems.length ? errorSummary(app, state.problems) : nothing}
    ${heading(t.heading)}
    <p class="lead">${t.lead}</p>
    <p>${t.promise}</p>
    <div class="cards">
      <section class="card">
        <h2>${t.fresh}</h2>
        <p>${t.freshText}</p>
        <p><button type="button" class="primary" @click=${() => startNew(app)}>${t.freshButton}</button></p>
      </section>
      <section class="card">
        <h2>${t.file}</h2>
        <p>${t.fileText}</p>
        ${filePicker(t, (file) => attempt(openFile(app, file, t.fileTooLarge)), state.problems.length > 0)}
      </section>
    </div>
    <h2>${t.examples}</h2>
    <p>${t.examplesText}</p>
    <ul class="cards">${examples.map((name) => exampleCard(t, name, () =>
      attempt(openExample(app, name, t.exampleFailed))))}</ul>`;
}

function filePicker(t: Texts, open: (file: File) => void, wrong: boolean): TemplateResult {
  const change = (event: Event) => {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    if (file) open(file);
    // The same file may be chosen again after it was mended.
    input.value = '';
  };
  return html`<div class="field">
    <label for="file">${t.fileLabel}</label>
    <p class="hint" id="file-hint">${t.fileHint}</p>
    <input type="file" id="file" accept=".json,application/json" aria-describedby="file-hint"
      aria-invalid=${wrong ? 'true' : nothing} @change=${change} />
  </div>`;
}

function exampleCard(t: Texts, name: Example, open: () => void): TemplateResult {
  const example = t.example[name];
  return html`<li class="card">
    <h3>${example.name}</h3>
    <p>${example.text}</p>
    <button type="button" @click=${open}>${t.open(example.name)}</button>
  </li>`;
}
